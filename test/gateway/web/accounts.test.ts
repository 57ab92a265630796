import { expect } from 'chai';
import { verifyAudit } from '../../../gateway/access/audit.ts';
import { type Answer, call } from './call.ts';
import { openSite, password, type Site } from './site.ts';

describe('accounts through the API', () => {
  let site: Site;
  before(async () => {
    site = await openSite();
    await site.account('lea', 'lead');
    await site.account('eva', 'engineer');
    await site.account('tina', 'customer', 'customer-a');
    await site.account('otto', 'auditor');
  });
  after(() => site.close());

  const send = (token: string, method: string, path: string, value?: object): Promise<Answer> => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(value !== undefined && { 'content-type': 'application/json' }),
    };
    const body = value === undefined ? null : JSON.stringify(value);
    return call(site, `/api/v1${path}`, { method, headers, body });
  };

  it('are added, changed, disabled and listed by a lead, and every change is audited', async () => {
    const token = await site.tokenOf('lea', 'accounts');
    const wanted = { name: 'tom@example.org', role: 'engineer', password: 'a long password' };
    const added = await send(token, 'POST', '/accounts', wanted);
    expect([added.status, added.headers.get('location')]).to.deep.equal([
      201,
      '/api/v1/accounts/tom%40example.org',
    ]);
    expect(added.body).to.deep.include({ displayName: 'tom@example.org', signsIn: ['password'] });
    const path = '/accounts/tom%40example.org';
    const change = { displayName: 'Tom Example', role: 'customer', customer: 'customer-b' };
    const changed = await send(token, 'PATCH', path, change);
    expect(changed.body).to.deep.include(change);
    const disabled = await send(token, 'PATCH', path, { disabled: true });
    expect(disabled.body.disabledAt).to.equal('2026-10-16T08:00:00.000Z');
    const { body } = await send(token, 'GET', '/accounts');
    expect(body.accounts.map(({ name }: { name: string }) => name)).to.include('tom@example.org');
    expect(JSON.stringify(body)).to.not.contain('scrypt').and.to.not.contain('a long password');
    const entries = await site.store.audit.all();
    const about = entries.filter(({ who }) => who === 'lea').map((entry) => entry.about);
    expect(about).to.deep.equal([
      'tom@example.org: engineer',
      'tom@example.org: customer of customer-b, Tom Example',
      'tom@example.org: disabled',
    ]);
    expect(verifyAudit(entries)).to.deep.equal([]);
  });

  const refusals: [string, string, object, number, RegExp][] = [
    ['POST', '/accounts', { name: 'Tom', role: 'lead', password: null }, 422, /lower-case/],
    ['POST', '/accounts', { name: 'x', role: 'boss', password: null }, 400, /not "boss"/],
    ['POST', '/accounts', { name: 'x', role: 'lead', password: 'short' }, 422, /12 to 1000/],
    ['POST', '/accounts', { name: 'eva', role: 'lead', password: null }, 409, /there already/],
    ['POST', '/accounts', { name: 'x', role: 'customer', password: null }, 422, /whose contact/],
    ['PATCH', '/accounts/eva', { customer: 'customer-a' }, 422, /engineers see every customer/],
    ['PATCH', '/accounts/tina', { customer: 'customer-x' }, 422, /no customer "customer-x"/],
    ['PATCH', '/accounts/eva', {}, 400, /body/],
    ['PATCH', '/accounts/nobody', { disabled: true }, 404, /no account "nobody"/],
    ['PATCH', '/accounts/lea', { role: 'engineer' }, 409, /the only lead/],
    ['PATCH', '/accounts/lea', { disabled: true }, 409, /the only lead/],
    ['POST', '/accounts/eva/tokens', { scopes: ['all'] }, 400, /scopes/],
    ['POST', '/accounts/eva/tokens', { scopes: [] }, 400, /scopes/],
    ['DELETE', '/accounts/eva/tokens/00000000', {}, 404, /no token/],
  ];
  for (const [method, path, value, status, detail] of refusals) {
    it(`answers ${status} to ${method} ${path} with ${JSON.stringify(value)}`, async () => {
      const answer = await send(site.token, method, path, value);
      expect(answer.status).to.equal(status);
      expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/);
      expect(answer.body.detail).to.match(detail);
    });
  }

  it('have tokens whose text is shown once, and which end', async () => {
    const wanted = { scopes: ['read'], label: 'a report', days: 2 };
    const made = await send(site.token, 'POST', '/accounts/eva/tokens', wanted);
    expect(made.status).to.equal(201);
    const { id, token } = made.body;
    expect((await send(token, 'GET', '/incidents')).status).to.equal(200);
    const listed = await send(site.token, 'GET', '/accounts/eva/tokens');
    expect(listed.body.tokens.at(-1)).to.include({ id, label: 'a report', account: 'eva' });
    expect(JSON.stringify(listed.body)).to.not.contain(token);
    const foreign = await send(site.token, 'DELETE', `/accounts/lea/tokens/${id}`);
    expect(foreign.status).to.equal(404);
    expect((await send(site.token, 'DELETE', `/accounts/eva/tokens/${id}`)).status).to.equal(204);
    expect((await send(token, 'GET', '/incidents')).status).to.equal(401);
    const other = (await send(site.token, 'POST', '/accounts/eva/tokens', wanted)).body.token;
    site.now += 2 * 86_400_000;
    expect((await send(other, 'GET', '/incidents')).status).to.equal(401);
    site.now -= 2 * 86_400_000;
  });

  it('have sessions that a lead ends', async () => {
    const cookie = await site.cookieOf('eva');
    const read = async () =>
      (await call(site, '/api/v1/account', { headers: { cookie } })).body.account;
    expect(await read()).to.equal('eva');
    expect((await send(site.token, 'DELETE', '/accounts/eva/sessions')).status).to.equal(204);
    expect(await read()).to.equal(undefined);
  });

  it('tell a caller who it is', async () => {
    const { body } = await send(await site.tokenOf('tina', 'incidents'), 'GET', '/account');
    expect(body).to.deep.equal({
      ...{ account: 'tina', name: 'tina Example', role: 'customer', customer: 'customer-a' },
      rights: ['read', 'raise'],
    });
  });

  it('are read by auditors, and by nobody else who is no lead', async () => {
    const otto = await site.tokenOf('otto', 'audit');
    for (const path of ['/accounts', '/accounts/eva', '/accounts/eva/tokens', '/audit?limit=1']) {
      expect([path, (await send(otto, 'GET', path)).status]).to.deep.equal([path, 200]);
      for (const name of ['eva', 'tina']) {
        const token = await site.tokenOf(name, 'read', 'incidents', 'accounts', 'audit');
        expect([path, (await send(token, 'GET', path)).status]).to.deep.equal([path, 403]);
      }
    }
    const all = ['read', 'incidents', 'accounts', 'audit'] as const;
    for (const name of ['eva', 'tina', 'otto']) {
      const token = await site.tokenOf(name, ...all);
      const role = { role: 'lead' };
      expect((await send(token, 'PATCH', `/accounts/${name}`, role)).status).to.equal(403);
      const made = await send(token, 'POST', `/accounts/${name}/tokens`, { scopes: ['read'] });
      expect(made.status).to.equal(403);
    }
    const cookie = await site.cookieOf('lea');
    const headers = { cookie, 'content-type': 'application/json' };
    const body = JSON.stringify({ role: 'lead' });
    const forged = await call(site, '/api/v1/accounts/tina', { method: 'PATCH', headers, body });
    expect(forged.status).to.equal(401);
  });
});

describe('somebody’s own page', () => {
  let site: Site;
  before(async () => {
    site = await openSite();
    await site.account('lea', 'lead');
    await site.account('tina', 'customer', 'customer-a');
  });
  after(() => site.close());

  const keyOf = async (cookie: string) => {
    const page = await (await fetch(`${site.url}/account`, { headers: { cookie } })).text();
    return /name="form_key" value="([^"]+)"/.exec(page)?.[1] ?? '';
  };
  const send = async (cookie: string, action: string, fields: Record<string, string>) => {
    const body = new URLSearchParams({ form_key: await keyOf(cookie), ...fields });
    const init = { method: 'POST', body, headers: { cookie }, redirect: 'manual' } as const;
    return fetch(`${site.url}/account/${action}`, init);
  };

  it('changes the password of who knows it, and ends the other sessions', async () => {
    const [cookie, other] = [await site.cookieOf('tina'), await site.cookieOf('tina')];
    const next = ' another password ';
    const fields = { current: password, password: next, again: next };
    for (const wrong of [{ current: 'guessed' }, { again: 'x' }, { password: 'x', again: 'x' }]) {
      expect((await send(cookie, 'password', { ...fields, ...wrong })).status).to.equal(422);
    }
    const done = await send(cookie, 'password', fields);
    expect([done.status, done.headers.get('location')]).to.deep.equal([
      303,
      '/account?changed=password',
    ]);
    const fresh = done.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(await keyOf(fresh)).to.not.equal('');
    for (const old of [cookie, other]) expect(await keyOf(old)).to.equal('');
    const signIn = async (given: string) => {
      const body = new URLSearchParams({ account: 'tina', password: given });
      return (await fetch(`${site.url}/sign-in`, { method: 'POST', body, redirect: 'manual' }))
        .status;
    };
    expect([await signIn(password), await signIn(next)]).to.deep.equal([403, 303]);
  });

  it('makes who guesses the password at an open browser wait', async () => {
    const cookie = await site.cookieOf('lea');
    const guess = { current: 'guessed', password: 'a long password', again: 'a long password' };
    for (let count = 0; count < 5; count += 1) await send(cookie, 'password', guess);
    const answer = await send(cookie, 'password', { ...guess, current: password });
    expect(answer.status).to.equal(422);
    expect(await answer.text()).to.contain('please wait');
    site.now += 16 * 60_000;
  });

  it('makes and ends tokens of one’s own only', async () => {
    const cookie = await site.cookieOf('lea');
    const made = await send(cookie, 'token', { label: 'a script', days: '', 'scope:read': '1' });
    const [text = ''] = /wct_[\w-]+/.exec(await made.text()) ?? [];
    const headers = { authorization: `Bearer ${text}` };
    expect((await call(site, '/api/v1/account', { headers })).body.rights).to.deep.equal(['read']);
    await site.tokenOf('tina', 'read');
    const [tinas, own] = await site.store.accounts
      .tokens()
      .then((all) => [
        all.find(({ account }) => account === 'tina'),
        all.find(({ account }) => account === 'lea'),
      ]);
    expect((await send(cookie, 'revoke', { id: tinas?.id ?? '' })).status).to.equal(404);
    expect((await send(cookie, 'revoke', { id: own?.id ?? '' })).status).to.equal(303);
    expect((await call(site, '/api/v1/account', { headers })).status).to.equal(401);
  });

  it('takes no form without its key, and is nobody’s without an account', async () => {
    const cookie = await site.cookieOf('lea');
    expect((await send(cookie, 'token', { form_key: 'x', 'scope:read': '1' })).status).to.equal(
      403,
    );
    const installation = new URLSearchParams({ name: 'Eva Example', token: site.token });
    const signed = await fetch(`${site.url}/sign-in`, {
      ...{ method: 'POST', body: installation, redirect: 'manual' },
    });
    const own = signed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const answer = await fetch(`${site.url}/account`, { headers: { cookie: own } });
    expect(answer.status).to.equal(404);
  });
});
