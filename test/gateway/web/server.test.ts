import { expect } from 'chai';
import { pino } from 'pino';
import { createServer } from '../../../gateway/web/server.ts';
import { secret } from '../../../plugins/settings/secret.ts';

describe('the HTTP server', () => {
  const lines: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
  const server = (notReady: readonly string[] = []) =>
    createServer({
      token: secret('the-token'),
      notReady: async () => notReady,
      logger,
      mounts: [
        (scope) => {
          scope.post('/write', async () => ({ done: true }));
          scope.post('/own', { config: { ownAuthentication: true } }, async () => ({ own: true }));
          scope.get('/broken', async () => {
            throw new Error('a private detail');
          });
        },
      ],
    });

  it('is alive', async () => {
    const answer = await (await server()).inject('/healthz');
    expect([answer.statusCode, answer.json()]).to.deep.equal([200, { status: 'alive' }]);
  });

  it('is ready when nothing speaks against it, and says what does', async () => {
    expect((await (await server()).inject('/readyz')).statusCode).to.equal(200);
    const answer = await (await server(['the store does not answer'])).inject('/readyz');
    expect(answer.statusCode).to.equal(503);
    expect(answer.json()).to.include({ status: 503, detail: 'the store does not answer' });
  });

  const tokens: [string, string | undefined, number][] = [
    ['no token', undefined, 401],
    ['another token', 'Bearer another', 401],
    ['another scheme', 'Basic the-token', 401],
    ['the token', 'Bearer the-token', 200],
  ];
  for (const [title, authorization, status] of tokens) {
    it(`answers ${status} to a call that writes with ${title}`, async () => {
      const headers = authorization === undefined ? {} : { authorization };
      const answer = await (await server()).inject({ method: 'POST', url: '/write', headers });
      expect(answer.statusCode).to.equal(status);
    });
  }

  it('leaves a route alone that judges for itself', async () => {
    const answer = await (await server()).inject({ method: 'POST', url: '/own' });
    expect(answer.json()).to.deep.equal({ own: true });
  });

  it('answers with problem documents', async () => {
    const answer = await (await server()).inject('/nowhere?token=secret');
    expect(answer.headers['content-type']).to.match(/^application\/problem\+json\b/);
    expect(answer.json()).to.deep.equal({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'there is nothing at GET /nowhere',
    });
  });

  it('logs its own failure and does not tell it', async () => {
    const answer = await (await server()).inject('/broken?token=secret');
    expect(answer.json()).to.include({
      status: 500,
      detail: 'the gateway failed; its log says why',
    });
    expect(lines.join()).to.contain('a private detail').and.not.contain('secret');
  });
});
