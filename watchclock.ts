#!/usr/bin/env node
import { basename } from 'node:path';
import { checkNames } from './plugins/registry.ts';

/** What a part of watchclock is to this file: arguments in, exit status out. Only the one that is asked for is loaded. */
interface Part {
  readonly command: (args: readonly string[], io: NodeJS.Process) => Promise<number>;
}

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Part>;
}

/** One line a command; `watchclock NAME …` or a link of that name runs it. */
const entries: Readonly<Record<string, Entry>> = {
  ...Object.fromEntries(checkNames.map((name) => [name, checkEntry(name)])),
  sla: { summary: 'evaluate and explain SLA clocks', load: () => import('./sla/command.ts') },
};

process.exitCode = await main(basename(process.argv0), process.argv.slice(2));

async function main(calledAs: string, args: readonly string[]): Promise<number> {
  const own = entries[calledAs];
  if (own !== undefined) return run(own, args);
  const [name = '--help', ...rest] = args;
  const entry = entries[name];
  if (entry !== undefined) return run(entry, rest);
  if (name === '--help' || name === '-h') return print(process.stdout, usage(), 0);
  return print(process.stderr, `watchclock: no such command: "${name}"\n${usage()}`, 2);
}

async function run(entry: Entry, args: readonly string[]): Promise<number> {
  const { command } = await entry.load();
  return command(args, process);
}

function checkEntry(name: string): Entry {
  return {
    summary: `the Nagios plugin of that name; "watchclock ${name} --help" tells more`,
    load: async () => ({ command: (await import('./plugins/cli.ts')).checkCommand(name) }),
  };
}

function print(stream: NodeJS.WriteStream, text: string, status: number): number {
  stream.write(text);
  return status;
}

function usage(): string {
  const lines = Object.entries(entries).map(
    ([name, { summary }]) => `  ${name.padEnd(14)}${summary}`,
  );
  return ['Usage: watchclock COMMAND [OPTION]…', '', 'Commands:', ...lines, ''].join('\n');
}
