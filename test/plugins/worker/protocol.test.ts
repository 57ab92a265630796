import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Answer,
  decodeAnswer,
  decodeJob,
  encodeAnswer,
  encodeJob,
  encodeLog,
  encodeRegistration,
  type Job,
  longestMessage,
  messageSplitter,
} from '../../../plugins/worker/protocol.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const text = fc.string({ unit: 'grapheme' }).map((one) => one.replaceAll('\0', ''));
const count = fc.nat({ max: 1_000_000 });
const macros = fc.dictionary(
  fc.stringMatching(/^[A-Z_]{1,9}$/),
  text.map((one) => one.replaceAll('\n', ' ')),
  { noNullPrototype: true },
);
const job: fc.Arbitrary<Job> = fc.record(
  {
    id: count,
    type: fc.nat({ max: 10 }),
    command: text,
    timeout: fc.integer({ min: 1, max: 9999 }),
    env: macros,
  },
  { requiredKeys: ['id', 'type', 'command', 'timeout'] },
);
const answer: fc.Arbitrary<Answer> = fc.record(
  {
    id: count,
    type: fc.nat({ max: 10 }),
    waitStatus: fc.nat({ max: 65_535 }),
    start: count,
    stop: count,
    errorCode: fc.nat({ max: 200 }),
    stdout: text,
    stderr: text,
  },
  { requiredKeys: ['id', 'type', 'waitStatus', 'start', 'stop', 'stdout', 'stderr'] },
);

describe('the protocol of Core and its workers', () => {
  it('registers with the last separator kept and a NUL', () => {
    expect(encodeRegistration('w', 'check_load')).to.equal(
      '@wproc register name=w;plugin=check_load;\0',
    );
    expect(encodeRegistration('w')).to.equal('@wproc register name=w;\0');
  });

  it('reads a job as Core 4.4.6 sends it', () => {
    const recorded = 'job_id=7\0type=0\0command=/usr/lib/check_x -w 1\0timeout=60\0';
    expect(decodeJob(Buffer.from(recorded))).to.deep.equal({
      id: 7,
      type: 0,
      command: '/usr/lib/check_x -w 1',
      timeout: 60,
    });
  });

  it('gives a job without a time-out the 60 seconds that it has in Core', () => {
    expect(decodeJob(Buffer.from('job_id=1\0type=0\0command=x\0'))?.timeout).to.equal(60);
    expect(decodeJob(Buffer.from('job_id=1\0type=0\0command=x\0timeout=0\0'))?.timeout).to.equal(
      60,
    );
  });

  it('writes an answer as Core reads it, times with six digits', () => {
    const bytes = encodeAnswer({
      ...{ id: 3, type: 1, waitStatus: 512, start: 1500.25, stop: 2000 },
      ...{ stdout: 'out\0hidden', stderr: '' },
    });
    expect(bytes.toString()).to.equal(
      'job_id=3\0type=1\0wait_status=512\0start=1.500250\0stop=2.000000\0exited_ok=1\0outerr=\0outstd=out\0\x01\0\0\0',
    );
  });

  it('says that a job did not exit where there is an error code, and only there', () => {
    const bytes = encodeAnswer({
      ...{ id: 3, type: 0, waitStatus: 0, start: 0, stop: 0, errorCode: 62 },
      ...{ stdout: '', stderr: '' },
    });
    expect(bytes.toString()).to.contain('\0exited_ok=0\0error_code=62\0');
  });

  it('reads back whatever it writes, in whatever pieces it comes', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(job), fc.array(answer), sizes, (jobs, answers, cuts) => {
        const stream = Buffer.concat([...jobs.map(encodeJob), ...answers.map(encodeAnswer)]);
        const messages = inPieces(stream, cuts);
        expect(messages.slice(0, jobs.length).map(decodeJob)).to.deep.equal(jobs);
        expect(messages.slice(jobs.length).map(decodeAnswer)).to.deep.equal(answers);
      }),
      { numRuns: soak ? 20_000 : 300 },
    );
  });

  it('gives an answer or nothing for any bytes, never an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), job, fc.nat(), (noise, given, at) => {
        const flipped = Buffer.concat([encodeJob(given), noise]);
        flipped[at % flipped.length] = (flipped[at % flipped.length] ?? 0) ^ (1 << (at % 8));
        for (const message of messageSplitter()(flipped)) {
          decodeJob(message);
          decodeAnswer(message);
        }
      }),
      { numRuns: soak ? 1_000_000 : 3000 },
    );
  });

  it('refuses to keep a message without end', () => {
    const split = messageSplitter();
    expect(() => split(Buffer.alloc(longestMessage + 1))).to.throw(RangeError);
  });

  it('writes a line for the log without its end inside', () => {
    expect(encodeLog('a\0b').toString()).to.equal('log=a b\0\x01\0\0\0');
  });
});

function inPieces(stream: Buffer, cuts: readonly number[]): Buffer[] {
  const split = messageSplitter();
  const messages: Buffer[] = [];
  for (let at = 0, i = 0; at < stream.length; i++) {
    const size = cuts[i % cuts.length] ?? 1;
    messages.push(...split(stream.subarray(at, at + size)));
    at += size;
  }
  return messages;
}
