import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The path of the Node for another kind of processor, as the lock file has it; fetched from the registry where it is
 * not there yet. Throws when it cannot be had, or is not the one of the lock file.
 */
export function foreignNode(root: string, arch: string): string {
  const name = `node-linux-${arch}`;
  const { version, integrity } = locked(root, name);
  const folder = join(root, 'node_modules', '.cache', `${name}-${version}`);
  const node = join(folder, 'package', 'bin', 'node');
  if (existsSync(node)) return node;
  mkdirSync(folder, { recursive: true });
  run('npm', ['pack', '--silent', `${name}@${version}`], folder);
  const archive = join(folder, `${name}-${version}.tgz`);
  const sum = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (sum !== integrity) throw new Error(`${archive} is not the one of package-lock.json: ${sum}`);
  run('tar', ['-xzf', archive], folder);
  return node;
}

function locked(root: string, name: string) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version: string; integrity: string }>>;
  };
  const found = lock.packages[`node_modules/${name}`];
  if (found === undefined) throw new Error(`package-lock.json has no ${name}`);
  return found;
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: exit status ${status}`);
}
