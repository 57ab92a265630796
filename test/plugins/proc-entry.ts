/** A process as files below `proc/PID`, for a prepared machine. */
export interface ProcEntry {
  readonly pid: number;
  readonly ppid: number;
  readonly command: string;
  readonly args?: string;
  readonly letter?: string;
  readonly uid?: number;
  readonly vsz?: number;
  readonly rss?: number;
  /** Hundredths of a second on processors, and at its start. */
  readonly ticks?: number;
  readonly startTicks?: number;
  readonly cgroup?: string;
}

/** The files of these processes and of an uptime of 1000 seconds. */
export function procFiles(entries: readonly ProcEntry[]): Record<string, string> {
  const files = entries.flatMap((entry) => {
    const { pid, ppid, command, args = '', letter = 'S', uid = 0, vsz = 0, rss = 0 } = entry;
    const { ticks = 0, startTicks = 0, cgroup = '/' } = entry;
    const stat = [
      letter,
      ppid,
      1,
      1,
      0,
      -1,
      0,
      0,
      0,
      0,
      0,
      ticks,
      0,
      0,
      0,
      20,
      0,
      1,
      0,
      startTicks,
    ];
    return [
      ['stat', `${pid} (${command}) ${stat.join(' ')} 0 0 0\n`],
      [
        'status',
        `Name:\t${command}\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\nVmSize:\t${vsz} kB\nVmRSS:\t${rss} kB\n`,
      ],
      ['cmdline', args.replaceAll(' ', '\0') + (args === '' ? '' : '\0')],
      ['cgroup', `0::${cgroup}\n`],
    ].map(([name, text]) => [`proc/${pid}/${name}`, text]);
  });
  return { 'proc/uptime': '1000.50 900.00\n', ...Object.fromEntries(files) };
}
