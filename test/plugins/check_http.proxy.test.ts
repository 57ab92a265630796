import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { thisMachine } from '../../plugins/check/context.ts';
import { runCheck } from '../../plugins/run.ts';
import { makeIdentity, tlsOptions } from './http/certificates.ts';
import { always, answer } from './http/origin.ts';
import { asked, useOrigins } from './http/use-origins.ts';

describe('check_http and a proxy', () => {
  const { ask, start } = useOrigins();
  it('is asked for the whole address', async () => {
    const proxy = await start(always(answer('200 OK')));
    const args = [
      '-H',
      'www.example',
      '-p',
      '8080',
      '-u',
      '/page',
      '-x',
      `http://user:secret@127.0.0.1:${proxy.port}`,
    ];
    expect(asked(await runCheck('check_http', args))).to.match(/^0 HTTP OK/);
    expect(proxy.requests[0]).to.match(
      /^GET http:\/\/www\.example:8080\/page HTTP\/1\.1\r\n(?:.*\r\n)*Host: www\.example:8080\r\nProxy-Authorization: Basic dXNlcjpzZWNyZXQ=\r\n/,
    );
  });

  it('is by-passed for the hosts of --noproxy', async () => {
    const origin = await start(always(answer('200 OK')));
    const args = ['-H', '127.0.0.1', '-p', origin.port, '-x', 'http://127.0.0.1:1'];
    for (const exempt of ['*', '127.0.0.1', 'a.example, 127.0.0.1']) {
      expect(asked(await runCheck('check_http', [...args, '--noproxy', exempt]))).to.match(
        /^0 HTTP OK/,
      );
    }
    expect(asked(await runCheck('check_http', [...args, '--noproxy', '1']))).to.match(
      /^2 connect to address/,
    );
  });

  it('opens a tunnel for TLS, also after a redirect', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'watchclock-http-'));
    const identity = await makeIdentity(dir, 'good', {
      subject: '/CN=x',
      until: new Date(Date.now() + 1e9),
    });
    const secure = await start(always(answer('200 OK', {}, 'through')), {
      tls: tlsOptions(identity),
    });
    rmSync(dir, { recursive: true });
    const plain = answer('302 Found', { Location: `https://inner.example:${secure.port}/` });
    const proxy = await start((socket, { method }) => {
      if (method !== 'CONNECT') {
        socket.end(plain);
        return;
      }
      socket.write('HTTP/1.1 200 Tunnel\r\nX: y\r\n\r\n');
      const inner = connect(Number(secure.port), '127.0.0.1');
      inner.on('error', () => undefined);
      socket.pipe(inner).pipe(socket);
    });
    const args = [
      '-H',
      'inner.example',
      '-x',
      `127.0.0.1:${proxy.port}`,
      '-f',
      'follow',
      '-s',
      'through',
    ];
    expect(asked(await runCheck('check_http', args))).to.match(/^0 HTTP OK/);
    expect(proxy.requests[1]).to.match(
      new RegExp(`^CONNECT inner\\.example:${secure.port} HTTP/1\\.1\r\n`),
    );
  });

  it('is quoted when it refuses', async () => {
    const proxy = await start(always('HTTP/1.1 403 Forbidden\r\n\r\n'));
    const args = ['-H', 'www.example', '-S', '-x', `127.0.0.1:${proxy.port}`];
    expect(asked(await runCheck('check_http', args))).to.equal(
      '2 HTTP CRITICAL - The proxy opens no tunnel: HTTP/1.1 403 Forbidden',
    );
  });

  it('is taken from the environment by check_curl, not by check_http', async () => {
    const proxy = await start(always(answer('200 OK')));
    const env = {
      http_proxy: `http://127.0.0.1:${proxy.port}`,
      HTTP_PROXY: 'http://127.0.0.1:1',
    };
    const run = async (name: string, more = {}) => {
      const context = { ...thisMachine(), env: { ...env, ...more } };
      return asked(await runCheck(name, ['-H', 'www.invalid'], context));
    };
    expect(await run('check_curl')).to.match(/^0 HTTP OK/);
    expect(await run('check_curl', { no_proxy: '.invalid' })).to.contain(
      'Could not resolve host: www.invalid',
    );
    expect(await run('check_http')).to.match(/^2 /);
  });

  it('that cannot be reached is named by check_curl', async () => {
    const run = async (proxy: string) => {
      const context = { ...thisMachine(), env: { http_proxy: proxy } };
      return asked(await runCheck('check_curl', ['-H', 'www.invalid'], context));
    };
    expect(await run('http://127.0.0.1:1')).to.match(
      /cURL returned 7 - Failed to connect to 127\.0\.0\.1 port 1 after \d+ ms: /,
    );
    expect(await run('http://no-such.invalid:1')).to.contain(
      'cURL returned 5 - Could not resolve proxy: no-such.invalid',
    );
  });

  it('whose credentials cannot be read is refused, its password hidden', async () => {
    expect(await ask(always(''), '-x', 'http://us%er:sec%ret@host:1')).to.equal(
      '3 --proxy: a % that begins no %XX in USER:PASSWORD: "http://us%er:***@host:1"',
    );
  });

  it('that cannot be spoken to is refused, its password hidden', async () => {
    expect(await ask(always(''), '-x', 'socks5://user:secret@host:1080')).to.equal(
      '3 --proxy: not http://[USER:PASSWORD@]HOST[:PORT]: "socks5://user:***@host:1080"',
    );
  });
});
