import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LogindSession, parseLogindSession } from './logind.ts';
import { readIfThere } from './read-if-there.ts';
import type { Session } from './session.ts';
import { parseUtmp } from './utmp.ts';

/**
 * Who is logged in. Where systemd runs, the sessions of people that logind knows, except the one without a
 * terminal that this process came in by; elsewhere the logins in utmp whose process is still there. A machine
 * with neither has nobody logged in.
 */
export function readSessions(root: string): readonly Session[] {
  return logindSessions(root) ?? utmpSessions(root);
}

function logindSessions(root: string): readonly Session[] | undefined {
  const folder = join(root, 'run/systemd/sessions');
  if (!existsSync(join(root, 'run/systemd/system')) || !existsSync(folder)) return undefined;
  const cgroup = readIfThere(join(root, 'proc/self/cgroup')) ?? '';
  return readdirSync(folder)
    .filter((name) => !name.includes('.')) // 3.ref beside 3 is a pipe
    .map((name) => readIfThere(join(folder, name)))
    .filter((text) => text !== undefined)
    .map(parseLogindSession)
    .filter((session) => isPerson(session) && !isOwn(session, cgroup));
}

function isPerson({ class: kind, state }: LogindSession): boolean {
  return kind.startsWith('user') && state !== 'closing';
}

function isOwn({ scope, terminal }: LogindSession, cgroup: string): boolean {
  return terminal === '' && scope !== '' && cgroup.includes(`/${scope}`);
}

function utmpSessions(root: string): readonly Session[] {
  const file = ['run/utmp', 'var/run/utmp'].map((name) => join(root, name)).find(existsSync);
  if (file === undefined) return [];
  return parseUtmp(readFileSync(file), process.arch).filter(({ pid }) =>
    existsSync(join(root, 'proc', String(pid))),
  );
}
