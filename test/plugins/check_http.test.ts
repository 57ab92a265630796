import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { runCheck } from '../../plugins/run.ts';

describe('check_http', () => {
  let server: Server;
  let port: string;
  before((done) => {
    server = createServer((request, response) => {
      response.statusCode = request.url === '/missing' ? 404 : 200;
      response.end(`hello from ${request.url}`);
    });
    server.listen(0, '127.0.0.1', () => {
      port = String((server.address() as AddressInfo).port);
      done();
    });
  });
  after(() => server.close());

  const check = (...args: string[]) =>
    runCheck('check_http', ['-H', '127.0.0.1', '-p', port, ...args]);

  it('tells the status line, the size and the time of a page', async () => {
    const { exitCode, output } = await check('-u', '/page', '-s', 'from /page');
    expect(exitCode).to.equal(0);
    expect(output).to.match(
      /^HTTP OK: HTTP\/1\.1 200 OK - \d+ bytes in \d\.\d{3} second response time \|time=\d\.\d{6}s;;;0\.000000;10\.000000 size=\d+B;;;0;$/,
    );
  });

  it('is a warning for a page that is not there', async () => {
    const { status, output } = await check('-u', '/missing');
    expect(status).to.equal('WARNING');
    expect(output).to.match(/^HTTP WARNING: HTTP\/1\.1 404 Not Found - /);
  });

  it('is critical when nobody listens', async () => {
    const { status, output } = await runCheck('check_http', ['-H', '127.0.0.1', '-p', '1']);
    expect(status).to.equal('CRITICAL');
    expect(output.split('\n')).to.deep.equal([
      'connect to address 127.0.0.1 and port 1: Connection refused',
      'HTTP CRITICAL - Unable to open TCP socket',
    ]);
  });
});
