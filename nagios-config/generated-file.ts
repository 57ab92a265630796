import type { Host } from './inventory/model.ts';
import type { Years } from './timeperiod.ts';
import type { Watch } from './watch.ts';

/** A generated file: its path below the output folder, with forward slashes, and its text, made when it is asked for. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: () => string;
}

/** What goes into the generated files besides the inventory itself. */
export interface GenerateOptions {
  /** The lines at the top of a file: what it is, from what it was made, and that it is not to be edited. */
  readonly header: (what: string) => readonly string[];
  readonly years: Years;
  /** The instant (epoch milliseconds) whose versions of the plans are written. */
  readonly now: number;
  /** What is watched on a host; the same for every file that says something of it. */
  readonly watches: (host: Host) => readonly Watch[];
}
