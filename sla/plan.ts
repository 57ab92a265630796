import type { ServiceCalendar } from './calendar.ts';
import { belgium } from './countries.ts';

/** How grave an incident is, A the gravest. */
export type Severity = (typeof severities)[number];

/** All severities, the gravest first. */
export const severities = ['A', 'B', 'C', 'D'] as const;

/** One guaranteed time of a plan: the clock that measures it and how much it may show, by severity. */
export interface Objective {
  readonly name: string;
  /** Milliseconds of service time. */
  readonly targets: Readonly<Record<Severity, number>>;
  /** `raised`, or the event with which the clock starts. */
  readonly starts: string;
  /** The events that stop it, as done; a resolution stops every clock. */
  readonly stops: readonly string[];
  readonly pauses: readonly PauseRule[];
}

/** The event that pauses a clock and the one that lets it run on; the two belong together by their id. */
export interface PauseRule {
  readonly from: string;
  readonly until: string;
}

/**
 * What a contract guarantees, as plain data: with the engine's version it is all that a verdict needs to be replayed. A
 * change of any of it is a new version.
 */
export interface Plan {
  readonly name: string;
  readonly version: string;
  readonly calendar: ServiceCalendar;
  readonly objectives: readonly Objective[];
  /** The most milliseconds of service time between two status updates of an intervention; `null` without status updates. */
  readonly updates: { readonly every: number; readonly pauses: readonly PauseRule[] } | null;
}

/** The events that a plan's clocks start, stop and pause with, each once. */
export function eventNames({ objectives, updates }: Plan): string[] {
  const pauses = [...objectives, ...(updates === null ? [] : [updates])].flatMap(
    (each) => each.pauses,
  );
  const names = [
    ...objectives.flatMap(({ starts, stops }) => [starts, ...stops]),
    ...pauses.flatMap(({ from, until }) => [from, until]),
  ];
  return [...new Set(names)].filter((name) => name !== 'raised');
}

const hour = 3_600_000;

const information: readonly PauseRule[] = [
  { from: 'information-requested', until: 'information-received' },
];

/** Business hours: Monday to Friday, 09:00 to 17:00. */
export const standard: Plan = {
  name: 'standard',
  version: '1',
  calendar: {
    name: 'business hours',
    version: '1',
    zone: 'Europe/Brussels',
    hours: {
      monday: ['09:00-17:00'],
      tuesday: ['09:00-17:00'],
      wednesday: ['09:00-17:00'],
      thursday: ['09:00-17:00'],
      friday: ['09:00-17:00'],
    },
    holidays: belgium,
  },
  objectives: [
    response({ A: 4 * hour, B: 4 * hour, C: 8 * hour, D: 8 * hour }),
    intervention({ A: 8 * hour, B: 8 * hour, C: 16 * hour, D: 16 * hour }),
  ],
  updates: null,
};

/** Extended business hours: every day, 07:00 to 19:00; a status update at least every 2 hours of an intervention. */
export const premium: Plan = {
  name: 'premium',
  version: '1',
  calendar: {
    name: 'extended business hours',
    version: '1',
    zone: 'Europe/Brussels',
    hours: {
      monday: ['07:00-19:00'],
      tuesday: ['07:00-19:00'],
      wednesday: ['07:00-19:00'],
      thursday: ['07:00-19:00'],
      friday: ['07:00-19:00'],
      saturday: ['07:00-19:00'],
      sunday: ['07:00-19:00'],
    },
    holidays: belgium,
  },
  objectives: [
    response({ A: 2 * hour, B: 2 * hour, C: 4 * hour, D: 4 * hour }),
    intervention({ A: 4 * hour, B: 4 * hour, C: 8 * hour, D: 8 * hour }),
  ],
  updates: { every: 2 * hour, pauses: information },
};

/** The plans that need no definition, by name. */
export const builtInPlans: ReadonlyMap<string, Plan> = new Map([
  [standard.name, standard],
  [premium.name, premium],
]);

function response(targets: Objective['targets']): Objective {
  // Whoever starts to resolve has looked: the intervention stops this clock too.
  const stops = ['responded', 'intervention-started'];
  return { name: 'response', targets, starts: 'raised', stops, pauses: information };
}

function intervention(targets: Objective['targets']): Objective {
  const stops = ['intervention-started'];
  return { name: 'intervention', targets, starts: 'raised', stops, pauses: information };
}
