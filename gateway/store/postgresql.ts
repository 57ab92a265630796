import { PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';

/** How long to wait for a connection, and the most of them, which bounds what one gateway does at once. */
const limits = { connectionTimeoutMillis: 5_000, max: 10 };

/**
 * A PostgreSQL database; several gateways may use it at once. A transaction is on the server's disk when it ends, as
 * PostgreSQL's `synchronous_commit` has it unless somebody changed it: this asks for it.
 */
export function postgresql(url: string): Database {
  const pool = new pg.Pool({
    ...limits,
    connectionString: url,
    application_name: 'watchclock',
    keepAlive: true,
    options: '-c synchronous_commit=on',
    types: { getTypeParser: parserOf },
  });
  // A connection that breaks while nobody uses it is replaced when somebody does; who uses it is told by the query.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const sweep = ['vacuum personal_text', 'vacuum incident_cache'];
  return { dialect: new PostgresDialect({ pool }), isTaken, isAway, sweep };
}

/** Times are bigint there; they stay far below what a number holds exactly. */
const parserOf = ((oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8
    ? Number
    : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser;

/** unique_violation, and what tells one of two who wait for each other to try again. */
const taken: readonly unknown[] = ['23505', '40001', '40P01'];

function isTaken(error: unknown): boolean {
  return taken.includes(codeOf(error));
}

/** Class 08 connection exceptions, 53 insufficient resources, 57P operator intervention, 58 system errors, 25006 read only. */
function isAway(error: unknown): boolean {
  const code = codeOf(error);
  if (typeof code === 'string' && /^(08|53|57P|58|25006)/.test(code)) return true;
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return true;
  // These two the driver tells in words only.
  return /Connection terminated|timeout exceeded when trying to connect/.test(String(error));
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}
