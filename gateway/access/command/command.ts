import { UsageError } from '../../../plugins/check/usage-error.ts';
import { ConfigError } from '../../../plugins/settings/problem.ts';
import { loadConfig } from '../../config.ts';
import { openStore } from '../../store/open.ts';
import { ConflictError } from '../../store/store.ts';
import { RefusedChangeError } from '../refused-change.ts';
import { add, change, disableOrEnable, list, password } from './accounts.ts';
import { type AccountAction, readAccountArguments } from './arguments.ts';
import { showAudit } from './audit.ts';
import { atTheCommandLine } from './surroundings.ts';
import { addToken, endToken, listTokens } from './tokens.ts';
import { synopsis, usage } from './usage.ts';

/** `watchclock account …`: exit status 0 done, 1 failed, 2 usage error. */
export async function command(args: readonly string[], io: NodeJS.Process): Promise<number> {
  try {
    const asked = readAccountArguments(args);
    if (asked === undefined) return say(io.stdout, usage, 0);
    return say(io.stdout, await run(asked, io), 0);
  } catch (error) {
    if (error instanceof UsageError) {
      return say(io.stderr, `watchclock account: ${error.message}\n${synopsis}`, 2);
    }
    if (error instanceof ConfigError) return say(io.stderr, `${error.message}\n`, 1);
    if (error instanceof RefusedChangeError) {
      return say(io.stderr, `watchclock account: ${placed(error)}\n`, 1);
    }
    if (error instanceof ConflictError) {
      return say(io.stderr, `watchclock account: ${error.message}\n`, 1);
    }
    throw error;
  }
}

async function run(asked: AccountAction, io: NodeJS.Process): Promise<string> {
  const { settings, inventory } = loadConfig(asked.config);
  const store = await openStore(settings.store);
  try {
    const around = { store, inventory, io, by: atTheCommandLine, now: Date.now() };
    return await actions[asked.action](asked, around);
  } finally {
    await store.close();
  }
}

const actions = {
  ...{ add, list, password, change },
  disable: disableOrEnable,
  enable: disableOrEnable,
  'token add': addToken,
  'token list': listTokens,
  'token revoke': endToken,
  audit: showAudit,
} as const;

/** What is wrong with an option names it. */
function placed({ field, message }: RefusedChangeError): string {
  return field === 'role' || field === 'customer' ? `--${field}: ${message}` : message;
}

function say(stream: NodeJS.WriteStream, text: string, status: number): number {
  stream.write(text);
  return status;
}
