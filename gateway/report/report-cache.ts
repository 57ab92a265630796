/** What reports need of a block of incidents, and as of how many events of theirs. */
export interface CachedBlock {
  /** The number of the block's first incident. */
  readonly first: number;
  readonly events: number;
  /** When the first and the last of its incidents were raised, epoch milliseconds. */
  readonly earliest: number;
  readonly latest: number;
  /** JSON; see remembered.ts. */
  readonly content: string;
}

/** A cache of what reports found in the log; nothing is lost with it. */
export interface ReportCache {
  /** Blocks without their content, by the number of their first incident. */
  readonly blocks: () => Promise<ReadonlyMap<number, Omit<CachedBlock, 'content'>>>;
  readonly content: (first: number) => Promise<string | undefined>;
  readonly keep: (block: CachedBlock) => Promise<void>;
  readonly clear: () => Promise<void>;
}
