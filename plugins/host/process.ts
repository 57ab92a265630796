/** A process as ps(1) shows it with `stat uid pid ppid vsz rss pcpu etime comm args`. */
export interface Process {
  /** State letter and flags: `Ssl`, `R+`, `Z`. */
  readonly state: string;
  readonly uid: number;
  readonly pid: number;
  readonly ppid: number;
  /** Virtual and resident size, KiB. */
  readonly vsz: number;
  readonly rss: number;
  /** Share of one processor since its start, percent. */
  readonly pcpu: number;
  /** Seconds since its start. */
  readonly elapsed: number;
  /** The name of its program, 15 characters of it; threads of the kernel have slashes in theirs. */
  readonly command: string;
  readonly args: string;
  /** The paths of its control groups (`/system.slice/cron.service`); none in a recorded list. */
  readonly cgroups: readonly string[];
}

/** The name of the program without its path; of a kernel thread what follows its slash, as the reference has it. */
export function commandName({ command }: Process): string {
  return /[^/]+$/.exec(command)?.[0] ?? command;
}
