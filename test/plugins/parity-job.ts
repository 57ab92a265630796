import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answers } from './parity.ts';

/** A machine to prepare in namespaces of its own (mounts, processes), and the command lines that both are asked there. */
export interface ParityJob {
  readonly check: string;
  /** The path of the reference. */
  readonly reference: string;
  /** Files that are there already and have other contents for this job, in base64. */
  readonly files: Readonly<Record<string, string>>;
  /** What else makes the machine, for a shell. */
  readonly commands: readonly string[];
  readonly lines: readonly string[];
}

/** Does a job and gives the answers to its lines in their order. Needs root. */
export function doJob(job: ParityJob): readonly Answers[] {
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-parity-'));
  try {
    writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
    const apart = ['-m', '-p', '--fork', '--mount-proc'];
    const inside = [...apart, process.execPath, 'test/plugins/parity.inside.ts', folder];
    const { status, stdout, stderr } = spawnSync('/usr/bin/unshare', inside, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the job failed: ${stderr}`);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
