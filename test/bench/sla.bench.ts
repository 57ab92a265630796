// The SLA engine against the business-time libraries of the npm registry and a naive minute stepper: right answers first,
// then speed; and against what is promised of it.
import { spawnSync } from 'node:child_process';
import { evaluate } from '../../sla/evaluate.ts';
import { premium, severities, standard } from '../../sla/plan.ts';
import {
  type Answerer,
  dayjsBusinessTime,
  momentBusinessTime,
  ours,
  plans,
  type Question,
  stepper,
} from './business-time.ts';
import type { BenchLine } from './line.ts';

const zone = 'Europe/Brussels';
const fiveYears = 5 * 365 * 86_400_000;
const start = Date.UTC(2026, 0, 5);
// The evenings before the clocks change.
const changes = ['2026-03-28T18:00Z', '2026-10-24T18:00Z', '2027-03-27T18:00Z'].map(Date.parse);

export async function bench(): Promise<readonly BenchLine[]> {
  const before = process.env.TZ;
  // The libraries know no zone but that of the process.
  process.env.TZ = zone;
  const lines = [stepper, dayjsBusinessTime, momentBusinessTime].flatMap(comparedWith);
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
  return [...lines, promisedClocks(), promisedLines()];
}

function comparedWith(peer: Answerer): BenchLine[] {
  const questions = randomQuestions(1000);
  const right = (one: Answerer) => {
    const answers = answersOf(one, questions);
    return answersOf(stepper, questions).filter((answer, index) => answer === answers[index])
      .length;
  };
  const perSecond = (one: Answerer) =>
    ratePerSecond(() => answersOf(one, questions), questions.length);
  return [
    {
      what: `deadlines right, of ${questions.length}, half at clock changes`,
      ours: right(ours),
      peer: peer.name,
      theirs: right(peer),
      note: 'right is what the minute stepper finds; without pauses, which the libraries do not know',
    },
    { what: 'deadlines/s', ours: perSecond(ours), peer: peer.name, theirs: perSecond(peer) },
  ];
}

function answersOf(one: Answerer, questions: readonly Question[]): (number | undefined)[] {
  return plans.flatMap((plan) => {
    const answer = one.about(plan);
    return questions.filter((question) => question.plan === plan).map(answer);
  });
}

function randomQuestions(count: number): Question[] {
  const dice = diceOf(1);
  return Array.from({ length: count }, (_, index) => {
    const span = index % 2 === 0 ? fiveYears : 12 * 3_600_000;
    const from = index % 2 === 0 ? start : (changes[index % changes.length] ?? start);
    return {
      plan: plans[Math.floor(dice() * plans.length)] ?? 'standard',
      from: from + Math.floor((dice() * span) / 60_000) * 60_000,
      hours: [2, 4, 8, 16][Math.floor(dice() * 4)] ?? 2,
    };
  });
}

function promisedClocks(): BenchLine {
  const dice = diceOf(2);
  const histories = Array.from({ length: 500_000 }, () => {
    const raisedAt = start + Math.floor(dice() * fiveYears);
    return {
      plan: dice() < 0.5 ? standard : premium,
      severity: severities[Math.floor(dice() * 4)] ?? 'A',
      raisedAt,
      now: raisedAt + Math.floor(dice() * 3 * 86_400_000),
      events: [],
      maintenance: [],
    };
  });
  const begin = performance.now();
  for (const history of histories) evaluate(history);
  const seconds = (performance.now() - begin) / 1000;
  const what = 'a million clocks over five years (deadline, elapsed, verdict), s';
  return { what, ours: seconds, peer: 'promised', theirs: 2, goal: { atMost: 1 } };
}

function promisedLines(): BenchLine {
  const count = 200_000;
  const dice = diceOf(3);
  const iso = (instant: number) => new Date(instant).toISOString();
  const input = Array.from({ length: count }, () => {
    const raisedAt = start + Math.floor(dice() * fiveYears);
    const at = (hours: number) => iso(raisedAt + hours * 3_600_000);
    return JSON.stringify({
      plan: dice() < 0.5 ? 'standard' : 'premium',
      severity: severities[Math.floor(dice() * 4)],
      raisedAt: iso(raisedAt),
      now: at(48),
      events: [
        { at: at(1), kind: 'information-requested', id: 'q1' },
        { at: at(2), kind: 'information-received', id: 'q1' },
        { at: at(3), kind: 'responded' },
      ],
    });
  }).join('\n');
  const begin = performance.now();
  const { status } = spawnSync(process.execPath, ['watchclock.ts', 'sla', 'evaluate'], {
    input,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`sla evaluate ended with ${status}`);
  const rate = count / ((performance.now() - begin) / 1000);
  const what = 'sla evaluate, whole process, lines/s';
  return { what, ours: rate, peer: 'promised', theirs: 50_000, goal: { atLeast: 1 } };
}

/** How often a second something happens that `run` does `times` times; runs it for half a second at least. */
function ratePerSecond(run: () => unknown, times: number): number {
  run();
  const begin = performance.now();
  let runs = 0;
  do {
    run();
    runs += 1;
  } while (performance.now() - begin < 500);
  return (runs * times) / ((performance.now() - begin) / 1000);
}

/** The minimal standard generator of Park and Miller, from 0 to below 1: the same questions in every run. */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
