// Writes the code cache of a bundle: node code-cache.ts BUNDLE SOURCE CACHE. A process of its own, because it makes
// the bundle believe that it is the program: each check runs once, so that what a run compiles is in the cache.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Script } from 'node:vm';
import { checkNames } from '../plugins/registry.ts';
import { compile, run } from './bundled.ts';
import { sampleChecks } from './sample-checks.ts';

const [bundle, sourceFile = '', cacheFile = ''] = process.argv.slice(2);
const source = readFileSync(sourceFile, 'latin1');
const script = compile(`${bundle}.cjs`, source);
const exit = process.exit;
if (bundle === 'parts') loadParts(script);
else await runChecks(script);
const cache = script.createCachedData();
if (compile(`${bundle}.cjs`, source, cache).cachedDataRejected) throw new Error('a useless cache');
writeFileSync(cacheFile, cache);
exit(0);

function loadParts(script: Script): void {
  const parts = run(script) as Readonly<Record<string, () => unknown>>;
  for (const load of Object.values(parts)) load();
}

async function runChecks(script: Script): Promise<void> {
  const server = createServer((_, response) => response.end('hello\n')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const samples = sampleChecks(new URL(`http://127.0.0.1:${port}/`));
  for (const name of checkNames) await runAs(name, samples[name] ?? ['--help'], script);
}

/** Runs the program as a check until it asks to exit. */
async function runAs(name: string, args: readonly string[], script: Script): Promise<void> {
  const ended = Promise.withResolvers<void>();
  process.argv = [process.execPath, process.execPath, name, ...args];
  process.exit = (() => ended.resolve()) as () => never;
  run(script);
  await ended.promise;
}
