// Writes the code cache of a bundle: node code-cache.ts BUNDLE SOURCE CACHE. A process of its own, because it runs
// the bundle: each check once, so that what a run compiles is in the cache, and of the others what loading compiles.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { Script } from 'node:vm';
import type * as CheckDoor from '../plugins/cli.ts';
import { checkNames } from '../plugins/registry.ts';
import { compile, run } from './bundled.ts';
import { sampleChecks } from './sample-checks.ts';

const [bundle, sourceFile = '', cacheFile = ''] = process.argv.slice(2);
const source = readFileSync(sourceFile, 'latin1');
const script = compile(`${bundle}.cjs`, source);
const exit = process.exit;
if (bundle === 'program') await runProgram(script);
else if (bundle === 'checks') await runChecks(script);
else loadParts(script);
const cache = script.createCachedData();
if (compile(`${bundle}.cjs`, source, cache).cachedDataRejected) throw new Error('a useless cache');
writeFileSync(cacheFile, cache);
exit(0);

async function runProgram(program: Script): Promise<void> {
  process.argv = [process.execPath, process.execPath, '--version'];
  run(program);
  await setImmediate();
}

function loadParts(script: Script): void {
  const parts = run(script) as Readonly<Record<string, () => unknown>>;
  for (const load of Object.values(parts)) load();
}

async function runChecks(script: Script): Promise<void> {
  const server = createServer((_, response) => response.end('hello\n')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const samples = sampleChecks(new URL(`http://127.0.0.1:${port}/`));
  const parts = run(script) as Readonly<Record<string, () => typeof CheckDoor>>;
  const door = parts['./plugins/cli.ts']?.();
  process.exit = (() => undefined) as () => never; // each check asks for it when it is done
  for (const name of checkNames) {
    await door?.checkCommand(name)(samples[name] ?? ['--help'], process);
  }
}
