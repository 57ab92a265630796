import { expect } from 'chai';
import { critical, post } from '../call.ts';
import { openSite, type Site } from '../site.ts';

describe('signing in', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openSite();
    await post(site, '/api/v1/results', [critical()]);
  });
  afterEach(() => site.close());

  const send = (
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ) =>
    fetch(site.url + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers,
      redirect: 'manual',
    });
  const signIn = (fields: Record<string, string> = {}) =>
    send('/sign-in', { name: 'Eva Example', token: site.token, ...fields });
  const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const keyOf = async (cookie: string) => {
    const page = await (await fetch(`${site.url}/incidents/1`, { headers: { cookie } })).text();
    return /name="form_key" value="([^"]+)"/.exec(page)?.[1] ?? '';
  };
  const respond = (fields: Record<string, string>, headers: Record<string, string>) =>
    send('/incidents/1/actions', { kind: 'responded', ...fields }, headers);
  const responded = async () => (await site.store.incident(1))?.respondedAt !== null;

  it('gives a cookie that no script and no other site gets', async () => {
    const answer = await signIn();
    expect(answer.status).to.equal(303);
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).to.match(/; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(cookie).to.not.contain(site.token);
  });

  it('says where the token is', async () => {
    const page = await (await fetch(`${site.url}/sign-in`)).text();
    expect(page).to.contain('<code>/srv/example/token</code>').and.not.contain(site.token);
  });

  it('asks again when the token is wrong or the name is missing', async () => {
    for (const fields of [{ token: 'wrong' }, { token: '' }, { name: ' ' }, { name: 'a\u0000b' }]) {
      const answer = await signIn(fields);
      expect([answer.status, answer.headers.getSetCookie()]).to.deep.equal([403, []]);
      expect(await answer.text()).to.match(/That is not the token|Please say who you are/);
    }
  });

  const targets: [string, string][] = [
    ['/incidents/1', '/incidents/1'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/\t/evil.example', '/'],
    ['', '/'],
  ];
  for (const [next, location] of targets) {
    it(`leads from ${JSON.stringify(next)} to ${location}`, async () => {
      expect((await signIn({ next })).headers.get('location')).to.equal(location);
    });
  }

  it('lets a form act that carries the key of its session', async () => {
    const cookie = cookieOf(await signIn());
    const answer = await respond({ form_key: await keyOf(cookie) }, { cookie });
    expect([answer.status, answer.headers.get('location')]).to.deep.equal([303, '/incidents/1']);
    expect(await responded()).to.equal(true);
  });

  it('refuses a form without the key, or with that of another session', async () => {
    const cookie = cookieOf(await signIn());
    const stolen = await keyOf(cookieOf(await signIn({ name: 'Mallory' })));
    for (const fields of [{}, { form_key: '' }, { form_key: stolen }]) {
      expect((await respond(fields, { cookie })).status).to.equal(403);
    }
    expect(await responded()).to.equal(false);
  });

  it('refuses a form that another site sends, and one without a session', async () => {
    const cookie = cookieOf(await signIn());
    const form_key = await keyOf(cookie);
    const foreign = await respond({ form_key }, { cookie, 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).to.equal(403);
    const forged = await respond({ form_key }, { cookie: `${cookie}x` });
    expect(forged.headers.get('location')).to.equal('/sign-in');
    const nobody = await respond({ form_key }, {});
    expect(nobody.headers.get('location')).to.equal('/sign-in');
    expect(await responded()).to.equal(false);
  });

  it('takes no session of a browser for a call of the API', async () => {
    const cookie = cookieOf(await signIn());
    const answer = await fetch(`${site.url}/api/v1/incidents/1/events`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'responded' }),
    });
    expect(answer.status).to.equal(401);
  });

  it('ends after twelve hours', async () => {
    const cookie = cookieOf(await signIn());
    expect(await keyOf(cookie)).to.not.equal('');
    site.now += 12 * 3_600_000;
    expect(await keyOf(cookie)).to.equal('');
  });

  it('says what is wrong with a form that no page of ours has', async () => {
    const cookie = cookieOf(await signIn());
    const form_key = await keyOf(cookie);
    const answer = await respond({ form_key, kind: 'resolved', cuase: 'x' }, { cookie });
    expect(answer.status).to.equal(400);
    expect(await answer.text()).to.contain('cause');
  });
});
