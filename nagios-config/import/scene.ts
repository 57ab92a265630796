import type { Configuration } from './configuration.ts';
import type { Loss } from './loss.ts';
import type { Resolved } from './resolve.ts';
import type { Times } from './times.ts';

/** What the entries of an inventory are made in. */
export interface Scene {
  readonly configuration: Configuration;
  readonly resolved: Resolved;
  /** The key of the customer: no group can have its name. */
  readonly owner: string;
  /** Milliseconds that one unit of an interval stands for. */
  readonly unit: number;
  readonly checks: Times;
  /** Where whole objects go that find no place in it. */
  readonly left: Loss[];
}
