import { UsageError } from '../../../plugins/check/usage-error.ts';
import { ConfigError } from '../../../plugins/settings/problem.ts';
import { loadConfig } from '../../config.ts';
import { openStore } from '../../store/open.ts';
import { ConflictError } from '../../store/store.ts';
import { addAccount, changeAccount, listAccounts, setPassword } from './accounts.ts';
import { type AccountAction, readAccountArguments } from './arguments.ts';
import { showAudit } from './audit.ts';
import { RefusedError } from './surroundings.ts';
import { addToken, listTokens, revokeToken } from './tokens.ts';
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
    if (error instanceof ConflictError || error instanceof RefusedError) {
      return say(io.stderr, `watchclock account: ${error.message}\n`, 1);
    }
    throw error;
  }
}

async function run(asked: AccountAction, io: NodeJS.Process): Promise<string> {
  const { settings, inventory } = loadConfig(asked.config);
  const store = await openStore(settings.store);
  try {
    return await actions[asked.action](asked, { store, inventory, io, now: Date.now() });
  } finally {
    await store.close();
  }
}

const actions = {
  add: addAccount,
  list: listAccounts,
  password: setPassword,
  change: changeAccount,
  disable: changeAccount,
  enable: changeAccount,
  'token add': addToken,
  'token list': listTokens,
  'token revoke': revokeToken,
  audit: showAudit,
} as const;

function say(stream: NodeJS.WriteStream, text: string, status: number): number {
  stream.write(text);
  return status;
}
