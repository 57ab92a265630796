import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NagiosCommands } from '../outbox/message.ts';
import type { Deliver } from '../outbox.ts';
import { longestCommand } from './commands.ts';
import type { NagiosSiteConfig } from './config.ts';

/** The longest write that a pipe takes in one piece (PIPE_BUF of Linux). */
const longestPiece = longestCommand + 1;

/** The way out for Nagios commands: lines into the command file of their site, in pieces that the pipe keeps whole. */
export function commandFiles(sites: () => readonly NagiosSiteConfig[]): Deliver<NagiosCommands> {
  return async ({ content: { site, commands } }) => {
    const path = sites().find((each) => each.site === site)?.command_file;
    if (path === undefined) {
      return { kind: 'failed', why: `the site "${site}" has no command_file`, final: true };
    }
    const pipe = await openPipe(path);
    try {
      for (const piece of pieces(commands)) await writeWhole(pipe, piece, path);
    } finally {
      await pipe.close();
    }
    return { kind: 'sent' };
  };
}

/** A pipe that nobody reads cannot be opened for writing without waiting: that is an error, and Nagios is away. */
async function openPipe(path: string): Promise<FileHandle> {
  const flags = constants.O_WRONLY | constants.O_NONBLOCK;
  const pipe = await open(path, flags).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENXIO' ? 'nobody reads it: Nagios does not run' : error.message;
    throw new Error(`${path}: ${why}`, { cause: error });
  });
  // Into a file the commands would go, and never be read.
  if ((await pipe.stat()).isFIFO()) return pipe;
  await pipe.close();
  throw new Error(`${path}: is no pipe`);
}

/** How long to wait for Nagios to make room in its pipe, in milliseconds, and how often to look. */
const room = { patience: 10_000, between: 20 };

/** A write of at most PIPE_BUF bytes succeeds as a whole or, when the pipe is full, not at all. */
async function writeWhole(pipe: FileHandle, piece: string, path: string): Promise<void> {
  for (let waited = 0; ; waited += room.between) {
    try {
      await pipe.write(piece);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
    if (waited >= room.patience) throw new Error(`${path}: it is full: Nagios does not read it`);
    await sleep(room.between);
  }
}

/** Lines together, in pieces of at most PIPE_BUF bytes. */
function pieces(commands: readonly string[]): readonly string[] {
  const found: string[] = [];
  let piece = '';
  for (const line of commands.map((command) => `${command}\n`)) {
    if (Buffer.byteLength(piece) + Buffer.byteLength(line) > longestPiece) {
      if (piece !== '') found.push(piece);
      piece = '';
    }
    piece += line;
  }
  return piece === '' ? found : [...found, piece];
}
