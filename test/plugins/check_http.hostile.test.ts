import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { thisMachine } from '../../plugins/check/context.ts';
import { runCheck } from '../../plugins/run.ts';
import { until } from '../until.ts';
import { always, answer, type Origin, type Script, startOrigin } from './http/origin.ts';

describe('check_http and a hostile server', () => {
  let origin: Origin | undefined;
  const stray: unknown[] = [];
  const note = (error: unknown) => stray.push(error);
  before(() => process.on('unhandledRejection', note).on('uncaughtExceptionMonitor', note));
  after(() => process.off('unhandledRejection', note).off('uncaughtExceptionMonitor', note));
  afterEach(async () => {
    await origin?.close();
    expect(stray).to.deep.equal([]);
  });

  async function ask(script: Script, ...args: string[]) {
    origin = await startOrigin(script);
    return runCheck('check_http', ['-H', '127.0.0.1', '-p', origin.port, '-t', '60', ...args]);
  }

  const oneSecond = ['-t', '1'];
  const timedOut = { exitCode: 2, output: 'CRITICAL - Socket timeout after 1 seconds' };

  it('gives up on a head without end', async () => {
    const outcome = await ask(
      endless('HTTP/1.1 200 OK\r\n', 'X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'),
    );
    expect(outcome.exitCode).to.equal(2);
    expect(outcome.output).to.match(
      /^HTTP CRITICAL - Invalid HTTP response received from host on port \d+: a head without end$/,
    );
  });

  it('reads a long head', async () => {
    const { output } = await ask(
      always(answer('200 OK', { 'X-Long': 'x'.repeat(100_000) }, 'body')),
      '-s',
      'body',
    );
    expect(output).to.match(/^HTTP OK: /);
  });

  it('gives up on a status line without end', async () => {
    expect((await ask(endless('HTTP/1.1 200 ', 'a'.repeat(1000)))).exitCode).to.equal(2);
  });

  it('gives up on a body without end, and keeps little of it', async () => {
    const before = process.memoryUsage().rss;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss - before);
    }, 20);
    const page = endless('HTTP/1.1 200 OK\r\n\r\n', 'b'.repeat(65_536));
    const outcome = await ask(page, '-t', '1', '-s', 'nope');
    clearInterval(watch);
    expect(outcome).to.include(timedOut);
    expect(most).to.be.below(200 * 1024 * 1024);
  });

  it('gives up on a packed body that unpacks without end', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const head = answer('200 OK', { 'Content-Encoding': 'gzip', Connection: 'close' });
    const before = process.memoryUsage().rss;
    const page = Buffer.concat([Buffer.from(head), bomb]);
    const outcome = await ask((socket) => socket.write(page), '-t', '1');
    expect(outcome.exitCode).to.equal(2);
    expect(process.memoryUsage().rss - before).to.be.below(200 * 1024 * 1024);
  });

  it('gives up on one byte now and then', async () => {
    const outcome = await ask(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        const drip = setInterval(() => socket.write('x'), 50);
        socket.on('close', () => clearInterval(drip));
      },
      ...oneSecond,
    );
    expect(outcome).to.include(timedOut);
  });

  it('closes its connection when the time is over', async () => {
    const closed = Promise.withResolvers<void>();
    await ask((socket) => socket.on('close', () => closed.resolve()), ...oneSecond);
    await closed.promise;
  });

  const answers: [string, string | Buffer, string[], RegExp][] = [
    [
      'a chunk that is no chunk',
      answer('200 OK', { 'Transfer-Encoding': 'chunked' }, 'xyz\r\n'),
      [],
      /^HTTP UNKNOWN: Failed to unchunk message body$/,
    ],
    [
      'a chunk of a size beyond reason',
      answer('200 OK', { 'Transfer-Encoding': 'chunked' }, 'fffffffffffffffff\r\na'),
      [],
      /^HTTP UNKNOWN: Failed to unchunk/,
    ],
    [
      'packed bytes that are none',
      answer('200 OK', { 'Content-Encoding': 'gzip' }, 'not packed at all'),
      [],
      /^HTTP OK: HTTP\/1\.1 200 OK - /,
    ],
    [
      'brotli that is none',
      answer('200 OK', { 'Content-Encoding': 'br' }, 'not packed at all'),
      [],
      /^HTTP OK: HTTP\/1\.1 200 OK - /,
    ],
    [
      'bytes that are no UTF-8',
      Buffer.from('HTTP/1.1 200 \xff\xfe\r\nX: \xfd\r\n\r\n\xff\xfebody', 'latin1'),
      ['-s', 'body'],
      /^HTTP OK: /,
    ],
    ['NUL bytes', 'HTTP/1.1 200 O\0K\r\nA: \0\r\n\r\n\0\0body', ['-s', 'body'], /^HTTP OK: /],
    [
      'a negative length',
      answer('200 OK', { 'Content-Length': -5 }, 'body'),
      ['-s', 'body'],
      /^HTTP OK: /,
    ],
    [
      'two lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 4\r\n\r\nbody',
      ['-s', 'body'],
      /^HTTP OK: /,
    ],
    [
      'a length beyond reason',
      answer('200 OK', { 'Content-Length': '9'.repeat(30) }, 'body'),
      ['-s', 'body'],
      /^HTTP OK: /,
    ],
    [
      'a switch to another protocol',
      answer('101 Switching Protocols', { Upgrade: 'x', Connection: 'upgrade' }),
      [],
      /^HTTP OK: HTTP\/1\.1 101 /,
    ],
    [
      'a redirect to a file',
      answer('302 Found', { Location: 'file:///etc/passwd' }),
      ['-f', 'follow'],
      /^HTTP UNKNOWN - Could not parse redirect location - file:/,
    ],
    [
      'a redirect to a script',
      answer('302 Found', { Location: 'javascript:alert(1)' }),
      ['-f', 'follow'],
      /^HTTP UNKNOWN - Could not parse redirect location - javascript:/,
    ],
    [
      'a redirect to nonsense',
      answer('302 Found', { Location: 'http://[::1/' }),
      ['-f', 'follow'],
      /^HTTP UNKNOWN - Could not parse redirect location - /,
    ],
  ];
  for (const [what, bytes, args, expected] of answers) {
    it(`judges ${what}`, async () => {
      const { output } = await ask(always(bytes), ...args);
      expect(output.split('\n')[0]).to.match(expected);
    });
  }

  it('gives up on a page that its pattern would search for ever, while other checks go on', async () => {
    const page = always(answer('200 OK', {}, `${'a'.repeat(64)}!`));
    origin = await startOrigin(page);
    const at = ['-H', '127.0.0.1', '-p', origin.port];
    const forEver = ['-r', '^(a+)+\\1x'];
    const end = new AbortController();
    const context = { ...thisMachine(), signal: end.signal };
    let isOver = false;
    const hostile = runCheck('check_http', [...at, '-t', '60', ...forEver], context).finally(() => {
      isOver = true;
    });
    for (let times = 0; times < 20; times += 1) {
      expect((await runCheck('check_http', at)).exitCode).to.equal(0);
    }
    expect(isOver).to.equal(false);
    end.abort();
    await hostile;
    const alone = await runCheck('check_http', [...at, ...oneSecond, ...forEver]);
    expect(alone).to.include(timedOut);
  });

  it('finds a usual pattern in a page of megabytes that would take minutes by going back', async () => {
    const page = answer('200 OK', {}, '0'.repeat(2_000_000));
    expect((await ask(always(page), '-r', '[0-9]+ users')).output).to.match(
      /^HTTP CRITICAL: HTTP\/1\.1 200 OK - pattern not found - 2000\d+ bytes in /,
    );
  });

  it('takes no time that grows with the square of the interim answers', async () => {
    const interim = 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(40_000);
    const outcome = await ask(always(`${interim}${answer('200 OK', {}, 'body')}`), '-t', '20');
    expect(outcome.output).to.match(/^HTTP (OK|CRITICAL)/);
  });

  it('does not read a JSON body that would fill the memory', async () => {
    const page = answer('200 OK', {}, `[${'[],'.repeat(1_000_000)}[]]`);
    expect((await ask(always(page), '--json', 'state=up')).output).to.match(
      /^HTTP CRITICAL: .* - body is too large for JSON: 3000004 bytes - /,
    );
  });

  it('never lets the server write a second line or figures', async () => {
    const { output } = await ask(always('HTTP/1.1 200 OK|time=0\rX\u0085Y\r\n\r\n'));
    expect(output.split('\n')).to.have.length(1);
    expect(output.split('|')).to.have.length(2);
  });

  it('answers something to any bytes', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'HTTP/1.1 ',
        '200',
        ' OK',
        '\r\n',
        '\n',
        ': ',
        'Content-Length',
        'Transfer-Encoding: chunked',
        'Location: /',
        '302 x',
        '0\r\n\r\n',
        'Content-Encoding: gzip',
        '|',
        'HTTP/1.1 100 x\r\n\r\n',
      ),
      fc.string({ maxLength: 5 }),
    );
    let next = '';
    origin = await startOrigin((socket) => socket.end(next, 'latin1'));
    const { port } = origin;
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        next = pieces.join('');
        const { exitCode, output } = await runCheck('check_http', [
          '-H',
          '127.0.0.1',
          '-p',
          port,
          '-t',
          '60',
          '-f',
          'follow',
          '-s',
          'x',
          '-r',
          'y',
          '-M',
          '5',
        ]);
        expect(exitCode).to.be.within(0, 3);
        expect(output).to.match(/^(HTTP |CRITICAL)/);
        expect(output).not.to.contain('timeout');
      }),
      { numRuns: 200 },
    );
  });

  it('holds no connection and no listener after many runs', async () => {
    const noise = randomBytes(2000).toString('latin1');
    origin = await startOrigin(always(answer('200 OK', {}, noise)));
    const { port } = origin;
    const many = async (count: number) => {
      for (let at = 0; at < count; at += 1)
        await runCheck('check_http', ['-H', '127.0.0.1', '-p', port]);
    };
    await many(200);
    // The last ones may still be closing.
    await until('the end of every connection', () => openSockets() === 0 || undefined);
  });
});

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind.includes('TCPSocket')).length;
}

/** Writes `head`, then `more` for as long as anybody reads. */
function endless(head: string, more: string): Script {
  return (socket) => {
    socket.write(head);
    pour(socket, more.repeat(Math.max(1, Math.floor(65_536 / more.length))));
  };
}

function pour(socket: Socket, more: string): void {
  const go = () => {
    while (!socket.destroyed && socket.write(more));
  };
  socket.on('drain', go);
  go();
}
