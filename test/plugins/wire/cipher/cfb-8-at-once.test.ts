import { createCipheriv } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { cfb8AtOnce } from '../../../../plugins/wire/cipher/cfb-8-at-once.ts';

describe('decryption of AES-256 in CFB-8 at once', () => {
  it('gives back what OpenSSL has encrypted, wherever the stream is cut', () => {
    const key = bytes(32);
    const iv = bytes(16);
    const pieces = fc.array(fc.uint8Array({ maxLength: 1_500 }), { maxLength: 5 });
    fc.assert(
      fc.property(key, iv, pieces, (secret, start, plain) => {
        const cipher = createCipheriv('aes-256-cfb8', secret, start);
        const decrypt = cfb8AtOnce(Buffer.from(secret))(Buffer.from(start));
        for (const piece of plain) {
          expect(decrypt(cipher.update(piece))).to.deep.equal(Buffer.from(piece));
        }
      }),
    );
  });

  it('keeps streams apart that are read in turns', () => {
    const key = Buffer.alloc(32, 'k');
    const begin = cfb8AtOnce(key);
    const streams = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)].map((iv) => ({
      cipher: createCipheriv('aes-256-cfb8', key, iv),
      decrypt: begin(iv),
    }));
    for (const text of ['one', 'another', 'a third']) {
      for (const { cipher, decrypt } of streams) {
        expect(decrypt(cipher.update(text)).toString()).to.equal(text);
      }
    }
  });
});

function bytes(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length });
}
