import { expect } from 'chai';
import { Errors } from 'typebox/value';
import { capacitySamples } from '../../capacity/samples.ts';
import { type Answer, call, critical, get, post } from '../call.ts';
import { openSite, type Site } from '../site.ts';

describe('GET /api/openapi.json', () => {
  let site: Site;
  let document: Answer['body'];
  before(async () => {
    site = await openSite();
    document = (await get(site, '/api/openapi.json')).body;
  });
  after(() => site.close());

  it('describes every call of the API', () => {
    expect(document.openapi).to.equal('3.1.0');
    const calls = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(calls).to.have.members([
      'GET /api/v1/incidents',
      'POST /api/v1/incidents',
      'GET /api/v1/incidents/{id}',
      'POST /api/v1/incidents/{id}/events',
      'POST /api/v1/results',
      'GET /api/v1/results',
      'GET /api/v1/maintenance',
      'POST /api/v1/maintenance',
      'GET /api/v1/outbox',
      'GET /api/v1/outbox/{id}',
      'POST /api/v1/outbox/{id}/replay',
      'POST /api/v1/outbox/{id}/drop',
      'POST /api/v1/maintenance/{id}/cancellation',
      'GET /api/v1/reports/compliance',
      'GET /api/v1/reports/compliance.csv',
      'GET /api/v1/reports/compliance.pdf',
      'GET /api/v1/reports/checkpoint',
      'GET /api/v1/reports/bundle',
      'GET /api/v1/capacity',
      'GET /api/v1/assessment',
      'GET /api/v1/roadmap',
      'GET /api/v1/roadmap.csv',
      'GET /api/v1/solutions',
      'POST /api/v1/solutions',
      'GET /api/v1/solutions/{id}',
      'GET /api/v1/incidents/{id}/solutions',
      'GET /api/v1/incidents/{id}/attachments/{version}',
      'GET /api/v1/duty',
      'GET /api/v1/account',
      'GET /api/v1/accounts',
      'POST /api/v1/accounts',
      'GET /api/v1/accounts/{name}',
      'PATCH /api/v1/accounts/{name}',
      'DELETE /api/v1/accounts/{name}/sessions',
      'GET /api/v1/accounts/{name}/tokens',
      'POST /api/v1/accounts/{name}/tokens',
      'DELETE /api/v1/accounts/{name}/tokens/{id}',
      'GET /api/v1/audit',
    ]);
  });

  it('says of every call what it does, and of those that write that they need the token', () => {
    for (const methods of Object.values<Answer['body']>(document.paths)) {
      for (const [method, { summary, security }] of Object.entries<Answer['body']>(methods)) {
        expect(summary).to.be.a('string');
        expect(security).to.deep.equal(method === 'get' ? undefined : [{ token: [] }]);
      }
    }
  });

  it('describes the answers that are given', async () => {
    const window = {
      customer: 'customer-a',
      start: '2026-10-16T11:00:00+02:00',
      end: '2026-10-16T12:00:00+02:00',
      reason: 'update',
    };
    const report = { customer: 'customer-b', summary: 'slow' };
    const event = { kind: 'information-requested', whom: 'T', what: 'w' };
    const id = '/api/v1/incidents/{id}';
    check('post', '/api/v1/results', await post(site, '/api/v1/results', [critical()]));
    check('post', '/api/v1/incidents', await post(site, '/api/v1/incidents', report));
    check('post', `${id}/events`, await post(site, '/api/v1/incidents/1/events', event));
    check(
      'post',
      `${id}/events`,
      await post(site, '/api/v1/incidents/1/events', { kind: 'closed' }),
    );
    check('post', `${id}/events`, await post(site, '/api/v1/incidents/1/events', {}));
    check('post', '/api/v1/maintenance', await post(site, '/api/v1/maintenance', window));
    check('get', '/api/v1/maintenance', await get(site, '/api/v1/maintenance'));
    check('get', '/api/v1/incidents', await get(site, '/api/v1/incidents'));
    check('get', id, await get(site, '/api/v1/incidents/1'));
    check('get', id, await get(site, '/api/v1/incidents/9'));
    check('post', '/api/v1/results', await call(site, '/api/v1/results', { method: 'POST' }));
    await site.store.results.append(capacitySamples(site.now, 3));
    for (const path of ['/api/v1/capacity', '/api/v1/assessment', '/api/v1/roadmap']) {
      check('get', path, await get(site, `${path}?customer=customer-a`));
      check('get', path, await get(site, `${path}?customer=customer-z`));
    }
    const accounts = '/api/v1/accounts';
    const [lead, engineer] = ['lea', 'eva'].map((name) => ({
      name,
      role: 'engineer',
      password: null,
    }));
    check('post', accounts, await post(site, accounts, { ...lead, role: 'lead' }));
    check('post', accounts, await post(site, accounts, { ...engineer, customer: 'customer-a' }));
    check('post', accounts, await post(site, accounts, engineer));
    const tokens = `${accounts}/eva/tokens`;
    const made = await post(site, tokens, { scopes: ['read'] });
    check('post', `${accounts}/{name}/tokens`, made);
    const init = { headers: { authorization: `Bearer ${site.token}` } };
    check('get', `${accounts}/{name}/tokens`, await call(site, tokens, init));
    check('get', accounts, await call(site, accounts, init));
    check('get', `${accounts}/{name}`, await call(site, `${accounts}/nobody`, init));
    check('get', '/api/v1/audit', await call(site, '/api/v1/audit', init));
    check('get', '/api/v1/account', await call(site, '/api/v1/account', init));
  });

  function check(method: string, path: string, { status, headers, body }: Answer) {
    const content = document.paths[path][method].responses[status].content;
    const [type = ''] = headers.get('content-type')?.split(';') ?? [];
    const { schema } = content[type];
    expect(Errors(schema, body), `${method} ${path} ${status}`).to.deep.equal([]);
    const undocumented = Object.keys(body).filter((name) => !(name in schema.properties));
    expect(undocumented, `${method} ${path} ${status}`).to.deep.equal([]);
  }
});
