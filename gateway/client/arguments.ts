import { parseArgs } from 'node:util';
import { UsageError } from '../../plugins/check/usage-error.ts';
import { didYouMean } from '../../plugins/settings/nearest.ts';
import {
  type FlagOption,
  flagOptions,
  isFlag,
  type ValueOption,
  type Verb,
  valueOptions,
  verbs,
} from './verbs.ts';

/** What `watchclock incident` was asked to do. */
export interface Asked {
  readonly verb: Verb;
  /** The incident that it is about; 0 for a verb that is about none. */
  readonly id: number;
  readonly options: Readonly<Partial<Record<ValueOption, string>>>;
  readonly flags: ReadonlySet<FlagOption>;
  readonly json: boolean;
  readonly url: URL;
  readonly tokenFile: string;
}

/** Reads arguments; undefined when they ask for help. Throws a UsageError about what cannot be understood. */
export function readArguments(args: readonly string[], env: NodeJS.ProcessEnv): Asked | undefined {
  const { values, positionals } = parse(args);
  const { help, json = false, url, 'token-file': tokenFile, ...given } = values;
  if (help === true) return undefined;
  const { name, verb, operands } = verbOf(positionals);
  checkOptions(name, verb, Object.keys(given));
  return {
    verb,
    id: idOf(name, verb, operands),
    options: Object.fromEntries(Object.entries(given).filter(([option]) => !isFlag(option))),
    flags: new Set(Object.keys(given).filter(isFlag)),
    json,
    url: addressOf(url ?? env.WATCHCLOCK_URL ?? 'http://127.0.0.1:8480'),
    tokenFile: tokenFile ?? env.WATCHCLOCK_TOKEN_FILE ?? defaultTokenFile,
  };
}

/** Where the packaged gateway keeps its token. */
export const defaultTokenFile = '/var/lib/watchclock/watchclock.token';

function parse(args: readonly string[]) {
  const valued = Object.keys(valueOptions).map((name) => [name, { type: 'string' }] as const);
  const flags = Object.fromEntries(
    flagOptions.map((name) => [name, { type: 'boolean' }]),
  ) as Record<FlagOption, { type: 'boolean' }>;
  const options = {
    ...(Object.fromEntries(valued) as Record<ValueOption, { type: 'string' }>),
    url: { type: 'string' },
    'token-file': { type: 'string' },
    json: { type: 'boolean' },
    ...flags,
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function verbOf([name, ...operands]: readonly string[]) {
  if (name === undefined) throw new UsageError('no command');
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb !== undefined) return { name, verb, operands };
  throw new UsageError(`no such command: "${name}"${didYouMean(name, Object.keys(verbs))}`);
}

function checkOptions(name: string, { needs, takes }: Verb, given: readonly string[]): void {
  const known: readonly string[] = [...needs, ...takes];
  const foreign = given.find((option) => !known.includes(option));
  if (foreign !== undefined) throw new UsageError(`${name}: takes no --${foreign}`);
  const missing = needs.find((option) => !given.includes(option));
  if (missing === undefined) return;
  throw new UsageError(`${name}: needs --${missing} ${valueOptions[missing]}`);
}

function idOf(name: string, { of }: Verb, operands: readonly string[]): number {
  const [id, ...surplus] = of === 'one' ? operands : ['0', ...operands];
  if (id === undefined) throw new UsageError(`${name}: which incident? its number is missing`);
  if (surplus[0] !== undefined) throw new UsageError(`${name}: one too many: "${surplus[0]}"`);
  if (of === 'one' && !/^[1-9]\d{0,8}$/.test(id)) {
    throw new UsageError(`${name}: not the number of an incident: "${id}"`);
  }
  return Number(id);
}

/** The address of a gateway; throws a UsageError for a text that is none. */
export function addressOf(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url;
  throw new UsageError(`--url: not an http or https address: "${text}"`);
}
