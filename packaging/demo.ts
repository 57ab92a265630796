// `npm start`: the gateway on an embedded store, a web application to watch, and the agent that watches it and this
// machine. See demo/options.ts for what it can be told.
import { join } from 'node:path';
import { demonstrate } from './demo/demonstrate.ts';
import { type DemoOptions, readOptions, usage } from './demo/options.ts';

const root = join(import.meta.dirname, '..');
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  let options: DemoOptions | undefined;
  try {
    options = readOptions(args, root);
  } catch (error) {
    console.error(`npm start: ${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (options !== undefined) return demonstrate(options, root);
  console.log(usage);
  return 0;
}
