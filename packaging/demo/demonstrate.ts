import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.ts';
import { demoFiles, tokenFile } from './files.ts';
import type { DemoOptions } from './options.ts';
import { answers, isFree } from './ports.ts';
import { type Programs, programs } from './programs.ts';
import { openShop, type Shop } from './shop.ts';
import { portTaken, welcome } from './words.ts';

/** Runs the demonstration until a signal, or the end of a program that it needs; gives its exit status. */
export async function demonstrate(options: DemoOptions, root: string): Promise<number> {
  for (const port of [options.port, options.applicationPort]) {
    if (!(await isFree(port))) return complain(portTaken(port, options));
  }
  const asked = firstSignal();
  writeFiles(options);
  await using running = new AsyncDisposableStack();
  return leave(await run(options, programs(options, root, running), asked));
}

/** Starts one program after the other, each when the one before answers, and waits for the end of it all. */
async function run(
  { dir, port, applicationPort, ...options }: DemoOptions,
  start: Programs,
  asked: Promise<Ending>,
): Promise<Ending> {
  console.log('watchclock: starting the gateway …');
  const gateway = start.gateway();
  const ends = [asked, epitaph(gateway)];
  const early = await answered(`http://127.0.0.1:${port}/readyz`, ends);
  if (early !== undefined) return early;
  const shop = openShop(start.shop);
  const soon = await answered(`http://127.0.0.1:${applicationPort}/`, ends);
  if (soon !== undefined) return soon;
  const agent = start.agent();
  const token = readFileSync(join(dir, tokenFile), 'utf8').trim();
  console.log(welcome({ dir, port, applicationPort, ...options }, { pid: shop.pid(), token }));
  obey(shop);
  return Promise.race([...ends, epitaph(agent)]);
}

/** Waits until an address answers; gives what came first if one of the ends did. */
async function answered(
  url: string,
  ends: readonly Promise<Ending>[],
): Promise<Ending | undefined> {
  const over = new AbortController();
  const ending = await Promise.race([...ends, answers(url, over.signal)]);
  over.abort();
  return ending ?? undefined;
}

/** Why the demonstration ends: somebody asked for it, or a sentence about what went wrong. */
type Ending = 'asked' | { readonly wrong: string };

function firstSignal(): Promise<Ending> {
  const { promise, resolve } = Promise.withResolvers<Ending>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve('asked'));
  return promise;
}

async function epitaph({ name, ended, lastWords }: Child): Promise<Ending> {
  const how = await ended;
  await sleep(500); // Ctrl-C reaches every program of the terminal, and another may be quicker to end
  return { wrong: `the ${name} ended by itself (${how}). Its last words:\n${lastWords()}` };
}

function writeFiles(options: DemoOptions): void {
  mkdirSync(options.dir, { recursive: true });
  for (const [name, text] of Object.entries(demoFiles(options))) {
    writeFileSync(join(options.dir, name), text);
  }
}

function obey(shop: Shop): void {
  const terminal = createInterface({ input: process.stdin });
  terminal.on('line', (line) => {
    const order = line.trim();
    if (order === 'break') shop.break();
    else if (order === 'mend') shop.mend();
    else console.log('watchclock: "break" or "mend"; Ctrl-C stops everything');
  });
}

function leave(ending: Ending): number {
  process.stdin.destroy(); // nothing more is read, and the process may end
  if (ending !== 'asked') return complain(ending.wrong);
  console.log('watchclock: stopping …');
  return 0;
}

function complain(what: string): number {
  console.error(`watchclock: ${what}`);
  return 1;
}
