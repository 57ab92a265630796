import { mkdtempSync, rmSync } from 'node:fs';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { runCheck } from '../../plugins/run.ts';
import { makeIdentity, tlsOptions } from './http/certificates.ts';
import { always, answer } from './http/origin.ts';
import { asked, useOrigins } from './http/use-origins.ts';

describe('check_http --http-version 2', () => {
  const { start } = useOrigins();
  let dir: string;
  let server: Http2SecureServer;
  let port: string;
  let identity: ReturnType<typeof tlsOptions>;

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-http2-'));
    const until = new Date(Date.now() + 1e9);
    identity = tlsOptions(await makeIdentity(dir, 'good', { subject: '/CN=www.example', until }));
    server = createSecureServer({ ...identity, allowHTTP1: true });
    server.on('request', ({ method, url, headers, httpVersion }, response) => {
      if (url === '/hang') return;
      if (url === '/hang-up') response.stream.close(2);
      else if (url === '/packed') {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello packed world'));
      } else
        response
          .writeHead(url === '/missing' ? 404 : 200)
          .end(`${httpVersion} ${method} ${headers['x-a']}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = String((server.address() as AddressInfo).port);
  });
  after(() => {
    server.close();
    rmSync(dir, { recursive: true });
  });

  const ask = async (...args: string[]) =>
    asked(await runCheck('check_http', ['-H', '127.0.0.1', '-p', port, '-S', '-t', '2', ...args]));
  const second = ['--http-version', '2'];

  it('speaks HTTP/2 with a server that does', async () => {
    expect(await ask(...second, '-s', '2.0 POST y', '-k', 'X-A: y', '-P', 'a=b')).to.match(
      /^0 HTTP OK: HTTP\/2 200 {2}- \d+ bytes in \d\.\d{3} second response time \|time=/,
    );
    expect(await ask(...second, '-u', '/missing')).to.match(/^1 HTTP WARNING: HTTP\/2 404 {2}- /);
    expect(await ask(...second, '-u', '/packed', '-s', 'packed world')).to.match(/^0 HTTP OK/);
    expect(await ask(...second, '-j', 'HEAD')).to.match(/^0 HTTP OK/);
  });

  it('is not asked for otherwise', async () => {
    expect(await ask('-s', '1.1 GET')).to.match(/^0 HTTP OK: HTTP\/1\.1 200 OK/);
  });

  it('speaks HTTP/1.1 with a server that does no other', async () => {
    const origin = await start(always(answer('200 OK')), { tls: identity });
    const args = ['-H', '127.0.0.1', '-p', origin.port, '-S', ...second];
    expect(asked(await runCheck('check_http', args))).to.match(/^0 HTTP OK: HTTP\/1\.1 200 OK/);
  });

  it('gives up in time, and judges a server that hangs up', async () => {
    expect(await ask(...second, '-u', '/hang')).to.equal(
      '2 CRITICAL - Socket timeout after 2 seconds',
    );
    expect(await ask(...second, '-u', '/hang-up')).to.equal(
      '2 HTTP CRITICAL - No data received from host',
    );
  });
});
