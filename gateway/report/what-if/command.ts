import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UsageError } from '../../../plugins/check/usage-error.ts';
import { isBackwards, isBound, type Period, widestBounds } from '../../../sla/compliance/period.ts';
import { builtInPlans, type Plan } from '../../../sla/plan.ts';
import type { PlanVersion } from '../../../sla/version.ts';
import { readPlan } from '../../../sla/written/plan.ts';
import { openStore } from '../../store/open.ts';
import { placesOf } from '../open-reporting.ts';
import { periodOf } from '../reports.ts';
import { type StoredDifference, storedDifferences } from './what-if.ts';

const usage = `Usage: watchclock sla what-if --config FILE | --store STORE --under PLAN [OPTION]…

Computes stored incidents again as if they had been raised under another plan, or another version of theirs,
and prints one JSON object a line for each that would differ. Nothing is changed.

  -c, --config FILE   the gateway's configuration, which names store and inventory
      --store STORE   sqlite:FILE or postgresql://user@host/db
      --under PLAN    standard, premium, a plan of the inventory as NAME or NAME@VERSION, or a file with a
                      plan as JSON, as in "watchclock sla --help"
      --customer NAME its key in the inventory; all customers when left out
      --from DAY      raised on or after this day (the first of this month)
      --to DAY        raised on or before this day (today)
  -h, --help          this text

Exit status: 0 done, 1 failed, 2 usage error.

Example:
  watchclock sla what-if --config /etc/watchclock/gateway.yaml --under premium --customer customer-a --from 2026-10-01
`;

/** `watchclock sla what-if` with arguments; see `usage`. */
export async function command(
  args: readonly string[],
  io: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
): Promise<number> {
  const complain = (text: string, status: number) => {
    io.stderr.write(`watchclock sla what-if: ${text}\n`);
    return status;
  };
  try {
    const asked = read(args);
    if (asked === undefined) {
      io.stdout.write(usage);
      return 0;
    }
    return await compare(asked, io);
  } catch (error) {
    if (error instanceof UsageError) return complain(`${error.message}\n${usage}`, 2);
    return complain((error as Error).message, 1);
  }
}

interface Asked {
  readonly from: { readonly config: string } | { readonly store: string };
  readonly under: string;
  readonly customer: string | undefined;
  readonly period: Partial<Period>;
}

const options = {
  config: { type: 'string', short: 'c' },
  store: { type: 'string' },
  under: { type: 'string' },
  customer: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

function read(args: readonly string[]): Asked | undefined {
  const { help, config, store, under, customer, from, to } = parsed(args);
  if (help) return undefined;
  if ((config === undefined) === (store === undefined)) {
    throw new UsageError('either --config or --store is needed');
  }
  if (under === undefined) throw new UsageError('--under is missing: which plan?');
  for (const [name, text] of [['--from', from] as const, ['--to', to] as const]) {
    if (text !== undefined && !isBound(text)) {
      throw new UsageError(`${name}: not a day YYYY-MM-DD: "${text}"`);
    }
  }
  const period = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  return {
    from: config === undefined ? { store: store ?? '' } : { config },
    under,
    customer,
    period,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function compare(
  { from, under, customer, period: asked }: Asked,
  { stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
): Promise<number> {
  const now = Date.now();
  const period = periodOf(asked, now);
  if (isBackwards(period)) throw new UsageError(`--to: ${period.to} is before ${period.from}`);
  const { address, plans } = placesOf({ from, signingKey: undefined });
  const plan = planNamed(under, plans);
  await using stack = new AsyncDisposableStack();
  const store = await openStore(address);
  stack.defer(() => store.close());
  const question = { plan, period, raised: widestBounds(period), customer, now };
  let [all, different] = [0, 0];
  for await (const found of storedDifferences(store, question)) {
    all += 1;
    if (found.differences.length === 0) continue;
    different += 1;
    stdout.write(`${JSON.stringify(found satisfies StoredDifference)}\n`);
  }
  stderr.write(
    `${different} of ${all} incidents would differ under ${plan.name} ${plan.version}\n`,
  );
  return 0;
}

type Plans = ReadonlyMap<string, readonly PlanVersion[]>;

function planNamed(text: string, plans: Plans): Plan {
  const [name = '', version] = text.split('@');
  const versions = plans.get(name)?.map(({ plan }) => plan);
  const known =
    versions === undefined
      ? builtInPlans.get(text)
      : version === undefined
        ? versions.at(-1)
        : versions.find((plan) => plan.version === version);
  if (known !== undefined) return known;
  if (versions !== undefined) {
    const others = versions.map((plan) => plan.version).join(', ');
    throw new Error(`--under: ${name} has no version "${version}" (there are: ${others})`);
  }
  return planInFile(text);
}

function planInFile(path: string): Plan {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = (error as Error).message;
    throw new Error(`--under: "${path}" is neither a plan nor a file with one: ${why}`, {
      cause: error,
    });
  }
  const read = readPlan('other plan', value);
  if ('value' in read) return read.value;
  throw new Error(read.problems.map((problem) => `${path}: ${problem}`).join('\n'));
}
