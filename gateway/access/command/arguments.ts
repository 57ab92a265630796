import { parseArgs } from 'node:util';
import { UsageError } from '../../../plugins/check/usage-error.ts';
import { didYouMean } from '../../../plugins/settings/nearest.ts';
import { isAccountName } from '../account.ts';
import { isScope, type Role, roles, type Scope, scopes } from '../role.ts';

/** What `watchclock account` was asked to do. */
export interface AccountAction {
  readonly action: ActionName;
  readonly config: string;
  /** The account, or the id of a token; empty where neither is needed. */
  readonly operand: string;
  readonly role: Role | undefined;
  readonly customer: string | undefined;
  readonly display: string | undefined;
  readonly noPassword: boolean;
  readonly scopes: readonly Scope[];
  readonly label: string;
  readonly days: number | undefined;
}

/** Everything that it can do, and the options that each takes. */
const actions = {
  add: ['role', 'customer', 'display', 'no-password'],
  list: [],
  password: [],
  change: ['role', 'customer', 'display'],
  disable: [],
  enable: [],
  'token add': ['scope', 'label', 'days'],
  'token list': [],
  'token revoke': [],
  audit: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type ActionName = keyof typeof actions;

const withoutOperand: readonly ActionName[] = ['list', 'token list', 'audit'];

const options = {
  config: { type: 'string', short: 'c' },
  role: { type: 'string' },
  customer: { type: 'string' },
  display: { type: 'string' },
  'no-password': { type: 'boolean' },
  scope: { type: 'string', multiple: true },
  label: { type: 'string' },
  days: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads arguments; undefined when they ask for help. Throws a UsageError about what cannot be understood. */
export function readAccountArguments(args: readonly string[]): AccountAction | undefined {
  const { values, positionals } = parse(args);
  if (values.help === true) return undefined;
  const { action, operands } = actionOf(positionals);
  const { config, help: _help, ...given } = values;
  const allowed: readonly string[] = actions[action];
  const foreign = Object.keys(given).find((name) => !allowed.includes(name));
  if (foreign !== undefined) throw new UsageError(`${action}: takes no --${foreign}`);
  if (config === undefined) throw new UsageError('--config is missing');
  const { role, customer, display, label = '', days, scope = [] } = values;
  return {
    ...{ action, config, customer, display, label },
    operand: operandOf(action, operands),
    role: role === undefined ? undefined : roleOf(role),
    noPassword: values['no-password'] === true,
    scopes: scopesOf(action, scope),
    days: days === undefined ? undefined : daysOf(days),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function actionOf([first, ...rest]: readonly string[]) {
  if (first === undefined) throw new UsageError('what is to be done?');
  const [name, operands] = first === 'token' ? [`token ${rest[0]}`, rest.slice(1)] : [first, rest];
  if (Object.hasOwn(actions, name)) return { action: name as ActionName, operands };
  throw new UsageError(`no such action: "${name}"${didYouMean(name, Object.keys(actions))}`);
}

function operandOf(action: ActionName, operands: readonly string[]): string {
  const wanted = withoutOperand.includes(action) ? 0 : 1;
  const surplus = operands[wanted];
  if (surplus !== undefined) throw new UsageError(`${action}: one too many: "${surplus}"`);
  const [operand = ''] = operands;
  if (wanted === 0) return '';
  if (action === 'token revoke') {
    if (operand === '') throw new UsageError(`${action}: which token? its id is missing`);
    return operand;
  }
  if (operand === '') throw new UsageError(`${action}: whose account? its name is missing`);
  if (isAccountName(operand)) return operand;
  const allowed = 'lower-case letters, digits and . _ @ + -';
  throw new UsageError(`${action}: not a name of an account (${allowed}): "${operand}"`);
}

function roleOf(text: string): Role {
  const role = roles.find((each) => each === text);
  if (role !== undefined) return role;
  const hint = didYouMean(text, roles);
  throw new UsageError(`--role: must be one of ${roles.join(', ')}, not "${text}"${hint}`);
}

function scopesOf(action: ActionName, given: readonly string[]): readonly Scope[] {
  const named = given.flatMap((text) => text.split(',')).map((text) => text.trim());
  if (action === 'token add' && named.length === 0) throw new UsageError('--scope is missing');
  const wrong = named.find((text) => !isScope(text));
  const known = Object.keys(scopes);
  if (wrong === undefined) return [...new Set(named.filter(isScope))];
  const hint = didYouMean(wrong, known);
  throw new UsageError(`--scope: must be among ${known.join(', ')}, not "${wrong}"${hint}`);
}

function daysOf(text: string): number {
  const days = Number(text);
  if (/^\d{1,4}$/.test(text) && days > 0) return days;
  throw new UsageError(`--days: must be a number of days from 1 to 9999, not "${text}"`);
}
