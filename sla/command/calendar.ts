import { icalendar } from '../ical.ts';
import { builtInPlans, type Plan } from '../plan.ts';
import { readPlan } from '../written/plan.ts';
import { localTime } from '../zone.ts';
import { readLine } from './read-line.ts';
import { print, type Streams } from './streams.ts';
import { optionsOf, UsageError } from './usage.ts';

/**
 * `watchclock sla calendar --year YYYY [--plan NAME|-]`: the service hours and holidays of a plan in one local year as
 * iCalendar text; with `-`, of the plan that standard input defines in JSON. 1 when that definition is wrong.
 */
export async function printCalendar(args: readonly string[], streams: Streams): Promise<number> {
  const { year, plan: name = 'standard' } = optionsOf(args, ['year', 'plan']);
  if (year === undefined || !/^[12]\d{3}$/.test(year)) {
    throw new UsageError(`--year: not a year such as 2026: ${JSON.stringify(year ?? 'missing')}`);
  }
  const plan = name === '-' ? await definedPlan(streams.stdin) : { value: builtInPlan(name) };
  if ('error' in plan) {
    await print(streams.stderr, `watchclock: ${plan.error}\n`);
    return 1;
  }
  await print(streams.stdout, calendarOfYear(plan.value, Number(year)));
  return 0;
}

function builtInPlan(name: string): Plan {
  const plan = builtInPlans.get(name);
  if (plan !== undefined) return plan;
  const known = [...builtInPlans.keys(), '-'].join(', ');
  throw new UsageError(`--plan: not one of ${known}: ${JSON.stringify(name)}`);
}

async function definedPlan(
  stdin: Streams['stdin'],
): Promise<{ readonly value: Plan } | { readonly error: string }> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of stdin) {
    text += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
  }
  return readLine({ text: text + decoder.decode(), number: 1 }, (value) => readPlan('own', value));
}

/** The file is as old as its year, not as its making: the same plan gives the same file. */
function calendarOfYear({ calendar }: Plan, year: number): string {
  const [first, next] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  const local = localTime(calendar.zone, first, next);
  const bounds = { start: local.instantOf(first, 'first'), end: local.instantOf(next, 'first') };
  return icalendar({ calendar, bounds, maintenance: [], madeAt: bounds.start });
}
