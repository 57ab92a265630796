import { expect } from 'chai';
import { critical, post } from './call.ts';
import { openSite, type Site } from './site.ts';

/** Every form of the pages, with what would make it work. */
const forms: readonly [path: string, fields: Readonly<Record<string, string>>][] = [
  ['/incidents/1/actions', { kind: 'responded' }],
  ['/raise', { customer: 'customer-a', summary: 'forged', severity: 'A' }],
  [
    '/maintenance',
    { customer: 'customer-a', start: '2026-10-20T10:00', end: '2026-10-20T11:00', reason: 'x' },
  ],
  ['/maintenance/cancel', { id: 'w1' }],
  ['/solutions', { incident: '1', title: 'forged', text: 'x' }],
  ['/accounts', { name: 'mallory', role: 'lead', password: 'a long password' }],
  ['/accounts/tom/change', { role: 'lead', displayName: 'x' }],
  ['/accounts/tom/password', { password: 'a long password' }],
  ['/accounts/tom/disable', {}],
  ['/accounts/tom/enable', {}],
  ['/accounts/tom/sessions', {}],
  ['/accounts/tom/token', { label: 'x', 'scope:read': '1' }],
  ['/accounts/tom/revoke', { id: 'x' }],
  ['/account/password', { current: 'x', password: 'x', again: 'x' }],
  ['/account/token', { label: 'x', 'scope:read': '1' }],
  ['/account/revoke', { id: 'x' }],
  ['/account/session', { id: 'x' }],
  ['/sign-out', {}],
];

describe('every form of the pages', () => {
  let site: Site;
  let cookie: string;
  let stolen: string;
  before(async () => {
    site = await openSite();
    await post(site, '/api/v1/results', [critical()]);
    await site.account('lea', 'lead');
    await site.account('tom', 'engineer');
    cookie = await site.cookieOf('lea');
    stolen = await keyOf(await site.cookieOf('tom'));
  });
  after(() => site.close());

  const keyOf = async (of: string) => {
    const page = await (await fetch(`${site.url}/account`, { headers: { cookie: of } })).text();
    return /name="form_key" value="([^"]+)"/.exec(page)?.[1] ?? '';
  };
  const send = (path: string, fields: object, headers: Record<string, string>) =>
    fetch(site.url + path, {
      ...{ method: 'POST', redirect: 'manual', headers },
      body: new URLSearchParams({ ...fields }),
    });
  const state = async () => [
    await site.store.history(1),
    await site.store.list({}),
    await site.store.maintenance(),
    await site.store.accounts.list(),
    await site.store.accounts.tokens(),
    await site.store.solutions.latest(10),
  ];

  it('is refused without the key of its session, with another one’s, and from another site', async () => {
    const before = await state();
    const form_key = await keyOf(cookie);
    expect([form_key, stolen]).to.not.include('');
    for (const [path, fields] of forms) {
      const tries: [object, Record<string, string>][] = [
        [fields, { cookie }],
        [{ ...fields, form_key: '' }, { cookie }],
        [{ ...fields, form_key: stolen }, { cookie }],
        [
          { ...fields, form_key },
          { cookie, 'sec-fetch-site': 'cross-site' },
        ],
        [
          { ...fields, form_key },
          { cookie, 'sec-fetch-site': 'same-site' },
        ],
      ];
      for (const [given, headers] of tries) {
        expect([path, (await send(path, given, headers)).status]).to.deep.equal([path, 403]);
      }
    }
    expect(await state()).to.deep.equal(before);
    expect(await keyOf(cookie)).to.equal(form_key);
  });

  it('leads to the sign-in page without a session, and takes no token in its place', async () => {
    const authorization = `Bearer ${site.token}`;
    for (const [path, fields] of forms) {
      const nobody = await send(path, fields, {});
      expect([path, nobody.headers.get('location')]).to.deep.equal([path, '/sign-in']);
      expect([path, (await send(path, fields, { authorization })).status]).to.deep.equal([
        path,
        403,
      ]);
    }
  });

  it('does nothing when it is only looked at', async () => {
    const before = await state();
    for (const [path, fields] of forms) {
      const query = new URLSearchParams({ ...fields, form_key: await keyOf(cookie) });
      await fetch(`${site.url}${path}?${query}`, { headers: { cookie }, redirect: 'manual' });
    }
    expect(await state()).to.deep.equal(before);
  });
});
