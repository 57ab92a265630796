import { UsageError } from '../check/usage-error.ts';
import { say } from '../process/say.ts';
import { spareMemory } from '../process/spare-memory.ts';
import type { Embedded } from './embedded.ts';
import { readOptions, usage, type WorkerOptions } from './options.ts';

/**
 * `watchclock worker …`, which may run the commands in `embedded` without a new process: exit status 0 stopped,
 * 1 failed, 2 usage error. Each of its processes loads only what its role needs.
 */
export function workerCommand(embedded: Embedded) {
  return async (args: readonly string[], io: NodeJS.Process): Promise<number> => {
    try {
      const options = readOptions(args);
      if (options.help) return say(io.stdout, usage, 0);
      if (io.geteuid?.() === 0 && !options.allowRoot) return say(io.stderr, asRoot, 1);
      const status = await play(options, embedded, io);
      return io.exit(status); // what a check left behind must not keep it
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return say(io.stderr, `watchclock worker: ${error.message}\n${usage}`, 2);
    }
  };
}

const asRoot = `watchclock worker: runs as root only with --allow-root, because the commands of Nagios
would run as root too; start it as the user of Nagios\n`;

async function play(options: WorkerOptions, embedded: Embedded, io: NodeJS.Process) {
  using _small = spareMemory();
  switch (options.role) {
    case 'foreman':
      return await (await import('./foreman.ts')).supervise(options, io);
    case 'holder':
      return await (await import('./holder.ts')).hold(options, io);
    case 'executor':
      return await (await import('./executor.ts')).execute(embedded, options.limits);
  }
}
