import { expect } from 'chai';
import type { PersonCommand } from '../../../gateway/command.ts';
import { until } from '../../until.ts';
import { call, critical, get, post } from './call.ts';
import { openSite, password, type Site } from './site.ts';

/** Incident 1 is customer-a's, incident 2 is customer-b's. */
describe('who may do what', () => {
  let site: Site;
  before(async () => {
    site = await openSite();
    await post(site, '/api/v1/results', [critical()]);
    await post(site, '/api/v1/results', [critical({ host: 'app-3', service: 'load' })]);
    await site.account('lea', 'lead');
    await site.account('eva', 'engineer');
    await site.account('tina', 'customer', 'customer-a');
    await site.account('ben', 'customer', 'customer-b');
    await site.account('otto', 'auditor');
  });
  after(() => site.close());

  const as = (token: string) => ({ url: site.url, token });
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  it('lets nobody read without signing in once there is an account', async () => {
    const closed = ['/api/v1/incidents', '/api/v1/incidents/1', '/api/v1/maintenance'];
    for (const path of [...closed, '/api/openapi.json', '/metrics']) {
      const answer = await get(site, path).catch(() => undefined);
      expect([path, answer?.status]).to.deep.equal([path, 401]);
    }
    const headers = { accept: 'text/html' };
    const page = await fetch(`${site.url}/incidents/1?a=b`, { headers, redirect: 'manual' });
    expect(page.headers.get('location')).to.equal('/sign-in?next=%2Fincidents%2F1%3Fa%3Db');
    for (const path of ['/healthz', '/sign-in', '/assets/style.css']) {
      expect((await fetch(site.url + path)).status, path).to.equal(200);
    }
  });

  it('takes the gateway’s own token for everything', async () => {
    expect(
      (await call(site, '/api/v1/incidents', bearer(site.token))).body.incidents,
    ).to.have.length(2);
    const named = { kind: 'note', text: 'x', actor: { kind: 'customer', name: 'Tina Technical' } };
    expect((await post(site, '/api/v1/incidents/1/events', named)).status).to.equal(201);
  });

  const roles: [string, number, number, number][] = [
    ['lea', 201, 201, 201],
    ['eva', 201, 201, 201],
    ['tina', 403, 201, 201],
    ['otto', 403, 403, 403],
  ];
  for (const [name, act, answer, announce] of roles) {
    it(`answers ${act}, ${answer} and ${announce} when ${name} starts, sets a severity and announces maintenance`, async () => {
      const caller = as(await site.tokenOf(name, 'read', 'incidents', 'maintenance'));
      const raised = await post(site, '/api/v1/incidents', {
        customer: 'customer-a',
        summary: 'x',
      });
      const events = `/api/v1/incidents/${raised.body.id}/events`;
      const severity = { kind: 'severity-changed', severity: 'B', because: 'asked' };
      expect((await post(caller, events, { kind: 'intervention-started' })).status).to.equal(act);
      expect((await post(caller, events, severity)).status).to.equal(answer);
      const window = {
        customer: 'customer-a',
        start: '2026-10-20T20:00:00Z',
        end: '2026-10-20T22:00:00Z',
        reason: 'an upgrade',
      };
      expect((await post(caller, '/api/v1/maintenance', window)).status).to.equal(announce);
      const read = await call(site, `/api/v1/incidents/${raised.body.id}`, bearer(caller.token));
      expect(read.status).to.equal(200);
    });
  }

  it('lets a customer’s contact do what is the customer’s, and nothing else', async () => {
    const caller = as(await site.tokenOf('tina', 'incidents'));
    const mayNot: [PersonCommand['kind'], object][] = [
      ['responded', {}],
      ['resolved', { cause: 'x' }],
      ['validity-confirmed', {}],
      ['declared-not-valid', { reason: 'x' }],
      ['information-requested', { whom: 'x', what: 'x' }],
      ['update-posted', { text: 'x' }],
      ['merged', { into: 2 }],
      ['solution-linked', { solution: 'x' }],
      ['plan-event', { name: 'x', id: 'x' }],
      ['closed', {}],
    ];
    for (const [kind, fields] of mayNot) {
      const answer = await post(caller, '/api/v1/incidents/1/events', { kind, ...fields });
      expect([kind, answer.status]).to.deep.equal([kind, 403]);
    }
    const note = await post(caller, '/api/v1/incidents/1/events', { kind: 'note', text: 'thanks' });
    expect(note.body.history.at(-1).actor).to.deep.equal({
      kind: 'customer',
      name: 'tina Example',
    });
  });

  it('hides one customer’s incidents from another’s contact, by number, in lists and in exports', async () => {
    const ben = as(await site.tokenOf('ben', 'incidents', 'maintenance'));
    const cookie = await site.cookieOf('ben');
    const nothing: [string, RequestInit][] = [
      ['/api/v1/incidents/1', bearer(ben.token)],
      ['/api/v1/incidents/1', { headers: { cookie } }],
      ['/incidents/1', { headers: { cookie } }],
    ];
    for (const [path, init] of nothing) {
      expect([path, (await call(site, path, init)).status]).to.deep.equal([path, 404]);
    }
    const note = { kind: 'note', text: 'x' };
    expect((await post(ben, '/api/v1/incidents/1/events', note)).status).to.equal(404);
    for (const query of ['', '?customer=customer-a', '?status=all', '?limit=1&offset=0']) {
      const { body } = await call(site, `/api/v1/incidents${query}`, bearer(ben.token));
      expect(JSON.stringify(body), query).to.not.contain('customer-a');
    }
    for (const path of ['/', '/resolved']) {
      const page = await (await fetch(site.url + path, { headers: { cookie } })).text();
      expect(page).to.not.contain('Customer A').and.to.not.contain('app-1');
    }
    const windows = await call(site, '/api/v1/maintenance', bearer(ben.token));
    expect(windows.body.maintenance).to.deep.equal([]);
  });

  it('streams to a contact only what is its own', async () => {
    const over = new AbortController();
    const streamOf = async (name: string) => {
      const headers = { cookie: await site.cookieOf(name) };
      const { body } = await fetch(`${site.url}/board/changes`, { headers, signal: over.signal });
      const heard = { text: '' };
      const read = async () => {
        for await (const chunk of body ?? []) heard.text += Buffer.from(chunk).toString();
      };
      read().catch(() => undefined);
      return heard;
    };
    const [eva, ben] = [await streamOf('eva'), await streamOf('ben')];
    await post(site, '/api/v1/incidents/1/events', { kind: 'note', text: 'x' });
    await until('the engineer hears of it', () => eva.text.includes('app-1') || undefined);
    await post(site, '/api/v1/incidents/2/events', { kind: 'note', text: 'x' });
    await until('the contact hears of its own', () => ben.text.includes('app-3') || undefined);
    over.abort();
    expect(ben.text).to.not.contain('app-1').and.to.not.contain('Customer A');
  });

  it('tells a contact nothing of other customers’ names, not even in a refusal', async () => {
    const ben = as(await site.tokenOf('ben', 'incidents', 'maintenance'));
    const raised = await post(ben, '/api/v1/incidents', { customer: 'customer-a', summary: 'x' });
    expect(raised.status).to.equal(422);
    const host = { customer: 'customer-b', host: 'app-2', summary: 'x' };
    const refused = await post(ben, '/api/v1/incidents', host);
    expect(refused.status).to.equal(422);
    expect(JSON.stringify(refused.body)).to.not.contain('app-1');
    const window = {
      customer: 'customer-a',
      start: '2026-10-20T20:00:00Z',
      end: '2026-10-20T22:00:00Z',
    };
    expect((await post(ben, '/api/v1/maintenance', { ...window, reason: 'x' })).status).to.equal(
      422,
    );
  });

  it('takes results of a customer’s own hosts only from its token', async () => {
    const tina = as(await site.tokenOf('tina', 'results'));
    expect((await post(tina, '/api/v1/results', [critical({ code: 0 })])).status).to.equal(200);
    for (const host of ['app-3', 'unknown-1']) {
      expect((await post(tina, '/api/v1/results', [critical({ host })])).status).to.equal(403);
    }
    expect((await post(tina, '/api/v1/notifications', [])).status).to.equal(403);
  });

  it('limits a token to its scopes', async () => {
    const reading = as(await site.tokenOf('eva', 'read'));
    expect(
      (await post(reading, '/api/v1/incidents/1/events', { kind: 'responded' })).status,
    ).to.equal(403);
    const delivering = await site.tokenOf('eva', 'results');
    expect((await call(site, '/api/v1/incidents', bearer(delivering))).status).to.equal(403);
    const metrics = await fetch(
      `${site.url}/api/v1/incidents`,
      bearer(await site.tokenOf('eva', 'metrics')),
    );
    expect(metrics.status).to.equal(403);
  });

  it('lets a token act for its own account only', async () => {
    const eva = as(await site.tokenOf('eva', 'incidents'));
    const forged = { kind: 'note', text: 'x', actor: { kind: 'customer', name: 'Tina Technical' } };
    const answer = await post(eva, '/api/v1/incidents/1/events', forged);
    expect([answer.status, answer.body.errors[0].pointer]).to.deep.equal([403, '/actor']);
  });

  it('forgets tokens and sessions of an account that is disabled or changed', async () => {
    await site.account('gone', 'engineer');
    const token = await site.tokenOf('gone', 'read');
    const cookie = await site.cookieOf('gone');
    const status = async (init: RequestInit) =>
      (await call(site, '/api/v1/incidents', init)).status;
    expect(await status(bearer(token))).to.equal(200);
    expect(await status({ headers: { cookie } })).to.equal(200);
    await site.store.accounts.change('gone', { role: 'auditor' });
    expect(await status({ headers: { cookie } })).to.equal(401);
    await site.store.accounts.change('gone', { disabledAt: site.now });
    expect(await status(bearer(token))).to.equal(401);
    expect(await site.cookieOf('gone')).to.equal('');
  });

  it('takes no token that nobody has', async () => {
    for (const token of ['x', 'wct_unknown']) {
      expect((await call(site, '/api/v1/incidents', bearer(token))).status).to.equal(401);
    }
  });

  it('gives a new cookie at each sign-in, and none that somebody brought along (fixation)', async () => {
    const planted = 'watchclock_session=planted-by-somebody-else';
    const body = new URLSearchParams({ account: 'eva', password });
    const signIn = () =>
      fetch(`${site.url}/sign-in`, {
        method: 'POST',
        body,
        headers: { cookie: planted },
        redirect: 'manual',
      });
    const cookies = [await signIn(), await signIn()].map(
      (each) => each.headers.getSetCookie()[0]?.split(';')[0],
    );
    expect(new Set([planted, ...cookies]).size).to.equal(3);
    expect(
      (await call(site, '/api/v1/incidents', { headers: { cookie: planted } })).status,
    ).to.equal(401);
    const [first = '', second = ''] = cookies;
    const again = await fetch(`${site.url}/sign-in`, {
      method: 'POST',
      body,
      headers: { cookie: first },
      redirect: 'manual',
    });
    expect(again.status).to.equal(303);
    expect((await call(site, '/api/v1/incidents', { headers: { cookie: first } })).status).to.equal(
      401,
    );
    expect(
      (await call(site, '/api/v1/incidents', { headers: { cookie: second } })).status,
    ).to.equal(200);
  });

  it('ends a session on the server when somebody signs out', async () => {
    const cookie = await site.cookieOf('eva');
    const page = await (await fetch(`${site.url}/incidents/1`, { headers: { cookie } })).text();
    const form_key = /name="form_key" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const leave = (fields: Record<string, string>) =>
      fetch(`${site.url}/sign-out`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { cookie },
        redirect: 'manual',
      });
    expect((await leave({})).status).to.equal(403);
    expect((await leave({ form_key })).status).to.equal(303);
    expect((await call(site, '/api/v1/incidents', { headers: { cookie } })).status).to.equal(401);
  });

  it('makes who guesses wait, in the same words for names that there are and names that there are not', async () => {
    const guess = async (account: string, given = 'a wrong password') => {
      const body = new URLSearchParams({ account, password: given });
      const answer = await fetch(`${site.url}/sign-in`, {
        method: 'POST',
        body,
        redirect: 'manual',
      });
      return {
        status: answer.status,
        wait: answer.headers.get('retry-after'),
        text: await answer.text(),
      };
    };
    for (const name of ['lea', 'nobody-1']) {
      const answers = [];
      for (let index = 0; index < 6; index += 1) answers.push(await guess(name));
      expect(answers.map(({ status }) => status)).to.deep.equal([403, 403, 403, 403, 403, 429]);
      expect(answers[0]?.text).to.contain('That is not the name and the password of an account.');
    }
    const right = await guess('lea', password);
    expect([right.status, Number(right.wait)]).to.deep.equal([429, 900]);
    site.now += 16 * 60_000;
    expect((await guess('lea', password)).status).to.equal(303);
  });

  it('keeps an audit log of sign-ins that holds no password', async () => {
    const entries = await site.store.audit.all();
    const kinds = new Set(entries.map(({ kind }) => kind));
    expect([...kinds]).to.include.members(['signed in', 'sign-in refused', 'signed out']);
    expect(JSON.stringify(entries))
      .to.not.contain('password of the tests')
      .and.not.contain('a wrong');
  });
});
