import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Opening, PersonCommand } from '../../../gateway/command.ts';
import { writeTerms } from '../../../gateway/incident/terms.ts';
import { personal } from '../../../gateway/incident-event.ts';
import { createIntake } from '../../../gateway/intake.ts';
import { writeBundle } from '../../../gateway/report/bundle/write-bundle.ts';
import { makeCheckpoint } from '../../../gateway/report/checkpoints/make-checkpoint.ts';
import { type SigningKey, signingKey } from '../../../gateway/report/checkpoints/signing-key.ts';
import { complianceReport } from '../../../gateway/report/compliance.ts';
import { verifyBundle } from '../../../gateway/report/verify/verify-bundle.ts';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { premium } from '../../../sla/plan.ts';
import { directory, engineer, minute, notification, opening, periods } from '../samples.ts';

const terms = writeTerms(premium);
const ofCustomer = (customer: string): Opening => ({ ...opening, customer, terms: terms.digest });

/** A key of its own for each run. */
export const key: SigningKey = signingKey(generateKeyPairSync('ed25519').privateKey);

/** What the reports of these tests are about. */
const period = { from: '2026-10-01', to: '2026-10-31' };

/**
 * Lets a few incidents happen on 2026-10-16: 1 met with a request, 2 missed, 3 raised in maintenance and over in it, 4 not
 * valid, 5 of customer-b and silent. Hosts that begin with `b` are customer-b's.
 */
export async function populate(store: Store): Promise<void> {
  await store.keepTerms(new Map([[terms.digest, terms.content]]));
  const customerOf = (host: string) => (host.startsWith('b') ? 'customer-b' : 'customer-a');
  let time = minute(0);
  const intake = createIntake({
    ...{ store, periods, now: () => time },
    directory: () => ({
      ...directory,
      customerOf,
      openingForAlert: ({ host }) => ofCustomer(customerOf(host)),
    }),
  });
  const alert = async (host: string, at: number, type: 'PROBLEM' | 'RECOVERY' = 'PROBLEM') => {
    time = minute(at);
    const keys = [`${host} ${at}`];
    const signal = notification({ host, type, at: time, keys, problem: host });
    await intake.submit({ kind: 'signal', signal });
  };
  const act = async (incident: number, at: number, command: PersonCommand) => {
    time = minute(at);
    await intake.submit({ kind: 'command', incident, command, actor: engineer });
  };
  const [whom, what] = [personal('Tina Technical'), personal('access to the system')];
  await alert('app-1', 0);
  await act(1, 10, { kind: 'responded' });
  await act(1, 20, { kind: 'information-requested', id: 'q1', whom, what });
  await act(1, 80, { kind: 'information-received', id: 'q1', text: personal('granted') });
  await act(1, 90, { kind: 'intervention-started' });
  await act(1, 100, { kind: 'resolved', cause: personal('the pool was exhausted') });
  await alert('app-2', 5);
  await act(2, 400, { kind: 'resolved', cause: personal('a cable was loose') });
  await store.announce({
    ...{ id: 'w1', customer: 'customer-a', hosts: ['app-3'], applications: [] },
    ...{ announcedAt: minute(-60), start: minute(401), end: minute(500) },
    ...{ actor: engineer, reason: 'a new version' },
  });
  await store.announce({
    ...{ id: 'w2', customer: 'customer-b', hosts: [], applications: [] },
    ...{ announcedAt: minute(-50), start: minute(900), end: minute(960) },
    ...{ actor: engineer, reason: 'a new disk' },
  });
  await alert('app-3', 410);
  await alert('app-3', 420, 'RECOVERY');
  await alert('app-4', 430);
  await act(4, 440, { kind: 'declared-not-valid', reason: personal('a test') });
  await alert('b-1', 450);
  await intake.stop();
}

/** A populated SQLite store that nobody has opened, in a folder of its own. */
export async function populatedPlace() {
  const folder = await mkdtemp(join(tmpdir(), 'watchclock-report-'));
  const path = join(folder, 'watchclock.db');
  const store = await openStore({ kind: 'sqlite', path });
  await populate(store);
  await store.close();
  return { folder, path, remove: () => rm(folder, { recursive: true }) } as const;
}

/** Adds a note to an incident, so that its log goes on. */
export async function annotate(store: Store, incident: number, at: number): Promise<void> {
  const intake = createIntake({
    store,
    directory: () => directory,
    periods,
    now: () => minute(at),
  });
  const command = { kind: 'note', text: personal('a note') } as const;
  await intake.submit({ kind: 'command', incident, command, actor: engineer });
  await intake.stop();
}

/** A report on the month, as of the day after. */
export function reportOn(store: Store, from: 'log' | 'remember', customer: string | null = null) {
  return complianceReport(store, { customer, period, asOf: minute(1440) }, { from });
}

/** Makes a checkpoint, and answers a bundle as text, signed with `signing`. */
export async function bundleOf(
  store: Store,
  customer: string | null = null,
  signing = key,
): Promise<string> {
  await makeCheckpoint(store, { now: minute(1440), key: signing, always: true });
  const lines: string[] = [];
  const write = async (text: string) => void lines.push(text);
  const question = { customer, period, asOf: minute(1440) };
  await writeBundle({ store, key: signing, question, write });
  return lines.join('');
}

/** What a verification finds in a text. */
export async function problemsIn(bundle: string, pinned?: string): Promise<readonly string[]> {
  const lines = bundle.split('\n');
  const rest = lines.pop();
  return (await verifyBundle(each(rest === '' ? lines : [...lines, `${rest}…`]), pinned)).problems;
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
