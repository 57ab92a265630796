import type { Status } from '../check/status.ts';

/** One thing that a page does not have as it should. */
export interface Miss {
  readonly status: Status;
  readonly says: string;
}
