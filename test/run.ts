// `npm test [-- FILE…]`: makes ready what the tests need, then runs every test under mocha, or those in the given files.
// `npm run soak` is the same with the long forms of the fault, fuzz and random-history tests.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { built } from './built.ts';
import { installPeers } from './peers/debian.ts';
import { sharePostgreSql } from './peers/shared-postgresql.ts';

const args = process.argv.slice(2);
const soak = args.includes('--soak') || process.env.WATCHCLOCK_SOAK === '1';
const given = args.filter((arg) => arg !== '--soak');

explain(installPeers({ soak }));
built();
const postgresql = await sharePostgreSql();
try {
  process.exitCode = await mocha(given.length > 0 ? given : everyTest());
} finally {
  await postgresql.end();
}

function explain(state: ReturnType<typeof installPeers>): void {
  if (state === 'ready') return;
  const why = {
    failed: 'Debian packages could not be installed (see above)',
    'not Debian': 'this is not a Debian system',
    'not root': 'only root can install Debian packages',
  }[state];
  console.log(`watchclock: ${why}; tests that need a missing program are skipped.`);
}

/** The stories first: they take longest, and a long file at the end would leave the other processes idle. */
function everyTest(): string[] {
  const files = globSync('test/**/*.test.ts').sort();
  const isStory = (file: string) => file.startsWith(join('test', 'stories'));
  return [...files.filter(isStory), ...files.filter((file) => !isStory(file))];
}

function mocha(files: readonly string[]): Promise<number> {
  const jobs = String(availableParallelism());
  const options = ['--parallel', '--jobs', jobs];
  if (process.env.WATCHCLOCK_ALLOW_SKIPS === 'no') options.push('--forbid-pending');
  const command = join('node_modules', 'mocha', 'bin', 'mocha.js');
  const env = { ...process.env, ...postgresql.env, ...(soak && { WATCHCLOCK_SOAK: '1' }) };
  const child = spawn(process.execPath, [command, ...options, ...files], { stdio: 'inherit', env });
  process.on('SIGINT', () => undefined); // Ctrl-C reaches mocha by itself; this waits for its summary.
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((done) => child.on('exit', (code) => done(code ?? 1)));
}
