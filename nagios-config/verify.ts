import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { generateNagios } from './generate.ts';
import type { Inventory } from './inventory/model.ts';
import { manifestOf } from './manifest.ts';
import { makeChanges } from './write.ts';
import { yearsFrom } from './years.ts';

/** What a monitoring program says of the generated files. */
export type Verdict =
  | { readonly program: string; readonly accepts: boolean; readonly output: string }
  | { readonly program: string; readonly missing: true };

/** Has the installed Nagios Core read the generated files, in a folder of their own that is gone afterwards. */
export async function verifyWithNagios(inventory: Inventory, now: number): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-verify-'));
  try {
    const years = yearsFrom(now);
    const files = generateNagios(atHome(inventory, folder), {
      source: 'the inventory',
      years,
      now,
    });
    const changes = [...files].map(([path, after]) => ({ kind: 'add', path, after }) as const);
    makeChanges(folder, changes, undefined, manifestOf(files, years));
    return await firstInstalled(
      ['nagios4', '/usr/sbin/nagios4', 'nagios', '/usr/sbin/nagios'],
      ['-v', join(folder, 'nagios', 'nagios.cfg')],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The inventory with everything that Nagios wants to write to inside one folder of the user who asks. */
function atHome(inventory: Inventory, folder: string): Inventory {
  const state = join(folder, 'state');
  for (const below of ['rw', 'spool/checkresults', 'archives']) {
    mkdirSync(join(state, below), { recursive: true });
  }
  const nagios = { ...inventory.nagios, state, log: state, user: userInfo().username };
  return { ...inventory, nagios };
}

async function firstInstalled(
  programs: readonly string[],
  args: readonly string[],
): Promise<Verdict> {
  for (const program of programs) {
    const verdict = await verdictOf(program, args);
    if (!('missing' in verdict)) return verdict;
  }
  return { program: programs[0] ?? '', missing: true };
}

function verdictOf(program: string, args: readonly string[]): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const pieces: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => pieces.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => pieces.push(text));
    child.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve({ program, missing: true }) : reject(error),
    );
    child.on('close', (code) => resolve({ program, accepts: code === 0, output: pieces.join('') }));
  });
}
