import { expect } from 'chai';
import fc from 'fast-check';
import {
  decodeGroup,
  encodeFrame,
  encodeGroup,
  frameSplitter,
} from '../../../plugins/worker/frame.ts';

describe('frames between holder and executor', () => {
  it('may tell of a process group that was started for a job', () => {
    const group = { number: 4_000_000_000, pid: 4_194_303 };
    const [frame, ...more] = frameSplitter()(encodeGroup(group));
    expect(more).to.deep.equal([]);
    expect(frame && decodeGroup(frame.bytes)).to.deep.equal(group);
    expect(decodeGroup(Buffer.alloc(0))).to.equal(undefined);
  });

  it('come out as they went in, however the stream is cut', () => {
    const frame = fc.record({ number: fc.nat(), bytes: fc.uint8Array({ maxLength: 50 }) });
    const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(frame), sizes, (frames, cuts) => {
        const given = frames.map(({ number, bytes }) => ({ number, bytes: Buffer.from(bytes) }));
        const stream = Buffer.concat(given.map(({ number, bytes }) => encodeFrame(number, bytes)));
        const split = frameSplitter();
        const seen = [];
        for (let at = 0, i = 0; at < stream.length; i++) {
          const size = cuts[i % cuts.length] ?? 1;
          seen.push(...split(stream.subarray(at, at + size)));
          at += size;
        }
        expect(seen).to.deep.equal(given);
      }),
    );
  });
});
