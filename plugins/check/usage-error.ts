/**
 * The command line asks for something that does not exist or make sense. `message` becomes the first line of
 * the output and shows the value that was wrong; `details` follow it, before the usage.
 */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
  readonly details: readonly string[];

  constructor(message: string, details: readonly string[] = []) {
    super(message);
    this.details = details;
  }
}

/** What getopt complains about: an option that is unknown, ambiguous, or without the argument that it needs. */
export class OptionError extends UsageError {
  override readonly name = 'OptionError';
}
