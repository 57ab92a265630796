import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { RefusalReason } from './door/door.ts';
import type { Batch } from './store/store.ts';

/** What the gateway counts, in the text format of Prometheus. */
export interface Metrics {
  /** A signal was taken in at a door. */
  readonly received: (door: string, count?: number) => void;
  readonly refused: (door: string, reason: RefusalReason) => void;
  readonly committed: (batch: Batch) => void;
  /** What was decided had to be decided again, because another gateway was first. */
  readonly conflicted: () => void;
  /** An attempt to send something came to this. */
  readonly sent: (channel: string, result: string) => void;
  /** What is asked for when somebody looks. */
  readonly gauge: (name: string, help: string, read: () => number | Promise<number>) => void;
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/** Fresh counters, and those of the process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const received = new Counter({
    name: 'watchclock_signals_received_total',
    help: 'Signals that were taken in, durably.',
    labelNames: ['door'],
    registers,
  });
  const refused = new Counter({
    name: 'watchclock_signals_refused_total',
    help: 'What was not taken in at a door, by the reason.',
    labelNames: ['door', 'reason'],
    registers,
  });
  const commits = new Counter({
    name: 'watchclock_commits_total',
    help: 'Durable commits of the intake.',
    registers,
  });
  const conflicts = new Counter({
    name: 'watchclock_conflicts_total',
    help: 'Commits that were decided again, because somebody else was first.',
    registers,
  });
  const events = new Counter({
    name: 'watchclock_incident_events_total',
    help: 'Events appended to the incident log.',
    labelNames: ['kind'],
    registers,
  });
  const attempts = new Counter({
    name: 'watchclock_outbox_attempts_total',
    help: 'Attempts to send what must be sent, by what they came to.',
    labelNames: ['channel', 'result'],
    registers,
  });
  return {
    sent: (channel, result) => attempts.inc({ channel, result }),
    received: (door, count = 1) => received.inc({ door }, count),
    refused: (door, reason) => refused.inc({ door, reason: reason.replaceAll(' ', '_') }),
    committed: (batch) => {
      commits.inc();
      for (const { event } of batch.events) events.inc({ kind: event.kind });
    },
    conflicted: () => conflicts.inc(),
    gauge: (name, help, read) => {
      new Gauge({
        ...{ name, help, registers },
        async collect() {
          this.set(await read());
        },
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
