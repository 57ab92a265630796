/** How a job ended, before it is written for Core. */
export interface Outcome {
  /** As wait(2) gives it. */
  readonly waitStatus: number;
  /** Set where the command did not come to its own end. */
  readonly errorCode?: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What one job needs while it runs. */
export interface Run {
  readonly env: NodeJS.ProcessEnv;
  /** Fires when the job's time is over, or nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** Is told of the process group that was started for it. */
  readonly started?: (pid: number) => void;
}

/** A command that came to its end by itself with this exit status. */
export function exited(status: number, stdout: string, stderr = ''): Outcome {
  return { waitStatus: (status & 0xff) << 8, stdout, stderr };
}
