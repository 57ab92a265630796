import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { runCheck } from '../../plugins/run.ts';
import { always, answer } from './http/origin.ts';
import { asked, useOrigins } from './http/use-origins.ts';

describe('check_http', () => {
  const { ask, start } = useOrigins();

  it('tells the status line, the size and the time of a page', async () => {
    const line = await ask(always(answer('200 OK', { A: 'b' }, 'hello')), '-s', 'hello');
    expect(line).to.match(
      /^0 HTTP OK: HTTP\/1\.1 200 OK - 30 bytes in \d\.\d{3} second response time \|time=\d\.\d{6}s;;;0\.000000;10\.000000 size=30B;;;0;$/,
    );
  });

  it('names every address that it has tried', async () => {
    const { output } = await runCheck('check_http', ['-H', '127.0.0.1', '-p', '1']);
    expect(output.split('\n')).to.deep.equal([
      'connect to address 127.0.0.1 and port 1: Connection refused',
      'HTTP CRITICAL - Unable to open TCP socket',
    ]);
  });

  it('calls a time-out what --timeout-result says', async () => {
    const line = await ask(() => undefined, '-t', '1', '--timeout-result', 'unknown');
    expect(line).to.equal('3 UNKNOWN - Socket timeout after 1 seconds');
  });

  it('waits as long as an answer may still be judged', async () => {
    expect(await ask(always(answer('200 OK')), '-c', '30', '-t', '5')).to.contain(
      ';30.000000;0.000000;31.000000 ',
    );
  });

  it('judges the pattern as --state-regex says', async () => {
    const page = always(answer('200 OK', {}, 'starting'));
    expect(await ask(page, '-r', 'ready', '--state-regex', 'warning')).to.match(
      /^1 HTTP WARNING: .* - pattern not found - /,
    );
    expect(await ask(page, '-r', 'start', '--invert-regex', '--state-regex', '1')).to.match(
      /^1 HTTP WARNING: .* - pattern found - /,
    );
  });

  it('takes no exponential time for a pattern, whatever the page', async () => {
    const line = await ask(
      always(answer('200 OK', {}, `${'a'.repeat(50_000)}!`)),
      '-r',
      '^(a+)+$',
      '-t',
      '60',
    );
    expect(line).to.match(/pattern not found/);
  });

  const packers = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
  for (const [coding, pack] of Object.entries(packers)) {
    it(`unpacks a body packed with ${coding}`, async () => {
      const packed = pack('hello packed world');
      const head = answer('200 OK', {
        'Content-Encoding': coding,
        'Content-Length': packed.length,
      });
      const page = always(Buffer.concat([Buffer.from(head), packed]));
      expect(await ask(page, '-s', 'packed world', '-r', '^hello')).to.match(
        new RegExp(`^0 HTTP OK: .* - ${head.length + packed.length} bytes in`),
      );
    });
  }

  it('asks for a packed body only when it is told to', async () => {
    const origin = await start(always(answer('200 OK')));
    const args = ['-H', '127.0.0.1', '-p', origin.port];
    await runCheck('check_http', args);
    await runCheck('check_http', [...args, '--enable-automatic-decompression']);
    const asking = origin.requests.map((request) => /^accept-encoding:/im.test(request));
    expect(asking).to.deep.equal([false, true]);
  });

  it('keeps cookies in a jar that only its owner reads', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'watchclock-http-'));
    const jar = join(dir, 'jar');
    const origin = await start((socket, { text }) => {
      const known = /\r\nCookie: session=abc\r\n/.test(text);
      socket.end(
        known
          ? answer('200 OK', {}, 'again')
          : answer('200 OK', { 'Set-Cookie': 'session=abc; Path=/' }, 'new'),
      );
    });
    const run = async (text: string) =>
      asked(
        await runCheck('check_http', [
          '-H',
          '127.0.0.1',
          '-p',
          origin.port,
          '--cookie-jar',
          jar,
          '-s',
          text,
        ]),
      );
    expect(await run('new')).to.match(/^0 HTTP OK/);
    expect(await run('again')).to.match(/^0 HTTP OK/);
    expect(readFileSync(jar, 'utf8')).to.contain('127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tabc\n');
    expect(statSync(jar).mode & 0o777).to.equal(0o600);
    rmSync(dir, { recursive: true });
  });

  it('shows requests and answers below the status line with -v, without credentials', async () => {
    const origin = await start(always(answer('200 OK', { A: 'b' }, 'the body')));
    const args = ['-H', '127.0.0.1', '-p', origin.port, '-a', 'user:secret', '-k', 'X: y'];
    const shown = async (...more: string[]) =>
      (await runCheck('check_http', [...args, ...more])).output;
    expect((await shown()).split('\n')).to.have.length(1);
    const once = await shown('-v');
    expect(once).to.match(/^HTTP OK: [^\n]*\nGET \/ HTTP\/1\.1\r\n/);
    expect(once)
      .to.contain('X: y\r\nAuthorization: ***\r\n')
      .and.contain('\nSTATUS: HTTP/1.1 200 OK\n**** HEADER ****\nA: b');
    expect(once).not.to.match(/dXNl|the body/);
    expect(await shown('-vv')).to.match(/\n\*\*\*\* CONTENT \*\*\*\*\nthe body$/);
  });

  it('keeps credentials from a host that has nothing to do with the first', async () => {
    const other = await start(always(answer('200 OK')));
    const redirect = always(answer('302 Found', { Location: `http://127.0.0.1:${other.port}/` }));
    const secrets = [
      '-a',
      'user:secret',
      '-k',
      'Cookie: a=b',
      '-k',
      'authorization: x',
      '-k',
      'X: kept',
    ];
    const { port } = await start(redirect);
    await runCheck('check_http', [
      '-I',
      '127.0.0.1',
      '-H',
      'localhost',
      '-p',
      port,
      '-f',
      'sticky',
      ...secrets,
    ]);
    await runCheck('check_http', ['-H', '127.0.0.1', '-p', port, '-f', 'follow', ...secrets]);
    expect(other.requests[0])
      .to.match(/X: kept/)
      .and.not.match(/authorization|cookie/i);
    expect(other.requests[1])
      .to.match(/X: kept/)
      .and.match(/Authorization: Basic/)
      .and.match(/Cookie: a=b/);
  });
});
