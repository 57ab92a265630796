import type { Kysely } from 'kysely';
import {
  type Checkpoint,
  checkpointDigest,
  isSigned,
} from '../../report/checkpoints/checkpoint.ts';
import { contradictionsOf } from '../../report/checkpoints/make-checkpoint.ts';
import { logPages } from '../log-pages.ts';
import { checkpointRows } from '../rows/checkpoints.ts';
import type { Tables } from '../schema.ts';
import { pagesOf } from './pages.ts';

/** What is wrong with the checkpoints of a store, as sentences: those that do not follow on one another or are not signed, and what in the log contradicts the last one. */
export async function* problemsOfCheckpoints(db: Kysely<Tables>): AsyncGenerator<string> {
  let before: { readonly number: number; readonly digest: string | null } = {
    ...{ number: 0, digest: null },
  };
  for await (const rows of pagesOf(db, 'checkpoint')) {
    for (const { number, content, signature } of rows) {
      const name = `checkpoint ${number}`;
      const checkpoint = read(content);
      if (checkpoint === undefined) {
        yield `${name}: was changed: it is no JSON`;
        return;
      }
      const signed = { checkpoint, signature };
      if (number !== before.number + 1) yield `${name}: does not follow on ${before.number}`;
      if (checkpoint.previous !== before.digest) yield `${name}: does not name the one before it`;
      if (checkpoint.number !== number || !isSigned(signed)) yield `${name}: was changed`;
      before = { number, digest: checkpointDigest(signed) };
    }
  }
  const checkpoints = checkpointRows(db, () => false);
  yield* await contradictionsOf({ pages: logPages(db), checkpoints });
}

function read(content: string): Checkpoint | undefined {
  try {
    return JSON.parse(content) as Checkpoint;
  } catch {
    return undefined;
  }
}
