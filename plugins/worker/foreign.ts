import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';
import { killGroup } from '../process/kill-group.ts';
import { type CommandWords, readCommand } from './command-words.ts';
import { keptOutput } from './kept-output.ts';
import { exited, type Outcome, type Run } from './outcome.ts';
import { timedOut } from './protocol.ts';

/**
 * Runs a command line as a worker of Core does: simple ones directly, others by the shell; in a process group of its
 * own that is killed when its time is over; done when the command itself ends, whatever it left running.
 */
export function runForeign(line: string, { env, signal, started }: Run): Promise<Outcome> {
  const start = startOf(readCommand(line));
  if (start === undefined) return Promise.resolve(exited(1, '', 'No command after variables.\n'));
  const { program, args, variables } = start;
  return new Promise((resolve) => {
    const failed = (error: unknown) => resolve(notStarted(program, error as NodeJS.ErrnoException));
    try {
      const child = spawn(program, args, {
        detached: true, // makes it the leader of a process group
        env: { ...env, ...variables },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child.once('error', failed);
      if (child.pid !== undefined) started?.(child.pid);
      follow(child, signal, resolve);
    } catch (error) {
      failed(error);
    }
  });
}

function startOf(command: CommandWords) {
  if ('shell' in command) return { program: '/bin/sh', args: ['-c', command.shell], variables: {} };
  const [program, ...args] = command.words;
  return program === undefined ? undefined : { program, args, variables: command.variables };
}

function follow(child: ChildProcess, signal: AbortSignal, resolve: (outcome: Outcome) => void) {
  const stdout = keptOutput(child.stdout);
  const stderr = keptOutput(child.stderr);
  const texts = () => ({ stdout: stdout.text(), stderr: stderr.text() });
  const stop = () => {
    if (child.pid !== undefined) killGroup(child.pid);
    resolve({ waitStatus: constants.signals.SIGKILL, errorCode: timedOut, ...texts() });
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  child.once('exit', (code, killedBy) => {
    signal.removeEventListener('abort', stop);
    const waitStatus = killedBy === null ? ((code ?? 0) & 0xff) << 8 : constants.signals[killedBy];
    void Promise.all([stdout.settled(), stderr.settled()]).then(() => {
      resolve({ waitStatus, ...texts() });
    });
  });
}

/** What Core's child says and returns when the program cannot be executed: the number of the error. */
function notStarted(program: string, { errno = 0, message }: NodeJS.ErrnoException): Outcome {
  const [, text = message] = getSystemErrorMap().get(errno) ?? [];
  const sentence = `execvp(${program}, ...) failed. errno is ${-errno}: ${capital(text)}\n`;
  return exited(-errno || 1, '', sentence);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
