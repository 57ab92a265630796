import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'dist', 'bin');
const sources =
  '{package-lock.json,watchclock.ts,{plugins,gateway,sla,nagios-config,packaging}/**}';

/** The folder of the built programs, watchclock and its checks; built first where a source is newer. */
export function built(): string {
  if (!isCurrent(join(bin, 'watchclock'))) build();
  return bin;
}

function isCurrent(program: string): boolean {
  const { mtimeMs = 0 } = statSync(program, { throwIfNoEntry: false }) ?? {};
  const files = globSync(sources, { cwd: root });
  return files.every((file) => statSync(join(root, file)).mtimeMs < mtimeMs);
}

function build(): void {
  const command = [join('packaging', 'build.ts')];
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`the build failed: exit status ${status}`);
}
