// `npm run bench [-- NAME…]`: runs every benchmark, or the named ones (NAME of test/bench/NAME.bench.ts), one
// after the other, and prints one table and which promises are missed. The exit status says whether they ran, not how
// fast: what else the machine does is no defect of the program.
import { globSync } from 'node:fs';
import { availableParallelism, cpus, release } from 'node:os';
import { basename, resolve } from 'node:path';
import { type Bench, type BenchLine, countPromises, formatTable } from './line.ts';

const names = globSync('test/bench/*.bench.ts')
  .map((file) => basename(file, '.bench.ts'))
  .sort();
process.exitCode = await run(process.argv.slice(2));

async function run(asked: readonly string[]): Promise<number> {
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    console.error(`bench: no such benchmark: "${unknown}" (there are: ${names.join(', ')})`);
    return 2;
  }
  const lines: BenchLine[] = [];
  let status = 0;
  for (const name of asked.length > 0 ? asked : names) {
    console.error(`bench: ${name} …`);
    lines.push(
      ...(await linesOf(name).catch((error: unknown) => {
        console.error(`bench: ${name} could not run:`, error);
        status = 1;
        return [];
      })),
    );
  }
  console.log(`${cpus()[0]?.model}, ${availableParallelism()} cores, Linux ${release()}\n`);
  console.log(formatTable(lines));
  console.log(countPromises(lines));
  return status;
}

async function linesOf(name: string): Promise<readonly BenchLine[]> {
  const { bench }: { bench: Bench } = await import(resolve(`test/bench/${name}.bench.ts`));
  return bench();
}
