import { expect } from 'chai';
import type { LogEntry } from '../../../../gateway/incident/chain.ts';
import { eventHash } from '../../../../gateway/incident/chain.ts';
import { verifyLog } from '../../../../gateway/report/verify/verify.ts';
import { live, minute, notification } from '../../samples.ts';

describe('verifying a log', () => {
  const log = [...chainOf(1), ...chainOf(2)];

  it('finds nothing wrong with a whole one', () => {
    expect(verifyLog(log)).to.deep.equal([]);
  });

  it('finds a changed entry', () => {
    const changed = log.with(1, { ...entry(1), at: 5 });
    expect(verifyLog(changed)).to.deep.equal([
      'incident 1, version 2: was changed: its hash does not fit',
    ]);
  });

  it('finds a changed entry that was hashed again', () => {
    const forged = { ...entry(1), at: 5 };
    expect(verifyLog(log.with(1, { ...forged, hash: eventHash(forged) }))).to.deep.equal([
      'incident 1, version 3: does not name the hash of the entry before it',
    ]);
  });

  it('finds a missing entry', () => {
    expect(verifyLog(log.toSpliced(1, 1))).to.deep.equal([
      'incident 1, version 3: does not follow on version 1',
      'incident 1, version 3: does not name the hash of the entry before it',
    ]);
  });

  function entry(index: number): LogEntry {
    const found = log[index];
    if (found === undefined) throw new Error(`no entry ${index}`);
    return found;
  }
});

function chainOf(incident: number): LogEntry[] {
  const entries: LogEntry[] = [];
  const steps = [0, 1, 2].map((at) => [minute(at), notification()] as const);
  for (const recorded of live(...steps)) {
    const event = { ...recorded, incident, previousHash: entries.at(-1)?.hash ?? null };
    entries.push({ ...event, hash: eventHash(event) });
  }
  return entries;
}
