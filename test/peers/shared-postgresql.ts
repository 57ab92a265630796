import { existsSync } from 'node:fs';
import { peer, peerPath } from './peer.ts';
import { createDatabase, type PostgreSql, startPostgreSql } from './postgresql.ts';

/** Where a whole run of the tests finds the folder of its server. */
const variable = 'WATCHCLOCK_TEST_POSTGRESQL';

/** Nothing that a test keeps there outlives it. */
const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** Starts one server for all processes of a run; answers what they must find in their environment, and how it ends. */
export async function sharePostgreSql() {
  const bin = peerPath('postgresql');
  if (!existsSync(bin)) return { env: {}, end: async () => undefined };
  const server = await startPostgreSql(bin, settings);
  return { env: { [variable]: server.folder }, end: server.remove };
}

/** The server of this run, or one for this suite alone where a file is run by itself. Databases end with the server. */
export async function databases(
  context: Mocha.Context,
): Promise<Pick<PostgreSql, 'createDatabase' | 'remove'>> {
  const bin = peer(context, 'postgresql');
  const { [variable]: folder } = process.env;
  if (folder === undefined) return startPostgreSql(bin, settings);
  return { createDatabase: () => createDatabase(bin, folder), remove: async () => undefined };
}
