import { readdirSync, readFileSync } from 'node:fs';

/** What a process takes of the machine: resident memory in MiB, and open files. */
export interface Usage {
  readonly memory: number;
  readonly files: number;
}

/** What the process takes now. Throws where it is gone. */
export function usageOf(pid: number): Usage {
  const [, pages = ''] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return { memory: (Number(pages) * 4096) / 2 ** 20, files: readdirSync(`/proc/${pid}/fd`).length };
}
