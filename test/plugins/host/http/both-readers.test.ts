import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Answer, Asking } from '../../../../plugins/host/http/answer.ts';
import { askClient } from '../../../../plugins/host/http/ask-client.ts';
import { exchange } from '../../../../plugins/host/http/exchange.ts';
import { plainAnswer } from '../../../../plugins/host/http/plain-answer.ts';
import { tap } from '../../../../plugins/host/http/tap.ts';
import { answer } from '../../http/origin.ts';
import { useOrigins } from '../../http/use-origins.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('an answer that is plain enough to be read without node-fetch', () => {
  const { start } = useOrigins();

  /** What the check's own reader and node-fetch make of an answer that comes in two pieces, the second after a while. */
  async function both(whole: Buffer, at: number, asked: Partial<Asking>, hangsUp: boolean) {
    expect(
      plainAnswer(asked.bodiless === true || asked.headOnly === true)(whole, true).kind,
    ).to.equal('whole');
    const { port } = await start((socket) => {
      socket.write(whole.subarray(0, at));
      setImmediate(() => {
        socket.write(whole.subarray(at));
        if (hangsUp) socket.end();
      });
    });
    const open = async () => {
      const socket = connect(Number(port), '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    };
    const request = latin1('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const asking = { request, bodiless: false, headOnly: false, follow: () => undefined, ...asked };
    const socket = await open();
    const line = { socket, connectTime: 0, tlsTime: undefined, certificates: [], http2: false };
    const own = await exchange(line, asking, new AbortController().signal);
    const other = await open();
    const theirs = await askClient(tap(other, request), asking);
    other.destroy();
    return [own, theirs].map(known);
  }

  const answers: readonly (readonly [what: string, whole: string, asked?: Partial<Asking>])[] = [
    ['with a length', answer('200 OK', { 'Content-Length': 5 }, 'hello')],
    ['without a body', answer('200 OK', { 'Content-Length': 0 })],
    ['of HTTP/1.0', 'HTTP/1.0 404 Not Found\r\nServer: old\r\nContent-Length: 3\r\n\r\nno.'],
    ['without a reason', 'HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok'],
    ['with no content at all', answer('204 No Content', { A: 'b' })],
    ['that nothing has changed', answer('304 Not Modified', { 'Content-Length': 7 })],
    ['to a HEAD', answer('200 OK', { 'Content-Length': 7 }), { bodiless: true }],
    [
      'with bytes that are no UTF-8',
      answer('500 \xff', { 'Content-Length': 3, X: '\xe9' }, '\xff\0\xfe'),
    ],
    [
      'with blanks and fields twice',
      'HTTP/1.1 200 OK\r\nA:\t1 \r\nA:2\r\nContent-Length:  1 \r\n\r\nx',
    ],
    [
      'of which the head is wanted',
      answer('200 OK', { 'Content-Length': 5 }, 'hello'),
      { headOnly: true },
    ],
    ['of many bytes', answer('200 OK', { 'Content-Length': 900_000 }, 'x'.repeat(900_000))],
  ];
  for (const [what, whole, asked = {}] of answers) {
    for (const hangsUp of [true, false]) {
      it(`is the same to both ${what}, when the server ${hangsUp ? 'hangs up' : 'goes on listening'}`, async () => {
        const [own, theirs] = await both(latin1(whole), whole.indexOf('\r\n') + 3, asked, hangsUp);
        expect(own).to.deep.equal(theirs);
      });
    }
  }

  it('is the same to both when only its end ends the body, whatever stands in it, however it comes', async () => {
    const body = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    const fields = fc.dictionary(
      fc.stringMatching(/^X-[a-z]{1,8}$/),
      fc.stringMatching(/^[ -~]{0,20}$/),
    );
    await fc.assert(
      fc.asyncProperty(body, fields, fc.nat(400), async (bytes, lines, at) => {
        const whole = Buffer.concat([latin1(answer('200 OK', lines)), bytes]);
        const [own, theirs] = await both(whole, Math.min(at, whole.length), {}, true);
        expect(own).to.deep.equal(theirs);
      }),
      { numRuns: 60 },
    );
  });
});

function known({ statusLine, fields, headBytes, body, bodyBytes, flaw }: Answer) {
  return { statusLine, fields, headBytes, body: body.toString('latin1'), bodyBytes, flaw };
}
