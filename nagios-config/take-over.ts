import { setTimeout as sleep } from 'node:timers/promises';
import type { GeneratedFile } from './generated-file.ts';
import { hasLastGood, keepAsGood, restoreLastGood } from './last-good.ts';
import { readManifest } from './manifest.ts';
import { isRunning, type RunningNagios, reloadNagios } from './nagios/reload.ts';
import { runProgram } from './run-program.ts';
import type { Years } from './timeperiod.ts';
import { askNagios } from './verify.ts';
import { writeFiles } from './write.ts';

/** New files for a running Nagios. */
export interface TakeOver {
  readonly folder: string;
  readonly files: readonly GeneratedFile[];
  readonly years: Years;
  readonly mainFile: string;
  readonly nagios: RunningNagios;
  /** Milliseconds that Nagios may take to read them. */
  readonly patience: number;
  /** What starts Nagios where it has ended, program and arguments; nothing when empty. */
  readonly start: readonly string[];
}

/** How a take-over ended: with the new files, or with the last good ones and a sentence why. */
export type Outcome =
  | { readonly runs: 'new' }
  | { readonly runs: 'last good' | 'nothing'; readonly why: string };

/**
 * Writes the files into the folder that Nagios reads, has Nagios verify them where they are, and makes it read them.
 * Where any of that fails the files are put back, and Nagios is told again, or started where it has ended.
 */
export async function takeOver(change: TakeOver): Promise<Outcome> {
  const { folder, files, years, mainFile, nagios, patience } = change;
  if (!isRunning(nagios))
    return {
      runs: 'nothing',
      why: `no Nagios runs with ${nagios.mainFile}, and none is named by ${nagios.pidFile}`,
    };
  const before = readManifest(folder);
  if (before !== undefined && !hasLastGood(folder)) keepAsGood(folder);
  writeFiles(folder, files, before, years);
  const verdict = await askNagios(mainFile);
  if ('accepts' in verdict && !verdict.accepts) {
    restoreLastGood(folder);
    return {
      runs: 'last good',
      why: `Nagios refuses the files where they are:\n${verdict.output}`,
    };
  }
  const why = await reloadNagios(nagios, patience);
  if (why === undefined) {
    keepAsGood(folder);
    return { runs: 'new' };
  }
  return goBack(change, why);
}

async function goBack(
  { folder, nagios, patience, start }: TakeOver,
  why: string,
): Promise<Outcome> {
  restoreLastGood(folder);
  const [program, ...args] = start;
  if (isRunning(nagios)) await reloadNagios(nagios, patience);
  else if (program !== undefined) await startAgain(program, args, nagios, patience);
  return { runs: isRunning(nagios) ? 'last good' : 'nothing', why };
}

async function startAgain(
  program: string,
  args: readonly string[],
  nagios: RunningNagios,
  patience: number,
): Promise<void> {
  await runProgram(program, args);
  const end = performance.now() + patience;
  while (!isRunning(nagios) && performance.now() < end) await sleep(50);
}
