import { expect } from 'chai';
import { bundleOf, problemsIn } from '../report/reported-store.ts';
import { call, critical, post } from './call.ts';
import { openSite, type Site } from './site.ts';

const inventory = `
customers:
  customer-a:
    name: Customer A
    plan: premium
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Tina Technical, email: tina@customer.example}}
    duty: {from: 2026-01-05, hand_over: [monday 09:00], weeks: [zebra-keeper]}
    hosts: {zebra-1: {address: 127.0.0.1, applications: {jira: {url: "http://127.0.0.1:1/"}}}}
  customer-b:
    name: Customer B
    plan: standard
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Ben Example}}
    duty: {from: 2026-01-05, hand_over: [monday 09:00], weeks: [other-keeper]}
    hosts: {app-3: {address: 127.0.0.1}}
engineers:
  - {name: zebra-keeper, email: zebra-keeper@support.example}
  - {name: other-keeper, email: other-keeper@support.example}
`;

/** All that is customer-a's says zebra: incident 1 of monitoring, 2 by mail with a file, a window, a solution. */
describe('what is one customer’s, asked for by another’s contact', () => {
  let site: Site;
  let cookie: string;
  let token: string;
  before(async () => {
    site = await openSite(undefined, { inventory });
    const alert = critical({ host: 'zebra-1', output: 'zebra refused' });
    expect((await post(site, '/api/v1/results', [alert])).status).to.equal(200);
    expect(await site.intake.submit({ kind: 'mail', mail: mail() })).to.not.have.property(
      'refused',
    );
    await post(site, '/api/v1/results', [critical({ host: 'app-3', service: 'load' })]);
    const window = { customer: 'customer-a', id: 'zebra-window', reason: 'zebra maintenance' };
    const times = { start: '2026-10-20T20:00:00Z', end: '2026-10-20T22:00:00Z' };
    await post(site, '/api/v1/maintenance', { ...window, ...times });
    await post(site, '/api/v1/incidents/2/events', { kind: 'resolved', cause: 'zebra fed' });
    const solution = { incident: 2, title: 'zebra', text: 'feed the zebra' };
    expect((await post(site, '/api/v1/solutions', solution)).status).to.equal(201);
    await site.account('lea', 'lead');
    await site.account('ben', 'customer', 'customer-b');
    await site.account('tina', 'customer', 'customer-a');
    cookie = await site.cookieOf('ben');
    token = await site.tokenOf('ben', 'read', 'incidents', 'maintenance', 'results', 'metrics');
  });
  after(() => site.close());

  const mail = () =>
    ({
      from: { kind: 'customer', name: 'Tina zebra', email: 'tina@x', customers: ['customer-a'] },
      ...{ key: 'm1', summary: 'zebra ill', text: 'the zebra', severity: null, incident: null },
      at: site.now,
      attachments: [{ name: 'zebra.html', type: 'text/html', content: Buffer.from('zebra bytes') }],
    }) as const;
  const fileVersion = async () =>
    (await site.store.history(2)).find(({ event }) => event.kind === 'attached')?.version;
  const period = 'from=2026-10-01&to=2026-10-31';

  it('is there for its own contact', async () => {
    const own = { headers: { cookie: await site.cookieOf('tina') } };
    const file = `/api/v1/incidents/2/attachments/${await fileVersion()}`;
    const paths = ['/api/v1/incidents/1', '/incidents/2', '/api/v1/maintenance', '/duty'];
    for (const path of [...paths, file, '/duty/customer-a.ics', '/?q=zebra', '/resolved']) {
      expect(await (await fetch(site.url + path, own)).text(), path).to.contain('zebra');
    }
  });

  it('is nowhere that a session or a token leads to', async () => {
    const file = await fileVersion();
    const incidents = [1, 2].flatMap((id) => [
      ...[`/incidents/${id}`, `/api/v1/incidents/${id}`, `/api/v1/incidents/${id}/solutions`],
      ...[`/incidents/${id}/attachments/${file}`, `/api/v1/incidents/${id}/attachments/${file}`],
    ]);
    const lists = [
      ...['/', '/?q=ill', '/?customer=customer-a', '/?plan=premium', '/resolved', '/maintenance'],
      ...['/maintenance?customer=customer-a', '/raise', '/raise?customer=customer-a', '/duty'],
      ...['/duty/customer-a.ics', '/solutions', '/solutions?q=feed', '/solutions/1', '/outbox'],
      ...['/reports', `/reports?${period}&customer=customer-a`, '/audit', '/accounts', '/account'],
      ...['/accounts/tina', `/incidents?${period}&customer=customer-a`, `/incidents?${period}`],
      ...['/api/v1/incidents', '/api/v1/incidents?customer=customer-a&status=all', '/metrics'],
      ...['/api/v1/maintenance?customer=customer-a', '/api/v1/solutions?q=feed', '/api/v1/outbox'],
      ...['/api/v1/solutions/1', '/api/v1/duty', '/api/v1/accounts', '/api/v1/audit'],
      ...['/api/v1/capacity', '/capacity', '/roadmap', '/assessment'],
      ...['', '&customer=customer-a'].flatMap((whose) =>
        ['', '.csv'].map((ending) => `/api/v1/reports/compliance${ending}?${period}${whose}`),
      ),
    ];
    for (const path of [...incidents, ...lists]) {
      for (const headers of [{ cookie }, { authorization: `Bearer ${token}` }]) {
        const answer = await fetch(site.url + path, { headers: { ...headers, accept: '*/*' } });
        expect(await answer.text(), path).to.not.match(/zebra|Customer A|Tina/);
      }
    }
  });

  it('answers as what there is not', async () => {
    const ask = async (path: string) => {
      const { status, body } = await call(site, path, { headers: { cookie } });
      return [status, body.detail?.replaceAll(/\d+/g, 'N')];
    };
    for (const path of ['', '/attachments/3']) {
      const [foreign, nothing] = [1, 999].map((id) => ask(`/api/v1/incidents/${id}${path}`));
      expect(await foreign).to.deep.equal(await nothing);
    }
    const init = { headers: { cookie } };
    const pdf = `/api/v1/reports/compliance.pdf?${period}&customer=customer-a`;
    expect((await call(site, pdf, init)).status).to.equal(400);
    expect((await fetch(`${site.url}/duty/customer-a.ics`, init)).status).to.equal(404);
  });

  it('is not in the bundle of a report, which verifies', async () => {
    const bundle = await bundleOf(site.store, 'customer-b', site.key);
    expect(bundle).to.contain('app-3').and.to.not.contain('zebra');
    expect(await problemsIn(bundle)).to.deep.equal([]);
  });

  it('cannot be acted on', async () => {
    const ben = { url: site.url, token };
    const before = (await site.store.history(1)).length;
    const forged: [string, object][] = [
      ['/api/v1/incidents/1/events', { kind: 'note', text: 'x' }],
      ['/api/v1/incidents/1/events', { kind: 'withdrawn', reason: 'x' }],
      ['/api/v1/maintenance/zebra-window/cancellation', {}],
      ['/api/v1/solutions', { incident: 1, title: 'x', text: 'x' }],
      ['/api/v1/results', [critical({ host: 'zebra-1', code: 0 })]],
    ];
    for (const [path, value] of forged) {
      expect([path, (await post(ben, path, value)).status]).to.satisfy(
        ([, status]: [string, number]) => status === 403 || status === 404,
      );
    }
    expect(await site.store.history(1)).to.have.length(before);
  });

  it('is sent as a file to keep, and never as a page', async () => {
    const headers = { cookie: await site.cookieOf('lea') };
    const path = `/incidents/2/attachments/${await fileVersion()}`;
    const answer = await fetch(site.url + path, { headers });
    expect(answer.headers.get('content-type')).to.equal('application/octet-stream');
    expect(answer.headers.get('content-disposition')).to.equal(
      "attachment; filename*=UTF-8''zebra.html",
    );
    expect(answer.headers.get('content-security-policy')).to.contain('sandbox');
    expect(answer.headers.get('x-content-type-options')).to.equal('nosniff');
    expect(await answer.text()).to.equal('zebra bytes');
  });
});
