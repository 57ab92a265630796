/** Bytes that are collected up to a limit and counted beyond it. */
export interface BoundedBytes {
  readonly add: (chunk: Uint8Array) => void;
  /** What was kept so far. */
  readonly kept: () => Buffer;
  /** How many bytes were added in all. */
  readonly total: () => number;
}

/**
 * A collection of at most `limit` bytes. A first chunk is kept as it is, so whoever adds it must leave it alone; with
 * more it is one piece of memory, so that tiny chunks cost no more than large ones.
 */
export function boundedBytes(limit: number): BoundedBytes {
  let memory: Buffer = Buffer.alloc(0);
  let length = 0;
  let total = 0;
  const begin = ({ buffer, byteOffset }: Uint8Array, size: number) => {
    length = size;
    memory = Buffer.from(buffer, byteOffset, size);
  };
  return {
    add(chunk) {
      total += chunk.length;
      const more = chunk.subarray(0, limit - length);
      if (length === 0) return begin(chunk, more.length);
      if (length + more.length > memory.length) {
        const size = Math.min(limit, Math.max(2 * memory.length, length + more.length, 4096));
        memory = Buffer.concat([memory.subarray(0, length)], size);
      }
      memory.set(more, length);
      length += more.length;
    },
    kept: () => memory.subarray(0, length),
    total: () => total,
  };
}
