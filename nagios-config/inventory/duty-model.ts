import type { Weekday } from '../../sla/calendar.ts';
import type { Person } from './person.ts';

/** Who is on duty when. Before the first hand-over nobody is. */
export interface Duty {
  /** The zone of `from` and of the hand-overs, which are wall-clock times. */
  readonly zone: string;
  /** The local date (`2026-10-12`) of the first hand-over, at which the first week begins; it is a `handOvers[0].day`. */
  readonly from: string;
  /** When duty changes hands in a week, in order, counted from the first one, which begins the week. */
  readonly handOvers: readonly HandOver[];
  /** For each week in turn, and then again from the first, who takes over at each of `handOvers`. */
  readonly weeks: readonly (readonly Person[])[];
  /** Changes; of several that hold at once the last one counts. */
  readonly standIns: readonly StandIn[];
  /** Who hears of an incident as well while nobody responds, the earliest step first. */
  readonly climb: readonly ClimbStep[];
}

/** A day of the week and a wall-clock time, `HH:MM`. */
export interface HandOver {
  readonly day: Weekday;
  readonly time: string;
}

/** Somebody is on duty from one instant (epoch milliseconds) until before another, instead of one engineer or of anybody. */
interface StandIn {
  readonly from: number;
  readonly until: number;
  readonly by: Person;
  readonly insteadOf?: Person;
  readonly because?: string;
}

/** Whom to tell `afterMs` milliseconds without a response: who is on duty next, all of the rota, or these. */
interface ClimbStep {
  readonly afterMs: number;
  readonly to: 'next' | 'everybody' | readonly Person[];
}
