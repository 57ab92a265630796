import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { verifyLog } from '../../../gateway/report/verify/verify.ts';
import { until } from '../../until.ts';
import { type FaultyPlace, faultyPlace } from './place.ts';
import { spoolIn } from './senders.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const services = soak ? 1_000 : 100;
const turns = soak ? 100 : 20;
/** Long enough to have waited, and too short for anything to settle meanwhile; in milliseconds. */
const longAgo = 120_000;

describe('a gateway that comes back after a long time', function () {
  if (soak) this.timeout(1_800_000);
  let place: FaultyPlace;
  afterEach(() => place?.remove());

  it(`is told all ${services * turns} notifications that waited, each once and in their order`, async () => {
    place = await faultyPlace();
    await place.start();
    const folder = spoolIn(place);
    fill(folder);
    const { url, tokenFile } = place.gateway();
    const where = ['--gateway', url, '--token-file', tokenFile, '--spool', folder];
    await promisify(execFile)(place.program, ['notify', '--deliver', '--persist', ...where]);
    const { log } = place.gateway();
    expect(log.find((line) => line.includes('catching up with what waited'))).to.be.a('string');
    // A machine that is busy may pause in the middle: then it is said to be over, and begins again.
    await until('the lines that say how many they were', () => {
      const over = log.filter((line) => line.includes('what waited in a spool is taken in'));
      const counts = over.map((line): number => JSON.parse(line).notifications);
      return counts.reduce((sum, count) => sum + count, 0) === services * turns || undefined;
    });
    expect(readdirSync(folder).filter((name) => name.endsWith('.entry'))).to.deep.equal([]);
    await place.kill();
    await place.withStore(async (store) => {
      const incidents = await store.list({});
      expect(incidents).to.have.length(services);
      for (const { id } of incidents) {
        const kinds = (await store.history(id)).map(({ event }) => event.kind);
        expect(kinds).to.deep.equal(undisturbed());
      }
      expect(verifyLog(await store.chain())).to.deep.equal([]);
    });
  });
});

/** Each service fails and recovers in turns; written as a spool writes them, without a sync for each. */
function fill(folder: string): void {
  mkdirSync(folder, { mode: 0o700 });
  const start = Date.now() - longAgo;
  for (let turn = 0; turn < turns; turn++) {
    for (let service = 0; service < services; service++) {
      const number = turn * services + service;
      const text = JSON.stringify(notification({ turn, service, at: start + 10 * turn }));
      const checksum = createHash('sha256').update(text).digest('hex');
      const name = `${String(start * 1_000 + number).padStart(16, '0')}-0123456789ab.entry`;
      writeFileSync(join(folder, name), `${checksum}\n${text}`, { mode: 0o600 });
    }
  }
}

interface Which {
  readonly turn: number;
  readonly service: number;
  readonly at: number;
}

function notification({ turn, service, at }: Which) {
  const failing = turn % 2 === 0;
  return {
    ...{ id: `${turn}-${service}`, site: 'main', takenAt: at },
    macros: {
      HOSTNAME: 'app-1',
      SERVICEDESC: `service-${service}`,
      NOTIFICATIONTYPE: failing ? 'PROBLEM' : 'RECOVERY',
      SERVICESTATE: failing ? 'CRITICAL' : 'OK',
      SERVICENOTIFICATIONID: String(turn * services + service + 1),
    },
  };
}

function undisturbed(): string[] {
  return Array.from({ length: turns }, (_, turn) =>
    turn === 0 ? 'raised' : turn % 2 === 0 ? 'alert-raised' : 'alert-cleared',
  );
}
