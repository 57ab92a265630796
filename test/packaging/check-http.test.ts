import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { built } from '../built.ts';
import { always, answer } from '../plugins/http/origin.ts';
import { useOrigins } from '../plugins/http/use-origins.ts';

describe('the built check_http', () => {
  const { start } = useOrigins();
  let bin: string;
  before(() => {
    bin = built();
  });

  const text = 'hello built world';
  const bodies: Readonly<Record<string, Buffer>> = {
    plain: Buffer.from(answer('200 OK', { 'Content-Length': text.length }, text)),
    chunked: Buffer.from(
      answer('200 OK', { 'Transfer-Encoding': 'chunked' }, `11\r\n${text}\r\n0\r\n\r\n`),
    ),
    gzip: packed('gzip', gzipSync(text)),
    brotli: packed('br', brotliCompressSync(text)),
  };
  for (const [kind, page] of Object.entries(bodies)) {
    it(`reads a ${kind} body`, async () => {
      const { port } = await start(always(page));
      const { exitCode, output } = await run('-H', '127.0.0.1', '-p', port, '-s', text);
      expect(output).to.match(/^HTTP OK: HTTP\/1\.1 200 OK - /);
      expect(exitCode).to.equal(0);
    });
  }

  function run(...args: readonly string[]) {
    return new Promise<{ exitCode: unknown; output: string }>((resolve) => {
      execFile(join(bin, 'check_http'), args, { env: {}, cwd: '/' }, (error, output) =>
        resolve({ exitCode: error?.code ?? 0, output }),
      );
    });
  }
});

function packed(coding: string, body: Buffer): Buffer {
  const head = answer('200 OK', { 'Content-Encoding': coding, 'Content-Length': body.length });
  return Buffer.concat([Buffer.from(head), body]);
}
