import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { writeTerms } from '../../gateway/incident/terms.ts';
import type { Actor, Alert, IncidentEvent } from '../../gateway/incident-event.ts';
import { premium, severities, standard } from '../../sla/plan.ts';

const hour = 3_600_000;
const customers = Array.from({ length: 40 }, (_, index) => `customer-${index + 1}`);
const terms = [standard, premium].map(writeTerms);
const monitoring: Actor = { kind: 'monitoring', source: 'nagios:main' };
const engineer: Actor = { kind: 'engineer', name: { personal: 'Eva Example' } };

/**
 * Fills a migrated SQLite store with so many incidents, raised evenly over the year 2026: most resolved, some with
 * requests, changes of severity, status updates and without an end; five to six events each. Reports read no hashes, so
 * these are random: a chain would take longer to make than all that is measured.
 */
export function fillStore(path: string, count: number): void {
  const file = new DatabaseSync(path);
  file.exec('pragma journal_mode = wal; pragma synchronous = off; begin');
  const insert = (table: string, columns: number) =>
    file.prepare(`insert into ${table} values (${Array(columns).fill('?').join(', ')})`);
  const keepTerms = insert('terms', 2);
  for (const { digest, content } of terms) keepTerms.run(digest, content);
  const keepText = insert('personal_text', 4);
  const append = insert('incident_event', 8);
  const seal = (text: string) => {
    const digest = randomHex();
    keepText.run(digest, digest.slice(0, 32), text, null);
    return digest;
  };
  for (let incident = 1; incident <= count; incident += 1) {
    let before: string | null = null;
    for (const [index, { at, actor, event }] of lifeOf(incident, count).entries()) {
      const [who, said] = [actor, event].map((value) => sealedText(value, seal));
      const hash = randomHex();
      append.run(incident, index + 1, at, at, who ?? '', said ?? '', before, hash);
      before = hash;
    }
  }
  file.exec('commit; analyze');
  file.close();
}

function sealedText(value: Actor | IncidentEvent, seal: (text: string) => string): string {
  return JSON.stringify(value, (key, member) =>
    key === 'personal' && typeof member === 'string' ? seal(member) : member,
  );
}

function randomHex(): string {
  return randomBytes(32).toString('hex');
}

interface Happening {
  readonly at: number;
  readonly actor: Actor;
  readonly event: IncidentEvent;
}

function lifeOf(incident: number, count: number): Happening[] {
  const random = randomFrom(incident);
  const raisedAt = Date.UTC(2026, 0, 1) + Math.floor((incident / (count + 1)) * 365 * 24 * hour);
  const host = `app-${incident % 200}`;
  const alert: Alert = {
    ...{ host, service: 'jira-http', state: 'CRITICAL', at: raisedAt },
    ...{ output: 'connect to address 192.0.2.7 and port 443: Connection refused', problem: null },
  };
  const raised: IncidentEvent = {
    ...{ kind: 'raised', customer: customers[incident % customers.length] ?? null, host },
    ...{ application: 'jira', service: 'jira-http', source: 'nagios:main' },
    ...{ severity: severities[random(4)] ?? 'C', because: 'the application does not answer' },
    ...{ terms: terms[incident % 2]?.digest ?? '', notGuaranteed: [] },
    cause: { by: 'alert', alert, longOutput: '' },
  };
  const life: Happening[] = [{ at: raisedAt, actor: monitoring, event: raised }];
  let at = raisedAt;
  const add = (hours: number, event: IncidentEvent) => {
    at += Math.floor((random(1000) / 1000) * hours * hour);
    life.push({ at, actor: engineer, event });
  };
  if (random(100) < 3) {
    add(1, { kind: 'severity-changed', severity: 'B', formal: true, because: 'as agreed' });
  }
  add(2, { kind: 'responded' });
  if (random(100) < 15) {
    const [whom, what] = [{ personal: 'Tina Technical' }, { personal: 'access to the system' }];
    add(1, { kind: 'information-requested', id: 'q1', whom, what });
    add(24, { kind: 'information-received', id: 'q1', text: { personal: 'granted' } });
  }
  add(2.5, { kind: 'intervention-started' });
  if (random(100) < 20) add(4, { kind: 'update-posted', text: { personal: 'we are on it' } });
  add(2, { kind: 'alert-cleared', alert: { ...alert, state: 'OK' }, over: true });
  if (random(1000) < 999) {
    add(2, { kind: 'resolved', byItself: false, cause: { personal: 'the pool was exhausted' } });
  }
  return life;
}

/** Whole numbers below a limit, the same for the same seed (mulberry32). */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
