import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  decodeNrpe,
  encodeNrpe,
  type NrpeDecoded,
  type NrpePacket,
  type NrpeVersion,
  nrpeReader,
  nrpeTextLimits,
} from '../../../plugins/wire/nrpe.ts';

interface Recorded {
  readonly version: NrpeVersion;
  readonly text: string;
  readonly base64: string;
}

/** What check_nrpe 4.1 sent: the default, `-3`, `-2`, with arguments (and its second try), and without a command. */
const recorded: readonly Recorded[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/nrpe/queries.json'), 'utf8'),
);
const frames = process.env.WATCHCLOCK_SOAK === '1' ? 1_000_000 : 5_000;

const version = fc.constantFrom<NrpeVersion>(2, 3, 4);
const packet: fc.Arbitrary<NrpePacket> = fc.record({
  version,
  type: fc.constantFrom('query', 'response'),
  result: fc.integer({ min: -1, max: 7 }),
  text: fc.string({ unit: fc.constantFrom('a', 'é', '🙂', '!', '\n', ' '), maxLength: 255 }),
});

describe('an NRPE packet', () => {
  for (const { version, text, base64 } of recorded) {
    it(`is read as check_nrpe sent it: version ${version}, ${text}`, () => {
      const packet = { version, type: 'query', result: 0, text } as const;
      const decoded = decodeNrpe(Buffer.from(base64, 'base64'));
      if (version !== 2) return expect(decoded).to.deep.equal({ kind: 'packet', packet });
      // The unused field of version 2 is as random as the rest of it.
      return expect(decoded).to.have.nested.property('packet.text', text);
    });
  }

  for (const { version, text, base64 } of recorded.filter(({ version }) => version !== 2)) {
    it(`is written as check_nrpe does, byte for byte: version ${version}, ${text}`, () => {
      const bytes = encodeNrpe({ version, type: 'query', result: 0, text });
      expect(bytes.toString('base64')).to.equal(base64);
    });
  }

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(packet, (packet) => {
        expect(decodeNrpe(encodeNrpe(packet))).to.deep.equal({ kind: 'packet', packet });
      }),
    );
  });

  it('is the same in whatever pieces it arrives', () => {
    const cuts = fc.array(fc.nat(1100), { maxLength: 6 });
    fc.assert(
      fc.property(packet, cuts, (packet, cuts) => {
        expect(readIn(encodeNrpe(packet), cuts)).to.deep.equal({ kind: 'packet', packet });
      }),
    );
  });

  it('holds the longest text that its clients read, and refuses a longer one', () => {
    for (const version of [2, 3, 4] as const) {
      const text = 'x'.repeat(nrpeTextLimits[version]);
      const decoded = decodeNrpe(encodeNrpe({ version, type: 'response', result: 0, text }));
      expect(decoded).to.have.nested.property('packet.text', text);
      expect(() => encodeNrpe({ version, type: 'response', result: 0, text: `${text}x` })).to.throw(
        RangeError,
        `${text.length + 1} bytes of text do not fit into NRPE version ${version}`,
      );
    }
  });

  const wrongOnes: readonly [what: string, change: (bytes: Buffer) => void, why: string][] = [
    ['an unknown version', (bytes) => bytes.writeUInt16BE(5, 0), 'there is no packet version 5'],
    ['a wrong checksum', (bytes) => bytes.writeUInt8(1, 200), 'its checksum does not fit'],
    [
      'more text than is allowed',
      (bytes) => bytes.writeUInt32BE(65_537, 12),
      'its 65537 bytes of text are more than 65536',
    ],
  ];
  for (const [what, change, why] of wrongOnes) {
    it(`is refused with ${what}`, () => {
      const bytes = encodeNrpe({ version: 4, type: 'query', result: 0, text: 'check_load' });
      change(bytes);
      expect(decodeNrpe(bytes)).to.deep.equal({ kind: 'wrong', why });
    });
  }

  it('is refused from its first bytes where they show enough', () => {
    expect(decodeNrpe(Buffer.from([0, 9]))).to.have.property('kind', 'wrong');
    expect(decodeNrpe(Buffer.from('00040001000000000000000077777777', 'hex')).kind).to.equal(
      'wrong',
    );
  });

  it('is never taken for a whole one when a bit of it is wrong, nor read past its end', () => {
    const sources = recorded.map(({ base64 }) => Buffer.from(base64, 'base64'));
    const bit = fc.nat(1036 * 8 - 1);
    const flipped = fc.property(fc.constantFrom(...sources), bit, (source, at) => {
      const bytes = Buffer.from(source);
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
      expect(decodeNrpe(bytes).kind).not.to.equal('packet');
    });
    fc.assert(flipped, { numRuns: frames });
  });

  it('is never made of noise, and noise never throws', () => {
    const grammar = fc
      .tuple(version, fc.uint8Array({ maxLength: 14 }), fc.uint8Array({ maxLength: 64 }))
      .map(([version, head, rest]) => Buffer.concat([Buffer.from([0, version]), head, rest]));
    const noise = fc.oneof(
      grammar,
      fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
    );
    const property = fc.property(noise, (bytes) => {
      expect(decodeNrpe(bytes).kind).not.to.equal('packet');
    });
    fc.assert(property, { numRuns: frames });
  });
});

function readIn(bytes: Buffer, cuts: readonly number[]): NrpeDecoded {
  const read = nrpeReader();
  const ends = [...cuts.filter((cut) => cut < bytes.length), bytes.length].sort((a, b) => a - b);
  let at = 0;
  let last: NrpeDecoded = { kind: 'wrong', why: 'nothing was read' };
  for (const end of ends) {
    last = read(bytes.subarray(at, end));
    at = end;
  }
  return last;
}
