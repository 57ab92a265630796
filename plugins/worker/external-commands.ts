import { constants, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Gives external commands (`SCHEDULE_FORCED_SVC_CHECK;a;b;0`) to Nagios through its command file, stamped with `now`
 * (epoch milliseconds). Resolves when Nagios has them in its pipe; rejects when nobody reads it or it stays full.
 */
export async function giveCommands(
  commandFile: string,
  commands: readonly string[],
  now: number,
): Promise<void> {
  // Not blocking: without a reader, opening or writing would never end.
  const pipe = await open(commandFile, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    const stamp = Math.floor(now / 1000);
    for (const piece of pieces(commands.map((command) => `[${stamp}] ${command}\n`))) {
      await write(pipe, piece);
    }
  } finally {
    await pipe.close();
  }
}

type Pipe = Awaited<ReturnType<typeof open>>;

async function write(pipe: Pipe, text: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await pipe.write(text); // at most PIPE_BUF bytes are taken whole or not at all
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || tries === mostTries) throw error;
      await sleep(50);
    }
  }
}

/** Whole lines in pieces of at most PIPE_BUF bytes. */
function pieces(lines: readonly string[]): readonly string[] {
  const gathered: string[] = [];
  let piece = '';
  for (const line of lines) {
    if (Buffer.byteLength(piece) + Buffer.byteLength(line) > pipeBuffer) {
      gathered.push(piece);
      piece = '';
    }
    piece += line;
  }
  return piece === '' ? gathered : [...gathered, piece];
}

const pipeBuffer = 4096;
const mostTries = 200;
