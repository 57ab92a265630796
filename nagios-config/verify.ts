import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { generate } from './generate.ts';
import type { Inventory } from './inventory/model.ts';
import { runProgram } from './run-program.ts';
import { writeFiles } from './write.ts';
import { yearsFrom } from './years.ts';

/** What a monitoring program says of the generated files. */
export type Verdict =
  | { readonly program: string; readonly accepts: boolean; readonly output: string }
  | { readonly program: string; readonly missing: true };

/**
 * Has the installed Nagios Core and the installed Icinga 2 read what an inventory becomes, in a folder of their own
 * that is gone afterwards.
 */
export async function verify(inventory: Inventory, now: number): Promise<readonly Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-verify-'));
  try {
    const years = yearsFrom(now);
    const files = generate(atHome(inventory, folder), { source: 'the inventory', years, now });
    writeFiles(folder, files, undefined, years);
    return [await askNagios(join(folder, 'nagios', 'nagios.cfg')), await askIcinga(folder)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the installed Nagios Core says of a main file. */
export function askNagios(mainFile: string): Promise<Verdict> {
  const programs = ['nagios4', '/usr/sbin/nagios4', 'nagios', '/usr/sbin/nagios'];
  return firstInstalled(programs, ['-v', mainFile]);
}

function askIcinga(folder: string): Promise<Verdict> {
  const main = join(folder, 'icinga2.conf');
  writeFileSync(main, icingaMain);
  const own = [
    `Configuration.CacheDir=${folder}`,
    `Configuration.DataDir=${folder}`,
    `Configuration.RunAsUser=${userInfo().username}`,
  ];
  const defined = own.flatMap((constant) => ['-D', constant]);
  const programs = ['icinga2', '/usr/sbin/icinga2'];
  return firstInstalled(programs, ['daemon', '-C', '-c', main, ...defined]);
}

/** The least that Icinga needs around the generated files. */
const icingaMain = `
const NodeName = "watchclock"
include <itl>
object Endpoint NodeName {}
object Zone NodeName { endpoints = [ NodeName ] }
object IcingaApplication "app" {}
object NotificationComponent "notification" {}
include_recursive "icinga2"
`;

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
    const ran = await runProgram(program, args);
    if (!('missing' in ran)) return { program, accepts: ran.status === 0, output: ran.output };
  }
  return { program: programs[0] ?? '', missing: true };
}
