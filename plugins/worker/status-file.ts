import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** One block of Nagios's status.dat: its kind (`servicestatus`) and what stands in it. */
export interface StatusBlock {
  readonly kind: string;
  readonly values: ReadonlyMap<string, string>;
}

/**
 * The blocks of a status.dat one by one, so that the largest file takes no memory. Rejects as reading a file does; who
 * has seen enough leaves the loop, which closes the file.
 */
export async function* readStatus(path: string): AsyncGenerator<StatusBlock> {
  const input = createReadStream(path);
  try {
    yield* blocksOf(input);
  } finally {
    input.destroy();
  }
}

async function* blocksOf(input: Readable): AsyncGenerator<StatusBlock> {
  const lines = createInterface({ input, crlfDelay: Infinity });
  let block: { readonly kind: string; readonly values: Map<string, string> } | undefined;
  for await (const line of lines) {
    const begins = /^(\w+) \{$/.exec(line);
    if (begins) block = { kind: begins[1] ?? '', values: new Map() };
    else if (line.trim() === '}') {
      if (block) yield block;
      block = undefined;
    } else if (block) {
      const equals = line.indexOf('=');
      if (equals > 0) block.values.set(line.slice(0, equals).trim(), line.slice(equals + 1));
    }
  }
}
