import type { Spool } from './spool.ts';

/** What became of one text that was sent: taken over for good, or refused for good, with the reason. */
export type Delivery = 'taken' | { readonly refused: string };

/** Delivers texts in their order and answers one delivery for each; throws when they must be sent again later. */
export type Send = (texts: readonly string[]) => Promise<readonly Delivery[]>;

/** What a delivery may be told. */
export interface DrainOptions {
  /** The most texts that are sent together. */
  readonly atOnce?: number;
  /** Told after each sending how many of those that waited at first are behind it, and how many there were. */
  readonly progress?: (done: number, all: number) => void;
}

/**
 * Sends all that waits, the oldest first, some at a time. What was taken is forgotten, what was refused is
 * set aside. Throws what `send` throws; then all that it had not answered for still waits.
 */
export async function drain(
  spool: Spool,
  send: Send,
  { atOnce = 200, progress }: DrainOptions = {},
): Promise<void> {
  for (;;) {
    // Looking through a folder of very many entries for each few of them would take longer than sending them.
    const names = await spool.list();
    if (names.length === 0) return;
    for (let start = 0; start < names.length; start += atOnce) {
      const some = names.slice(start, start + atOnce);
      await sendSome(spool, some, send);
      progress?.(start + some.length, names.length);
    }
  }
}

async function sendSome(spool: Spool, names: readonly string[], send: Send): Promise<void> {
  const found = await Promise.all(
    names.map(async (name) => [name, await spool.read(name)] as const),
  );
  const entries = found.flatMap(([name, text]) => (text === undefined ? [] : [{ name, text }]));
  if (entries.length === 0) return;
  const deliveries = await send(entries.map(({ text }) => text));
  for (const [index, { name }] of entries.entries()) {
    const delivery = deliveries[index];
    if (delivery === undefined) throw new Error(`nobody answered for ${name}`);
    if (delivery === 'taken') await spool.remove(name);
    else await spool.setAside(name, `it was refused: ${delivery.refused}`);
  }
}
