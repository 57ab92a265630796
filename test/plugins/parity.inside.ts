// Runs in namespaces of its own: prepares the machine that a job (a JSON file) describes, asks both the
// reference and ours, and prints their answers as JSON.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askBoth } from './parity.ts';
import type { ParityJob } from './parity-job.ts';

const folder = process.argv[2] ?? '';
const job: ParityJob = JSON.parse(readFileSync(join(folder, 'job.json'), 'utf8'));

for (const [at, [path, content]] of Object.entries(job.files).entries()) {
  const file = join(folder, `file${at}`);
  writeFileSync(file, Buffer.from(content, 'base64'));
  run('/usr/bin/mount', ['--bind', file, path]);
}
for (const command of job.commands) run('/bin/sh', ['-ec', command]);

const asked = { ...job, fill: (line: string) => line, mask: (text: string) => text };
const answers = [];
for (const line of job.lines) answers.push(await askBoth(asked, line));
console.log(JSON.stringify(answers));

function run(command: string, args: readonly string[]) {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}
