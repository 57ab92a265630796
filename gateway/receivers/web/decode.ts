import { parseInstant } from '../../../sla/written/instant.ts';
import { type Received, resultOf } from '../../results/received-check.ts';

/** One result in the body of `POST /api/v1/results`, as its schema took it. */
export interface ResultBody {
  readonly host: string;
  readonly service?: string | null | undefined;
  readonly code: number;
  readonly output: string;
  /** ISO 8601 with an offset; now if left out. */
  readonly at?: string | undefined;
}

/** The signal that a result is; `now` (epoch milliseconds) is when it was run if it does not say. */
export function decodeResult(body: ResultBody, now: number): Received {
  const { service = null, at } = body;
  return resultOf(
    { ...body, service, at: (at === undefined ? undefined : parseInstant(at)?.millisecond) ?? now },
    'http',
  );
}
