import { expect } from 'chai';
import fc from 'fast-check';
import { boundedBytes } from '../../../../plugins/host/http/bounded-bytes.ts';

describe('bounded bytes', () => {
  it('keep the beginning and count all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 40 })),
        fc.nat({ max: 300 }),
        (chunks, limit) => {
          const bytes = boundedBytes(limit);
          for (const chunk of chunks) bytes.add(chunk);
          const all = Buffer.concat(chunks);
          expect(bytes.kept()).to.deep.equal(all.subarray(0, limit));
          expect(bytes.total()).to.equal(all.length);
        },
      ),
    );
  });

  it('take no more memory for many small chunks', () => {
    const bytes = boundedBytes(1_000_000);
    for (let at = 0; at < 500_000; at += 1) bytes.add(Buffer.of(at));
    expect(bytes.kept().buffer.byteLength).to.be.at.most(1_000_000);
  });
});
