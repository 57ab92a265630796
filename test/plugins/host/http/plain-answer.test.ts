import { expect } from 'chai';
import fc from 'fast-check';
import { plainAnswer } from '../../../../plugins/host/http/plain-answer.ts';

const head = (fields: string, status = 'HTTP/1.1 200 OK') => `${status}\r\n${fields}\r\n`;

describe('an answer that is read as it comes', () => {
  const look = (text: string, ended: boolean, bodiless = false) =>
    plainAnswer(bodiless)(Buffer.from(text, 'latin1'), ended).kind;

  const table: readonly (readonly [string, string, boolean, string])[] = [
    ['has its whole body', `${head('Content-Length: 2\r\n')}ok`, false, 'whole'],
    ['has more than its body', `${head('content-length: 2 \r\n')}okay`, false, 'whole'],
    ['has a part of its body', `${head('Content-Length: 9\r\n')}ok`, false, 'partial'],
    ['is cut', `${head('Content-Length: 9\r\n')}ok`, true, 'odd'],
    ['goes on to the end', `${head('A: b\r\n')}ok`, false, 'partial'],
    ['has come to the end', `${head('A: b\r\n')}ok`, true, 'whole'],
    ['has no fields', `${head('')}ok`, true, 'whole'],
    ['has no body', head('A: b\r\n', 'HTTP/1.1 304 Not Modified'), false, 'whole'],
    ['has a part of its head', 'HTTP/1.1 200 OK\r\nA: b\r\n', false, 'partial'],
    ['has a cut head', 'HTTP/1.1 200 OK\r\nA: b\r\n', true, 'odd'],
    ['comes in chunks', `${head('Transfer-Encoding: chunked\r\n')}0\r\n\r\n`, false, 'odd'],
    ['is packed', `${head('content-encoding: gzip\r\n')}x`, true, 'odd'],
    ['has two lengths', `${head('Content-Length: 1\r\nContent-Length: 1\r\n')}x`, true, 'odd'],
    ['has a length that is none', `${head('Content-Length: -1\r\n')}x`, true, 'odd'],
    ['has a folded field', `${head('A: b\r\n c\r\n')}x`, true, 'odd'],
    ['has a line that is no field', `${head('no field\r\n')}x`, true, 'odd'],
    ['is an interim one', head('', 'HTTP/1.1 100 Continue'), false, 'odd'],
    ['switches protocols', head('Upgrade: x\r\n', 'HTTP/1.1 101 Switch'), false, 'odd'],
    ['has an odd code', head('', 'HTTP/1.1 999 What'), true, 'odd'],
    ['is no HTTP', 'SSH-2.0-x\r\n\r\n', true, 'odd'],
  ];
  for (const [what, text, ended, kind] of table) {
    it(`is ${kind} when it ${what}`, () => expect(look(text, ended)).to.equal(kind));
  }

  it('is whole with its head when no body was asked for', () => {
    expect(look(head('Content-Length: 9\r\n'), false, true)).to.equal('whole');
  });

  it('gives the same page however it comes in pieces', () => {
    const body = fc.string({ unit: 'binary', maxLength: 40 });
    const cuts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(body, cuts, (text, sizes) => {
        const bytes = Buffer.from(text);
        const whole = Buffer.concat([
          Buffer.from(head(`Content-Length: ${bytes.length}\r\n`)),
          bytes,
        ]);
        const follow = plainAnswer(false);
        const ends = [
          ...sizes.map((size) => Math.min(size, whole.length - 1)).sort((a, b) => a - b),
        ];
        for (const end of ends) {
          expect(follow(whole.subarray(0, end), false).kind).to.equal('partial');
        }
        const last = follow(whole, false);
        expect(last.kind === 'whole' && last.page.body.equals(bytes)).to.equal(true);
      }),
    );
  });

  it('is given up as plain where its head comes in drops without end', () => {
    const follow = plainAnswer(false);
    const kinds = Array.from({ length: 20 }, (_, i) => {
      return follow(Buffer.from(`HTTP/1.1 200 ${'O'.repeat(i)}`), false).kind;
    });
    expect(kinds.at(-1)).to.equal('odd');
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (bytes, ended) => {
        plainAnswer(false)(Buffer.from(bytes), ended);
      }),
    );
  });
});
