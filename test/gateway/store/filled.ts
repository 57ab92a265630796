import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { writeTerms } from '../../../gateway/incident/terms.ts';
import { personal } from '../../../gateway/incident-event.ts';
import type { Request } from '../../../gateway/intake/request.ts';
import { createIntake } from '../../../gateway/intake.ts';
import { makeCheckpoint } from '../../../gateway/report/checkpoints/make-checkpoint.ts';
import { keepSigningKey } from '../../../gateway/report/checkpoints/signing-key.ts';
import type { Tables } from '../../../gateway/store/schema.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { isIndex, loose } from '../../../gateway/store/upkeep/pages.ts';
import { standard } from '../../../sla/plan.ts';
import { directory, engineer, minute, notification, periods, report, result } from '../samples.ts';

/** What a person wrote in a filled store, and nobody else. */
export const personalText = 'please call Petra Example';

/** Three incidents, one of them raised by a person, maintenance windows, terms, and results young and old. */
export async function fill(store: Store): Promise<void> {
  const intake = createIntake({
    store,
    directory: () => directory,
    periods,
    now: () => minute(100),
  });
  const { digest, content } = writeTerms(standard);
  await store.keepTerms(new Map([[digest, content]]));
  const requests: readonly Request[] = [
    { kind: 'signal', signal: notification() },
    { kind: 'signal', signal: notification({ host: 'app-2', at: minute(1) }) },
    { kind: 'signal', signal: notification({ type: 'RECOVERY', at: minute(2) }) },
    { kind: 'signal', signal: result({ service: 'load', state: 'OK' }) },
    { kind: 'report', report: report({ description: personalText }), actor: engineer },
    {
      ...{ kind: 'command', incident: 2, actor: engineer },
      command: { kind: 'note', text: personal('looked at it, ünïcödé') },
    },
  ];
  for (const request of requests) await intake.submit(request);
  await intake.stop();
  const window = {
    ...{ customer: 'customer-a', hosts: ['app-1'], applications: [], reason: 'upgrade' },
    ...{ announcedAt: minute(-60), start: minute(0), end: minute(60), actor: engineer },
  };
  for (const id of ['m1', 'm2']) await store.announce({ ...window, id });
  await store.listen(minute(100));
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-key-'));
  await makeCheckpoint(store, { now: minute(100), key: await keepSigningKey(join(folder, 'key')) });
  rmSync(folder, { recursive: true });
  const sample = { customer: 'customer-a', host: 'app-1', service: 'load', state: 'OK' } as const;
  for (const at of [minute(0), minute(300)]) {
    await store.results.append([{ ...sample, at, perfdata: 'load1=1' }]);
  }
  const day = 86_400_000;
  await store.results.thin(minute(240), { samples: 3_600_000, hours: day, days: 7 * day });
}

/** Puts a row into each table that has none: it need not mean anything to be copied. */
export async function fillRest(db: Kysely<Tables>): Promise<void> {
  for (const { name, columns } of await db.introspection.getTables()) {
    if (isIndex(name)) continue;
    const table = loose(db);
    const [row] = await table.selectFrom(name).selectAll().limit(1).execute();
    if (row !== undefined) continue;
    const values = columns.map(({ name: column, dataType }) => [
      column,
      /text|char/i.test(dataType) ? `${column} ünïcödé` : 7,
    ]);
    await table.insertInto(name).values(Object.fromEntries(values)).execute();
  }
}
