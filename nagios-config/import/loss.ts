import type { Configuration } from './configuration.ts';
import type { Origin } from './definition.ts';
import type { Resolved } from './resolve.ts';

/** Something of an existing configuration that is not, or not so, in what is generated instead. */
export interface Loss {
  readonly origin: Origin;
  readonly what: string;
}

/** A configuration and what it resolves to. */
export interface Side {
  readonly configuration: Configuration;
  readonly resolved: Resolved;
}

/** Says that something is lost, and where it was written. */
export type Lose = (origin: Origin, what: string) => void;
