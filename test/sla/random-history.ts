import fc from 'fast-check';
import type { History, HistoryEvent } from '../../sla/history.ts';
import { plainEventKinds } from '../../sla/history.ts';
import type { MaintenanceWindow } from '../../sla/maintenance.ts';
import { severities } from '../../sla/plan.ts';
import { type Scene, step } from './scene.ts';

/** A history in one of the scenes, all instants on whole steps, events in any order. */
export function historyIn(
  scenes: readonly Scene[],
): fc.Arbitrary<{ scene: Scene; history: History }> {
  return fc
    .record({
      scene: fc.constantFrom(...scenes),
      severity: fc.constantFrom(...severities),
      raised: fc.integer({ min: 96, max: 900 }),
      span: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 500 })),
      events: fc.array(randomEvent(), { maxLength: 12 }),
      maintenance: fc.array(randomWindow(), { maxLength: 3 }),
    })
    .map(({ scene, severity, raised, span, events, maintenance }) => {
      const raisedAt = scene.start + raised * step;
      const instant = (steps: number) => raisedAt + steps * step;
      const history = {
        plan: scene.plan,
        severity,
        raisedAt,
        now: instant(span),
        events: events.map(({ share, event }) => event(instant(Math.floor(share * (span + 1))))),
        maintenance: maintenance.map((window) => window(instant)),
      };
      return { scene, history, [fc.toStringMethod]: () => shown(scene, history) };
    });
}

interface RandomEvent {
  /** How far from raised to now, from 0 to below 1. */
  readonly share: number;
  readonly event: (at: number) => HistoryEvent;
}

function randomEvent(): fc.Arbitrary<RandomEvent> {
  const share = fc.integer({ min: 0, max: 999 }).map((thousandth) => thousandth / 1000);
  return fc.record({ share, event: fc.oneof(plain(), severityChange(), request(), request()) });
}

function plain(): fc.Arbitrary<RandomEvent['event']> {
  return fc.constantFrom(...plainEventKinds).map((kind) => (at) => ({ at, kind }));
}

function severityChange(): fc.Arbitrary<RandomEvent['event']> {
  return fc
    .constantFrom(...severities)
    .map((severity) => (at) => ({ at, kind: 'severity-changed', severity }));
}

function request(): fc.Arbitrary<RandomEvent['event']> {
  const kind = fc.constantFrom(
    'information-requested',
    'information-received',
    'information-received',
  );
  return fc.record({ kind, id: fc.constantFrom('q1', 'q2') }).map(
    ({ kind, id }) =>
      (at) =>
        ({ at, kind, id }) as HistoryEvent,
  );
}

function randomWindow(): fc.Arbitrary<(instant: (steps: number) => number) => MaintenanceWindow> {
  return fc
    .record({
      start: fc.integer({ min: -40, max: 120 }),
      length: fc.integer({ min: 1, max: 60 }),
      announced: fc.integer({ min: -60, max: 2 }),
    })
    .map(({ start, length, announced }) => (instant) => ({
      announcedAt: instant(start + announced),
      start: instant(start),
      end: instant(start + length),
    }));
}

/** A counterexample without the scene's thousands of steps. */
function shown(scene: Scene, { plan: _, ...history }: History): string {
  const instants = (key: string, value: unknown) =>
    typeof value === 'number' && key !== 'id' ? new Date(value).toISOString() : value;
  return `${scene.name}: ${JSON.stringify(history, instants)}`;
}
