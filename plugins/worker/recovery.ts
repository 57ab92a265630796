import { setTimeout as sleep } from 'node:timers/promises';
import { endForgottenPauses } from './checks-pause.ts';
import { giveCommands } from './external-commands.ts';
import { recheckCommand } from './hanging.ts';
import { findNagios } from './nagios-files.ts';
import { readStatus } from './status-file.ts';

export interface RecoveryOptions {
  readonly querySocket: string;
  readonly report: (sentence: string) => void;
  /** Gives up, as when the worker ends. */
  readonly signal: AbortSignal;
}

/**
 * Has everything checked at once that Core waits for in vain: whose check was due before now, and is still so in the
 * next status.dat. Core itself would notice some ten minutes later. Never rejects.
 */
export async function recheckHanging(options: RecoveryOptions): Promise<void> {
  const since = Math.floor(Date.now() / 1000);
  const { report, signal } = options;
  try {
    const files = await awaitStatus(options, since);
    if (files === undefined) return;
    await endForgottenPauses(files);
    const commands = await hanging(files.statusFile, since);
    if (commands.length === 0 || signal.aborted) return;
    await giveCommands(files.commandFile, commands, Date.now());
    report(`${commands.length} checks that Core waited for in vain are done at once`);
  } catch (error) {
    report(`could not look for checks that hang: ${(error as Error).message}`);
  }
}

/** The files of this Nagios as soon as its status.dat is written anew. */
async function awaitStatus({ querySocket, report, signal }: RecoveryOptions, since: number) {
  let files = await findNagios(querySocket);
  for (let tries = 0; files === undefined && tries < 20 && !signal.aborted; tries++) {
    await sleep(250); // Nagios may be about to start
    files = await findNagios(querySocket);
  }
  if (files === undefined) {
    report(`no process runs Nagios with ${querySocket}: checks that hang are not looked for`);
    return undefined;
  }
  for (let tries = 0; tries < mostTries && !signal.aborted; tries++) {
    if ((await writtenAt(files.statusFile)) > since) return files;
    await sleep(lookEvery);
  }
  return undefined;
}

async function writtenAt(statusFile: string): Promise<number> {
  try {
    for await (const { kind, values } of readStatus(statusFile)) {
      if (kind === 'info') return Number(values.get('created'));
    }
  } catch {
    // Nagios is just starting, or replacing it
  }
  return 0;
}

async function hanging(statusFile: string, since: number): Promise<readonly string[]> {
  const commands: string[] = [];
  const now = Math.floor(Date.now() / 1000);
  for await (const block of readStatus(statusFile)) {
    const command = recheckCommand(block, since, now);
    if (command !== undefined) commands.push(command);
  }
  return commands;
}

/** Milliseconds; status_update_interval is 10 s unless set. */
const lookEvery = 200;
const mostTries = 600;
