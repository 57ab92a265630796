import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  decodeNscaGreeting,
  decodeNscaPacket,
  encodeNscaGreeting,
  encodeNscaPacket,
  nscaPacketLengths,
} from '../../../plugins/wire/nsca.ts';
import {
  type NscaKey,
  type NscaMethod,
  nscaKey,
  nscaMethods,
  parseNscaMethod,
} from '../../../plugins/wire/nsca-cipher.ts';
import type { PassiveCheck } from '../../../plugins/wire/passive-check.ts';

interface Vector {
  readonly method: number;
  readonly password: string;
  readonly ct?: string;
}

const methods = Object.keys(nscaMethods) as readonly NscaMethod[];
const keys = Object.fromEntries(
  methods.map((method) => [method, nscaKey(method, 's3cret')]),
) as Record<NscaMethod, NscaKey>;
const filler = Buffer.alloc(nscaPacketLengths.long, 'f');
const iv = Buffer.from(Array.from({ length: 128 }, (_, i) => (7 * i + 3) % 256));
const frames = process.env.WATCHCLOCK_SOAK === '1' ? 100_000 : 500;

const name = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '-'), minLength: 1, maxLength: 30 });
const check: fc.Arbitrary<PassiveCheck> = fc.record({
  host: name,
  service: fc.option(name),
  code: fc.constantFrom(0, 1, 2, 3),
  output: fc.string({ unit: fc.constantFrom('x', '\n', '|', 'ü'), maxLength: 200 }),
  at: fc.nat(0xffffffff).map((seconds) => seconds * 1000),
});

describe('an NSCA packet', () => {
  it('comes back as it was written, in both lengths and through every encryption', () => {
    const form = fc.constantFrom('long', 'short');
    const property = fc.property(
      check,
      form,
      fc.constantFrom(...methods),
      (value, form, method) => {
        const encrypt = keys[method].encryption(iv);
        const decrypt = keys[method].decryption(iv);
        for (let packet = 0; packet < 2; packet++) {
          const bytes = decrypt(encrypt(encodeNscaPacket(value, filler, form)));
          expect(bytes).to.have.length(nscaPacketLengths[form]);
          expect(decodeNscaPacket(bytes)).to.deep.equal({ kind: 'value', value });
        }
      },
    );
    fc.assert(property, { numRuns: 40 });
  });

  for (const { method, packets } of fixture<{
    readonly method: NscaMethod;
    readonly packets: string;
  }>('send_nsca')) {
    it(`is read as send_nsca sent it: ${method}`, () => {
      const bytes = Buffer.from(packets, 'base64');
      const decrypt = nscaKey(method, 's3cret').decryption(iv);
      const { long } = nscaPacketLengths;
      const decoded = [0, long].map((at) =>
        decodeNscaPacket(decrypt(bytes.subarray(at, at + long))),
      );
      const at = 0x6a00_0000 * 1000;
      expect(decoded).to.deep.equal([
        {
          kind: 'value',
          value: { host: 'web1', service: 'load', code: 2, output: 'CRIT - high', at },
        },
        {
          kind: 'value',
          value: { host: 'web1', service: null, code: 1, output: 'down\nand more', at },
        },
      ]);
    });
  }

  it('is refused with a wrong password', () => {
    const value = { host: 'a', service: 'b', code: 0, output: 'c', at: 0 };
    const wire = nscaKey('rijndael-128', 's3cret').encryption(iv)(encodeNscaPacket(value, filler));
    const plain = nscaKey('rijndael-128', 'other').decryption(iv)(wire);
    expect(decodeNscaPacket(plain)).to.deep.equal({
      kind: 'wrong',
      why: 'its checksum does not fit',
    });
  });

  for (const [code, why] of [
    [7, 'there is no status 7'],
    [-1, 'there is no status -1'],
  ] as const) {
    it(`is refused with status ${code}`, () => {
      const value = { host: 'a', service: 'b', code, output: '', at: 0 };
      expect(decodeNscaPacket(encodeNscaPacket(value, filler))).to.deep.equal({
        kind: 'wrong',
        why,
      });
    });
  }

  it('is refused without a host, and with a name that could become a command', () => {
    const value = { host: '', service: 'b', code: 0, output: '', at: 0 };
    const why = (check: PassiveCheck) => {
      const decoded = decodeNscaPacket(encodeNscaPacket(check, filler));
      return decoded.kind === 'wrong' ? decoded.why : decoded.kind;
    };
    expect(why(value)).to.equal('it names no host');
    expect(why({ ...value, host: 'a;b' })).to.equal('no name may hold "a;b"');
    expect(why({ ...value, host: 'a\nb' })).to.equal('no name may hold "a\\nb"');
  });

  it('cuts an output that is too long, and refuses a name that is', () => {
    const value = { host: 'a', service: 'b', code: 0, output: 'é'.repeat(4000), at: 0 };
    const decoded = decodeNscaPacket(encodeNscaPacket(value, filler));
    expect(decoded).to.have.nested.property('value.output', 'é'.repeat(2047));
    expect(() => encodeNscaPacket({ ...value, host: 'x'.repeat(64) }, filler)).to.throw(
      RangeError,
      /^the host "x+" is longer than 63 bytes$/,
    );
  });

  it('is never made of damaged ones or noise', () => {
    const whole = encodeNscaPacket(
      { host: 'a', service: 'b', code: 0, output: 'c', at: 0 },
      filler,
    );
    const flip = fc.nat(whole.length * 8 - 1).map((at) => {
      const bytes = Buffer.from(whole);
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
      return bytes;
    });
    const noise = fc
      .uint8Array({ minLength: 720, maxLength: 720 })
      .map((bytes) => Buffer.from(bytes));
    const property = fc.property(fc.oneof(flip, noise), (bytes) => {
      expect(decodeNscaPacket(bytes).kind).to.equal('wrong');
    });
    fc.assert(property, { numRuns: frames });
  });
});

describe('the encryption of NSCA', () => {
  const vectors = ['mcrypt-vectors', 'mcrypt-vectors-shortpw', 'mcrypt-vectors-longpw'].flatMap(
    (file) => fixture<Vector>(file),
  );
  for (const { method, password, ct } of vectors) {
    const own = parseNscaMethod(String(method));
    if (own === undefined || ct === undefined) continue;
    it(`is what libmcrypt makes: ${own}, a password of ${password.length} characters`, () => {
      const plain = Buffer.from(Array.from({ length: 48 }, (_, i) => i));
      expect(nscaKey(own, password).encryption(iv)(plain).toString('hex')).to.equal(ct);
    });
  }
});

describe('the name of a method', () => {
  const table: [string, NscaMethod | undefined][] = [
    ['RIJNDAEL-128', 'rijndael-128'],
    ['14', 'rijndael-128'],
    ['3DES', '3des'],
    ['tripledes', '3des'],
    ['CAST_128', 'cast-128'],
    ['Blowfish', 'blowfish'],
    ['rijndael-256', undefined],
    ['16', undefined],
    ['', undefined],
  ];
  for (const [text, method] of table) {
    it(`is read from "${text}"`, () => expect(parseNscaMethod(text)).to.equal(method));
  }
});

describe('the greeting of NSCA', () => {
  it('comes back as it was written', () => {
    const greeting = { iv, at: 1_790_000_000_000 };
    expect(decodeNscaGreeting(encodeNscaGreeting(greeting))).to.deep.equal(greeting);
  });
});

function fixture<T>(file: string): readonly T[] {
  const path = join(import.meta.dirname, `../../fixtures/nsca/${file}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}
