/** What `/proc/PID/stat` says of a process. */
export interface ProcessStat {
  readonly pid: number;
  readonly ppid: number;
  readonly command: string;
  readonly letter: string;
  readonly nice: number;
  readonly leadsSession: boolean;
  readonly threads: number;
  readonly inForeground: boolean;
  /** Ticks of 1/100 second that it ran on processors, its ended children left out. */
  readonly ticks: number;
  /** Ticks of 1/100 second from the start of the machine to its own. */
  readonly startTicks: number;
}

/** Parses `/proc/PID/stat`, proc_pid_stat(5). The name stands in parentheses and may contain anything. */
export function parseProcessStat(text: string): ProcessStat | undefined {
  const [, pid, command, rest] = /^(\d+) \(([\s\S]*)\) (.*)$/m.exec(text) ?? [];
  if (command === undefined || rest === undefined) return undefined;
  const fields = rest.split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  return {
    pid: Number(pid),
    ppid: field(4),
    command,
    letter: fields[0] ?? '?',
    nice: field(19),
    leadsSession: field(6) === Number(pid),
    threads: field(20),
    inForeground: field(5) === field(8),
    ticks: field(14) + field(15),
    startTicks: field(22),
  };
}

/** The state as ps writes it, in the order of ps(1): `SN`, `S<Lsl+`. */
export function stateFlags(stat: ProcessStat, hasLockedPages: boolean): string {
  return [
    stat.letter,
    stat.nice < 0 ? '<' : '',
    stat.nice > 0 ? 'N' : '',
    hasLockedPages ? 'L' : '',
    stat.leadsSession ? 's' : '',
    stat.threads > 1 ? 'l' : '',
    stat.inForeground ? '+' : '',
  ].join('');
}
