import { expect } from 'chai';
import fc from 'fast-check';
import {
  encodeNscaNgReply,
  encodeNscaNgRequest,
  nscaNgReplyReader,
  nscaNgRequestReader,
} from '../../../plugins/wire/nsca-ng.ts';

const requests = [
  { kind: 'moin', version: '1', session: 'Aiaj5w5T' },
  { kind: 'push', length: 17 },
  { kind: 'commands', lines: ['[1] A;b', '[2] C;é'] },
  { kind: 'noop' },
  { kind: 'ping', version: '1' },
  { kind: 'bail', why: 'no more time' },
  { kind: 'quit' },
] as const;
const replies = [
  { kind: 'moin', version: '1' },
  { kind: 'okay' },
  { kind: 'pong', version: '1' },
  { kind: 'fail', why: 'not allowed' },
  { kind: 'bail', why: 'too late' },
] as const;

describe('what NSCA-ng says', () => {
  const requestText = Buffer.from(requests.map(encodeNscaNgRequest).join(''));
  const replyText = Buffer.from(replies.map(encodeNscaNgReply).join(''));

  it('is read as it was written, in whatever pieces it arrives', () => {
    const cuts = fc.array(fc.nat(requestText.length), { maxLength: 8 });
    fc.assert(
      fc.property(cuts, (cuts) => {
        expect(pieces(requestText, cuts).flatMap(nscaNgRequestReader())).to.deep.equal(requests);
        expect(pieces(replyText, cuts).flatMap(nscaNgReplyReader())).to.deep.equal(replies);
      }),
    );
  });

  for (const [what, text, why] of [
    ['a word that there is not', 'HELO 1\r\n', 'cannot be understood: "HELO 1"'],
    ['a length that is none', 'PUSH -1\r\n', 'cannot be understood: "PUSH -1"'],
    ['more bytes than are taken', 'PUSH 16385\r\n', '16385 bytes are more than 16384'],
    ['a line without end', 'x'.repeat(2048), 'a line is longer than 2048 bytes'],
  ] as const) {
    it(`is refused with ${what}, and nothing after it is read`, () => {
      const read = nscaNgRequestReader();
      expect(read(Buffer.from(text))).to.deep.equal([{ kind: 'wrong', why }]);
      expect(read(Buffer.from('NOOP\r\n'))).to.deep.equal([]);
    });
  }

  it('never throws, whatever arrives', () => {
    const word = fc.constantFrom(
      'MOIN 1 a',
      'PUSH 3',
      'abc',
      'NOOP',
      'QUIT',
      '\r\n',
      '\n',
      '\0',
      'é',
    );
    const property = fc.property(fc.array(word, { maxLength: 20 }), (words) => {
      nscaNgRequestReader()(Buffer.from(words.join('')));
      nscaNgReplyReader()(Buffer.from(words.join('')));
    });
    fc.assert(property, { numRuns: process.env.WATCHCLOCK_SOAK === '1' ? 1_000_000 : 2_000 });
  });
});

function pieces(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const ends = [...cuts, bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}
