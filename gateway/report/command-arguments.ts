import { parseArgs } from 'node:util';
import { UsageError } from '../../plugins/check/usage-error.ts';
import { isBound, type Period } from '../../sla/compliance/period.ts';

/** What `watchclock report` was asked to do. */
export interface Asked {
  /** The path of a gateway's configuration, or the address of a store. */
  readonly from: { readonly config: string } | { readonly store: string };
  readonly signingKey: string | undefined;
  /** Null for all of them. */
  readonly customer: string | null;
  readonly period: Partial<Period>;
  readonly format: Format;
  readonly output: string | undefined;
  readonly bundle: string | undefined;
  readonly fromLog: boolean;
  readonly publicKey: boolean;
  readonly progress: boolean;
}

type Format = (typeof formats)[number];
const formats = ['text', 'json', 'csv', 'pdf'] as const;

/** What `watchclock report --help` prints. */
export const usage = `Usage: watchclock report --config FILE | --store STORE [OPTION]…

Reports how the guaranteed times were kept for the incidents raised in a period, from the store itself.

  -c, --config FILE      the gateway's configuration, which names the store
      --store STORE      sqlite:FILE or postgresql://user@host/db
      --customer NAME    its key in the inventory; all customers when left out
      --from DAY         raised on or after this day, in the zone of the plan (the first of this month)
      --to DAY           raised on or before this day (today)
      --format FORMAT    text, json, csv or pdf (text)
  -o, --output FILE      where to write it (standard output)
      --bundle FILE      writes the report with all that it was computed from, to be verified by
                         "watchclock verify FILE"
      --signing-key FILE the installation's key (beside the token of the gateway, or the store)
      --public-key       prints the installation's public key, for "watchclock verify --key"
      --from-log         computes everything from the log, nothing from what earlier reports left
      --progress         tells on standard error how far it is, also when that is no terminal
  -h, --help             this text

DAY is YYYY-MM-DD; an instant such as 2026-10-16T16:30:00+02:00 is taken too.

Exit status: 0 done, 1 failed or the log contradicts its last checkpoint, 2 usage error.

Example:
  watchclock report --config /etc/watchclock/gateway.yaml --customer customer-a --from 2026-10-01 --to 2026-10-31 --format pdf --output october.pdf
  watchclock report --store sqlite:/var/lib/watchclock/watchclock.db --bundle october.bundle --from 2026-10-01 --to 2026-10-31
`;

const options = {
  config: { type: 'string', short: 'c' },
  store: { type: 'string' },
  customer: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string', short: 'o' },
  bundle: { type: 'string' },
  'signing-key': { type: 'string' },
  'public-key': { type: 'boolean', default: false },
  'from-log': { type: 'boolean', default: false },
  progress: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Reads arguments; undefined when they ask for help. Throws a UsageError about what cannot be understood. */
export function readAsked(args: readonly string[]): Asked | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const { config, store, customer, from, to, output, bundle } = values;
  if ((config === undefined) === (store === undefined)) {
    throw new UsageError('either --config or --store is needed');
  }
  if (bundle !== undefined && (values.format !== undefined || output !== undefined)) {
    throw new UsageError('--bundle is a format of its own: it takes no --format or --output');
  }
  return {
    from: config === undefined ? { store: store ?? '' } : { config },
    signingKey: values['signing-key'],
    customer: customer ?? null,
    period: {
      ...(from !== undefined && { from: bound('--from', from) }),
      ...(to !== undefined && { to: bound('--to', to) }),
    },
    format: formatOf(values.format ?? 'text'),
    ...{ output, bundle },
    fromLog: values['from-log'],
    publicKey: values['public-key'],
    progress: values.progress,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function bound(option: string, text: string): string {
  if (isBound(text)) return text;
  throw new UsageError(`${option}: not a day YYYY-MM-DD: "${text}"`);
}

function formatOf(text: string): Format {
  const format = formats.find((each) => each === text);
  if (format !== undefined) return format;
  throw new UsageError(`--format: must be one of ${formats.join(', ')}, not "${text}"`);
}
