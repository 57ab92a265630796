import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { canonicalJson } from '../../gateway/incident/chain.ts';
import { writeTerms } from '../../gateway/incident/terms.ts';
import type { Actor, IncidentEvent } from '../../gateway/incident-event.ts';
import type { MaintenanceWindow } from '../../gateway/maintenance.ts';
import { openStore } from '../../gateway/store/open.ts';
import { premium, standard } from '../../sla/plan.ts';
import { type Birth, lifeOf } from './incident-life.ts';

const hour = 3_600_000;
const year = { start: Date.UTC(2026, 0, 1), hours: 365 * 24 };
const customers = Array.from({ length: 40 }, (_, index) => `customer-${index + 1}`);
const terms = [standard, premium].map(writeTerms);

/**
 * Makes an SQLite store with so many incidents of 40 customers, raised evenly over the year 2026, half under each plan, and
 * announced maintenance in each month. Reports read no hashes, so those of events are made of nothing but their place: a
 * chain would take longer to make than all that is measured.
 */
export async function fillStore(path: string, count: number): Promise<void> {
  const store = await openStore({ kind: 'sqlite', path });
  await store.keepTerms(new Map(terms.map(({ digest, content }) => [digest, content])));
  for (const window of maintenance()) await store.announce(window);
  await store.close();
  const file = new DatabaseSync(path);
  file.exec('pragma journal_mode = wal; pragma synchronous = off; begin');
  fillLog(file, count);
  file.exec('commit; analyze; pragma wal_checkpoint(truncate)');
  file.close();
}

/** Twelve hours a month for each customer, overnight, one in ten announced too late. */
function maintenance(): readonly MaintenanceWindow[] {
  return customers.flatMap((customer, one) =>
    Array.from({ length: 12 }, (_, month): MaintenanceWindow => {
      const start = year.start + (18 + 24 * (1 + (one % 20)) + month * 30 * 24) * hour;
      const announcedAt = (one + month) % 10 === 0 ? start + hour : start - 48 * hour;
      return {
        ...{ id: `${customer} ${month}`, customer, hosts: [], applications: ['jira'] },
        ...{ announcedAt, start, end: start + 12 * hour },
        ...{ actor: { kind: 'gateway' }, reason: 'a new version' },
      };
    }),
  );
}

function fillLog(file: DatabaseSync, count: number): void {
  const insert = (table: string, columns: number) =>
    file.prepare(`insert into ${table} values (${Array(columns).fill('?').join(', ')})`);
  const keepText = insert('personal_text', 4);
  const append = insert('incident_event', 8);
  let texts = 0;
  const seal = (text: string) => {
    texts += 1;
    const digest = hex(`text ${texts}`);
    keepText.run(digest, digest.slice(0, 32), text, null);
    return digest;
  };
  for (let incident = 1; incident <= count; incident += 1) {
    let before: string | null = null;
    for (const [index, { at, actor, event }] of lifeOf(birthOf(incident, count)).entries()) {
      const hash = hex(`event ${incident} ${index}`);
      const [who, said] = [sealedText(actor, seal), sealedText(event, seal)];
      append.run(incident, index + 1, at, at, who, said, before, hash);
      before = hash;
    }
  }
}

function birthOf(incident: number, count: number): Birth {
  return {
    incident,
    customer: customers[incident % customers.length] ?? '',
    raisedAt: year.start + Math.floor((incident / (count + 1)) * year.hours * hour),
    terms: terms[incident % terms.length]?.digest ?? '',
  };
}

function sealedText(value: Actor | IncidentEvent, seal: (text: string) => string): string {
  const sealed = JSON.stringify(value, (key, member) =>
    key === 'personal' && typeof member === 'string' ? seal(member) : member,
  );
  return canonicalJson(JSON.parse(sealed));
}

function hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
