import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { call } from './call.ts';
import { openSite, type Site } from './site.ts';

describe('what goes wrong over HTTP', () => {
  let site: Site;
  before(async () => {
    site = await openSite();
  });
  after(() => site.close());

  const json = 'application/json';
  const send = (path: string, type: string, body: string) =>
    call(site, path, {
      method: 'POST',
      headers: { authorization: `Bearer ${site.token}`, 'content-type': type },
      body,
    });

  const cases: [string, () => ReturnType<typeof call>, number, RegExp][] = [
    [
      'an unknown path',
      () => call(site, '/api/v1/incident?token=x'),
      404,
      /^there is nothing at GET \/api\/v1\/incident$/,
    ],
    ['a path that cannot be read', () => call(site, '/api/%zz'), 400, /%zz/],
    ['malformed JSON', () => send('/api/v1/results', json, '[{'), 400, /JSON/],
    ['no body', () => send('/api/v1/results', json, ''), 400, /empty/],
    [
      'another content type',
      () => send('/api/v1/results', 'text/csv', 'a,b'),
      415,
      /^the body must be application\/json, not "text\/csv"$/,
    ],
    ['plain text', () => send('/api/v1/results', 'text/plain', '[]'), 415, /text\/plain/],
    [
      'a form',
      () => send('/api/v1/incidents', 'application/x-www-form-urlencoded', 'a=b'),
      415,
      /urlencoded/,
    ],
    [
      'too large a body',
      () => send('/api/v1/incidents', json, JSON.stringify('x'.repeat(9 << 20))),
      413,
      /large/,
    ],
    ['no token', () => call(site, '/api/v1/results', { method: 'POST' }), 401, /Bearer TOKEN/],
  ];
  for (const [title, ask, status, detail] of cases) {
    it(`answers ${title} with ${status} and a problem document`, async () => {
      const answer = await ask();
      expect(answer.status).to.equal(status);
      expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json\b/);
      expect(answer.body).to.include({ type: 'about:blank', status });
      expect(answer.body.detail).to.match(detail);
    });
  }

  const methods: [string, string, string][] = [
    ['DELETE', '/api/v1/incidents', 'GET, HEAD, POST'],
    ['PUT', '/api/v1/incidents/1', 'GET, HEAD'],
    ['GET', '/api/v1/incidents/1/events', 'POST'],
    ['DELETE', '/api/v1/results', 'GET, HEAD, POST'],
    ['POST', '/healthz', 'GET, HEAD'],
  ];
  for (const [method, path, allowed] of methods) {
    it(`answers ${method} ${path} with 405 and what is allowed`, async () => {
      const headers = { authorization: `Bearer ${site.token}` };
      const answer = await call(site, path, { method, headers });
      expect([answer.status, answer.headers.get('allow')]).to.deep.equal([405, allowed]);
      expect(answer.body.detail).to.contain(method);
    });
  }

  it('answers what is no HTTP with a problem document, and lives on', async () => {
    const { hostname, port } = new URL(site.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.end('NONSENSE\r\n\r\n');
    const answer = await text(socket);
    expect(answer).to.match(/^HTTP\/1\.1 400 Bad Request\r\n.*application\/problem\+json/s);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).to.include({ status: 400 });
    expect((await call(site, '/healthz')).status).to.equal(200);
  });

  const names: [string, number][] = [
    ['attacker.example', 421],
    ['127.0.0.1.attacker.example:8480', 421],
    ['localhost:8480', 200],
    ['127.0.0.1', 200],
    ['[::1]:8480', 200],
    ['support.example', 200],
    ['', 421],
  ];
  for (const [host, status] of names) {
    it(`answers ${status} when it is called "${host}"`, async () => {
      const { hostname, port } = new URL(site.url);
      for (const path of ['/api/v1/incidents', '/']) {
        const socket = connect(Number(port), hostname);
        socket.end(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
        expect(await text(socket)).to.match(new RegExp(`^HTTP/1\\.1 ${status} `));
      }
    });
  }

  it('tells browsers to run nothing but our own, to frame nothing and to keep nothing', async () => {
    for (const path of ['/', '/nowhere', '/api/v1/incidents', '/healthz']) {
      const { headers } = await fetch(site.url + path);
      expect(headers.get('content-security-policy')).to.match(/^default-src 'none';/);
      expect(headers.get('content-security-policy')).to.not.contain('unsafe');
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('cache-control')).to.equal('no-store');
    }
  });

  it('answers a browser with a page', async () => {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const answer = await fetch(`${site.url}/<script>alert(1)</script>`, { headers });
    expect(answer.status).to.equal(404);
    expect(answer.headers.get('content-type')).to.match(/^text\/html/);
    expect(await answer.text()).to.not.contain('<script>alert');
  });
});
