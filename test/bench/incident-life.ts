import type { Actor, Alert, IncidentEvent } from '../../gateway/incident-event.ts';
import { severities } from '../../sla/plan.ts';

/** Something that happened to an incident; `at` in epoch milliseconds. */
export interface Happening {
  readonly at: number;
  readonly actor: Actor;
  readonly event: IncidentEvent;
}

/** Which incident to make up. */
export interface Birth {
  readonly incident: number;
  readonly customer: string;
  readonly raisedAt: number;
  /** The digest of its terms. */
  readonly terms: string;
}

/**
 * What happens to a made-up incident, the same for the same number: most are answered in time, some too late; some are
 * paused, reclassified, reopened, silent, not valid, recover by themselves or never end. Six to seven events on average.
 */
export function lifeOf(birth: Birth): readonly Happening[] {
  const dice = diceOf(birth.incident);
  const life = beginning(birth, dice);
  const end = dice.among<(life: Life, dice: Dice) => void>([
    [10, recoverAlone],
    [3, turnOutNotValid],
    [1, turnOutSilent],
    [86, getHandled],
  ]);
  end(life, dice);
  return life.happenings;
}

/** A life so far; each thing happens after the one before it. */
interface Life {
  readonly happenings: Happening[];
  readonly alert: Alert;
  /** `hours` on average, by the clock on the wall. */
  readonly add: (hours: number, actor: Actor, event: IncidentEvent) => void;
}

const hour = 3_600_000;
const monitoring: Actor = { kind: 'monitoring', source: 'nagios:main' };
const silence: Actor = { kind: 'monitoring', source: 'gateway:freshness' };
const engineer: Actor = { kind: 'engineer', name: { personal: 'Eva Example' } };
const contact: Actor = { kind: 'customer', name: { personal: 'Tina Technical' } };

function beginning({ incident, customer, raisedAt, terms }: Birth, dice: Dice): Life {
  const host = `app-${incident % 200}`;
  const alert: Alert = {
    ...{ host, service: 'jira-http', state: 'CRITICAL', at: raisedAt },
    ...{ output: 'connect to address 192.0.2.7 and port 443: Connection refused', problem: null },
  };
  const raised: IncidentEvent = {
    ...{ kind: 'raised', customer, host, application: 'jira', service: 'jira-http' },
    ...{ source: 'nagios:main', severity: severities[dice.below(4)] ?? 'C', terms },
    because: 'the application does not answer',
    notGuaranteed: dice.happens(0.02) ? ['there is no remote connection'] : [],
    cause: { by: 'alert', alert, longOutput: '' },
  };
  const happenings: Happening[] = [{ at: raisedAt, actor: monitoring, event: raised }];
  let at = raisedAt;
  return {
    ...{ happenings, alert },
    add: (hours, actor, event) => {
      at += Math.floor(dice.wait() * hours * hour);
      happenings.push({ at, actor, event });
    },
  };
}

function recoverAlone({ add, alert }: Life): void {
  add(0.3, monitoring, { kind: 'alert-cleared', alert: { ...alert, state: 'OK' }, over: true });
  add(0.25, { kind: 'gateway' }, { kind: 'resolved', byItself: true, cause: { personal: null } });
}

function turnOutNotValid({ add }: Life): void {
  add(0.5, engineer, { kind: 'responded' });
  add(1, engineer, { kind: 'declared-not-valid', reason: { personal: 'a test' } });
}

function turnOutSilent({ add, alert }: Life): void {
  add(0.1, silence, { kind: 'state-changed', alert: { ...alert, state: 'UNKNOWN' } });
  add(0.5, engineer, { kind: 'responded' });
  add(2, monitoring, { kind: 'alert-cleared', alert: { ...alert, state: 'OK' }, over: true });
  add(0.5, engineer, resolved);
}

const resolved: IncidentEvent = {
  ...{ kind: 'resolved', byItself: false },
  cause: { personal: 'the pool was exhausted' },
};

function getHandled(life: Life, dice: Dice): void {
  const { add, alert } = life;
  if (dice.happens(0.2)) add(0.2, monitoring, { kind: 'problem-repeated', alert });
  if (dice.happens(0.05)) reclassify(life, dice);
  add(0.9, engineer, { kind: 'responded' });
  if (dice.happens(0.15)) askAround(life, dice);
  add(1.2, engineer, { kind: 'intervention-started' });
  while (dice.happens(0.4)) {
    add(1.2, engineer, { kind: 'update-posted', text: { personal: 'we are on it' } });
  }
  add(1, monitoring, { kind: 'alert-cleared', alert: { ...alert, state: 'OK' }, over: true });
  if (dice.happens(0.001)) return;
  add(0.5, engineer, resolved);
  if (!dice.happens(0.01)) return;
  add(24, contact, { kind: 'reopened', reason: { personal: 'it is back' } });
  add(3, engineer, resolved);
}

function reclassify({ add }: Life, dice: Dice): void {
  const severity = severities[dice.below(4)] ?? 'B';
  const actor = dice.happens(0.5) ? contact : engineer;
  add(1, actor, { kind: 'severity-changed', severity, formal: true, because: 'as agreed' });
}

/** One request, or two that overlap. */
function askAround({ add }: Life, dice: Dice): void {
  const [whom, what] = [{ personal: 'Tina Technical' }, { personal: 'access to the system' }];
  const ids = dice.happens(0.2) ? ['q1', 'q2'] : ['q1'];
  for (const id of ids) add(0.5, engineer, { kind: 'information-requested', id, whom, what });
  const text = { personal: 'granted' };
  for (const id of ids) add(8, contact, { kind: 'information-received', id, text });
}

interface Dice {
  readonly below: (limit: number) => number;
  readonly happens: (probability: number) => boolean;
  /** A waiting time of 1 on average, most of them shorter. */
  readonly wait: () => number;
  /** One of several things by their weights. */
  readonly among: <Thing>(things: readonly (readonly [weight: number, thing: Thing])[]) => Thing;
}

/** Dice that fall the same for the same seed (mulberry32). */
function diceOf(seed: number): Dice {
  let state = seed;
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit) => Math.floor(roll() * limit),
    happens: (probability) => roll() < probability,
    wait: () => -Math.log(1 - roll()),
    among: (things) => {
      let left = roll() * things.reduce((sum, [weight]) => sum + weight, 0);
      const found = things.find(([weight]) => {
        left -= weight;
        return left < 0;
      });
      const [, thing] = found ?? things[0] ?? [];
      if (thing === undefined) throw new Error('nothing to choose from');
      return thing;
    },
  };
}
