#!/usr/bin/env node
import { basename } from 'node:path';
import { version } from './plugins/check/version.ts';
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
  agent: {
    summary:
      'run the checks of this machine, for check_nrpe and by itself, and deliver the results',
    load: () => import('./plugins/agent/command.ts'),
  },
  worker: {
    summary: 'run the commands of Nagios without a new process for each check',
    load: async () => {
      const { workerCommand } = await import('./plugins/worker/command.ts');
      const notify = async () => (await import('./gateway/receivers/nagios/notify.ts')).command;
      return { command: workerCommand({ notify }) };
    },
  },
  send: {
    summary: 'passive results from standard input to the gateway, NSCA, NSCA-ng or NRDP',
    load: () => import('./plugins/agent/send-command.ts'),
  },
  status: {
    summary: 'ask resident processes how they are',
    load: () => import('./plugins/metrics/command.ts'),
  },
  gateway: {
    summary: 'take in what monitoring and people say, and keep every incident',
    load: () => import('./gateway/main.ts'),
  },
  config: {
    summary: 'generate and check the configuration of Nagios',
    load: async () => {
      const { configCommand } = await import('./nagios-config/command.ts');
      const recorded = async () => (await import('./gateway/client/recorded.ts')).recordedResults;
      return { command: configCommand({ recorded }) };
    },
  },
  sla: {
    summary: 'SLA clocks: evaluate, explain, what-if; service calendars',
    load: async () => {
      const { slaCommand } = await import('./sla/command.ts');
      const stored = async () => (await import('./gateway/report/what-if/command.ts')).command;
      return { command: slaCommand({ stored }) };
    },
  },
  incident: {
    summary: 'list, show and raise incidents, and record what people do to them',
    load: () => import('./gateway/client/incident.ts'),
  },
  account: {
    summary: 'who may sign in to the gateway, and the tokens of programs',
    load: () => import('./gateway/access/command/command.ts'),
  },
  outbox: {
    summary: 'look after what the gateway must send: list, show, replay, drop',
    load: () => import('./gateway/client/outbox.ts'),
  },
  store: {
    summary: "migrate, check, back up and copy the gateway's store",
    load: () => import('./gateway/store/upkeep/command.ts'),
  },
  report: {
    summary: 'how the guaranteed times were kept, as text, JSON, CSV, PDF or a bundle to verify',
    load: () => import('./gateway/report/command.ts'),
  },
  verify: {
    summary: 'compute a report again from its bundle, and say what differs',
    load: () => import('./gateway/report/verify/command.ts'),
  },
  notify: {
    summary: 'hand a notification of Nagios to the gateway, now or when it is back',
    load: () => import('./gateway/receivers/nagios/notify.ts'),
  },
};

main(basename(process.argv0), process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.exitCode = fail(error instanceof Error ? error.message : String(error));
  },
);

async function main(calledAs: string, args: readonly string[]): Promise<number> {
  const own = entry(calledAs);
  if (own !== undefined) return run(own, args);
  const [name = '--help', ...rest] = args;
  const named = entry(name);
  if (named !== undefined) return run(named, rest);
  if (name === '--help' || name === '-h') return print(process.stdout, usage(), 0);
  if (name === '--version' || name === '-V')
    return print(process.stdout, `watchclock ${version}\n`, 0);
  return print(process.stderr, `watchclock: no such command: "${name}"\n${usage()}`, 2);
}

function entry(name: string): Entry | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

/** What no part caught, as one line; Nagios reads a check's first line of output, whatever happened. */
function fail(message: string): number {
  const [name = ''] = [basename(process.argv0), process.argv[2]].filter((each) => isCheck(each));
  const line = message.replaceAll(/\s*\n\s*/g, ' ');
  if (name === '') return print(process.stderr, `watchclock: ${line}\n`, 1);
  return print(process.stdout, `${name} UNKNOWN - ${line}\n`, 3);
}

function isCheck(name: string | undefined): boolean {
  return checkNames.some((check) => check === name);
}

async function run({ load }: Entry, args: readonly string[]): Promise<number> {
  const { command } = await load();
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
  return `Usage: watchclock COMMAND [OPTION]…
       watchclock --version

Commands:
${lines.join('\n')}

"watchclock COMMAND --help" tells more of each.

Example:
  watchclock check_load -w 15,10,5 -c 30,25,20
`;
}
