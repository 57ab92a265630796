// Runs a script of this project on the Node of the lock file; every npm script goes through here.
// Works on the system's Node 20 or newer, because it is what installs the right one.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const node = join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
const stamp = join(modules, '.installed-from');
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

installWhatIsMissing();
const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // A terminal's Ctrl-C reaches the child by itself; this process only waits for its end.
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
}
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));

function installWhatIsMissing() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(node)) return;
  console.error('watchclock: installing packages from the lock file (a minute or two) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) fail(`"npm ci" failed with exit status ${status}; its message stands above`);
  if (!existsSync(node)) {
    fail(
      `no Node binary for ${process.platform}-${process.arch} in the lock file (linux x64 and arm64 have one)`,
    );
  }
  writeFileSync(stamp, lock);
}

function fail(message) {
  console.error(`watchclock: ${message}`);
  process.exit(1);
}
