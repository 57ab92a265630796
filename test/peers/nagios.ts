import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { isRunning } from '../is-running.ts';
import { showOnFailure } from '../on-failure.ts';
import { removeFolder } from '../remove-folder.ts';
import { until } from '../until.ts';
import { type NagiosSettings, nagiosConfig, nagiosFiles } from './nagios-config.ts';

export interface NagiosOptions {
  /** Path of the nagios4 program, from `peer`. */
  readonly program: string;
  /** Object files, or folders of them. */
  readonly objects?: readonly string[];
  /** A whole nagios.cfg to begin with, in place of the harness' own (see `nagiosConfig`). */
  readonly mainFile?: string;
  /** Lines of nagios.cfg that differ from the harness' own (see `nagiosConfig`). */
  readonly settings?: NagiosSettings;
  /** `$USERn$` macros by number. */
  readonly resources?: Readonly<Record<number, string>>;
  /** Added to the environment in which Nagios, and so each command it runs, lives. */
  readonly env?: Readonly<Record<string, string>>;
  /** As whom it runs; as whoever runs the tests unless given. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** A real Nagios Core in a folder of its own. */
export interface Nagios {
  readonly dir: string;
  readonly files: ReturnType<typeof nagiosFiles>;
  readonly pid: number;
  /** Everything logged so far, including before a reload. */
  log(): string;
  /** The first line of the log, from `after` characters on, that matches. */
  logged(pattern: RegExp, after?: number): Promise<string>;
  /** Gives an external command such as `ENABLE_NOTIFICATIONS`, stamped with the present second. */
  command(text: string): void;
  /** Asks the query handler, `#core squeuestats` for example, and gives its answer without the closing NUL. */
  query(request: string): Promise<string>;
  /** The blocks of status.dat, oldest writing at most a second ago; each with its kind as `block`. */
  status(): readonly Readonly<Record<string, string>>[];
  /** Makes Nagios read its configuration again, and waits until it runs with it. */
  reload(): Promise<void>;
  /** Ends Nagios and removes its folder. */
  stop(): Promise<void>;
}

/** Starts Nagios over the given objects and waits until it takes commands; rejects with its own words otherwise. */
export async function startNagios(options: NagiosOptions): Promise<Nagios> {
  const dir = writeNagiosDir(options);
  const files = nagiosFiles(dir);
  const env = { ...process.env, ...options.env };
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const child = spawn(options.program, [files.config], { stdio: [...stdio], env, ...options.user });
  const said = text(child.stdout);
  const early = once(child, 'exit').then(async () => {
    throw new Error(`Nagios ended by itself:\n${await said}`);
  });
  const running = nagios(dir, files, child, early);
  try {
    await Promise.race([running.logged(launched), early]);
    await until('the command file', () => isPipe(files.command) || undefined); // made by a child
  } catch (error) {
    await running.stop(); // one that starts too slowly must not stay behind
    throw error;
  }
  return running;
}

/** What `nagios4 -v` says about the objects, and whether it accepts them. */
export function verifyObjects(options: NagiosOptions): { accepted: boolean; said: string } {
  const dir = writeNagiosDir(options);
  const { status, stdout } = spawnSync(options.program, ['-v', nagiosFiles(dir).config], {
    encoding: 'utf8',
  });
  rmSync(dir, { recursive: true });
  return { accepted: status === 0, said: stdout };
}

/** The objects as Nagios resolves them: the text that `nagios4 -vp` writes, in the form of its objects cache. */
export function resolvedObjects(options: NagiosOptions): string {
  const dir = writeNagiosDir(options);
  const { status, stdout } = spawnSync(options.program, ['-vp', nagiosFiles(dir).config], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Nagios refuses the objects:\n${stdout}`);
  const objects = readFileSync(join(dir, 'objects.precache'), 'utf8');
  rmSync(dir, { recursive: true });
  return objects;
}

const launched = /Successfully launched command file worker/;

function writeNagiosDir({ resources = {}, user, ...options }: NagiosOptions): string {
  const dir = mkdtempSync(join(tmpdir(), 'nagios-'));
  const files = nagiosFiles(dir);
  const { mainFile } = options;
  const runAs = user && { nagios_user: user.uid, nagios_group: user.gid };
  const settings = { ...objectSettings(options), ...runAs, ...options.settings };
  writeFileSync(files.config, nagiosConfig(dir, { mainFile, settings }));
  const macros = Object.entries(resources).map(([n, value]) => `$USER${n}$=${value}\n`);
  writeFileSync(files.resources, macros.join(''));
  if (user) {
    for (const path of [dir, files.config, files.resources]) chownSync(path, user.uid, user.gid);
  }
  return dir;
}

function objectSettings({ objects }: NagiosOptions): NagiosSettings {
  if (objects === undefined) return {};
  const isFile = (path: string) => path.endsWith('.cfg');
  return {
    cfg_file: objects.filter(isFile),
    cfg_dir: objects.filter((path) => !isFile(path)),
  };
}

function nagios(
  dir: string,
  files: ReturnType<typeof nagiosFiles>,
  child: ChildProcess,
  early: Promise<never>,
): Nagios {
  early.catch(() => undefined);
  let last = '';
  const log = () => {
    last = existsSync(files.log) ? readFileSync(files.log, 'utf8') : last;
    return last;
  };
  showOnFailure({ name: 'Nagios', child, said: log });
  const logged = (pattern: RegExp, after = 0) =>
    until(`${pattern} in the log of Nagios`, () =>
      log()
        .slice(after)
        .split('\n')
        .find((line) => pattern.test(line)),
    );
  return {
    dir,
    files,
    pid: child.pid ?? 0,
    log,
    logged,
    command: (command) => {
      const now = Math.floor(Date.now() / 1000);
      // Opened as it is and never made: Nagios could not make its pipe where a file stands.
      writeFileSync(files.command, `[${now}] ${command}\n`, { flag: 'r+' });
    },
    query: (request) => query(files.querySocket, request),
    status: () => parseStatus(readFileSync(files.status, 'utf8')),
    reload: async () => {
      const before = log().length;
      child.kill('SIGHUP');
      await logged(/registered manager as @wproc/, before);
      await query(files.querySocket, '#echo running'); // answered only by the running event loop
    },
    stop: async () => {
      await end(child);
      log(); // for whoever asks when the folder is gone
      await removeFolder(dir);
    },
  };
}

function isPipe(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFIFO() ?? false;
}

async function query(socketPath: string, request: string): Promise<string> {
  const socket = connect(socketPath);
  socket.write(`${request}\0`);
  return (await text(socket)).replace(/\0$/, '');
}

function parseStatus(source: string): readonly Readonly<Record<string, string>>[] {
  return [...source.matchAll(/^(\w+) \{\n([\s\S]*?)^\t?\}/gm)].map(([, block = '', body = '']) => {
    const lines = [...body.matchAll(/^\t(\w+)=(.*)$/gm)];
    const pairs = lines.map(([, key = '', value = '']) => [key, value] as const);
    return { block, ...Object.fromEntries(pairs) };
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(insist);
}
