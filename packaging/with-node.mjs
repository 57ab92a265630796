// Runs a script of this project on the Node of the lock file; every npm script goes through here.
// Works on the system's Node 20 or newer, because it is what installs the right one.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const node = join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
const stamp = join(modules, '.installed-from');
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const atomicDir = join(modules, '.cache', 'libatomic1');
const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
const atomicLib = join(atomicDir, 'usr', 'lib', triplet);
const env = {
  ...process.env,
  PATH: `${dirname(node)}:${process.env.PATH}`,
  ...(existsSync(atomicLib) && { LD_LIBRARY_PATH: atomicLib }),
};

/** What runs now, and what a signal to this process is meant for. */
let child;
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => end(signal));
// A terminal's Ctrl-C reaches the child by itself; what a program sends may have been meant for this process alone.
process.on('SIGINT', () => process.stdin.isTTY || end('SIGTERM'));

await installPackages();
await makeNodeStart();
const args = ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)];
process.exitCode = await run(node, args, { stdio: 'inherit', env });

async function installPackages() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(node)) return;
  say('installing packages from the lock file (a minute or two) …');
  if (!(await succeeds('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], root))) {
    fail('"npm ci" failed; its message stands above');
  }
  if (!existsSync(node)) {
    const here = `${process.platform}-${process.arch}`;
    fail(`no Node binary for ${here} in the lock file (linux-x64 and linux-arm64 have one)`);
  }
  writeFileSync(stamp, lock);
}

/** Node links with libatomic, which a small Debian lacks: root installs it, others get it unpacked beside. */
async function makeNodeStart() {
  if (starts()) return;
  const asRoot = process.getuid?.() === 0;
  say(`${asRoot ? 'installing' : 'unpacking'} libatomic1 from Debian, which Node needs …`);
  const got = asRoot ? await installLibatomic() : await unpackLibatomic();
  if (!got || !starts()) {
    fail(`${node} does not start here; "apt-get install libatomic1" as root may be what it needs`);
  }
}

function starts() {
  return spawnSync(node, ['--version'], { env }).status === 0;
}

async function installLibatomic() {
  const install = ['install', '-y', '-q', '--no-install-recommends', 'libatomic1'];
  if (await succeeds('apt-get', install)) return true;
  return (await succeeds('apt-get', ['update', '-q'])) && succeeds('apt-get', install);
}

function unpackLibatomic() {
  mkdirSync(atomicDir, { recursive: true });
  env.LD_LIBRARY_PATH = atomicLib;
  const script = 'apt-get download -q libatomic1; dpkg -x ./*.deb .';
  return succeeds('sh', ['-ec', script], atomicDir);
}

/** Whether a command succeeds; what it says goes to standard error, so that a script's own output stays its own. */
async function succeeds(command, args, cwd = root) {
  return (await run(command, args, { stdio: ['ignore', 2, 2], cwd })) === 0;
}

/** Runs a command and gives its exit status, 128 and more where a signal ended it. */
function run(command, args, options) {
  child = spawn(command, args, options);
  return new Promise((done) => {
    child.on('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]));
    child.on('error', (error) => fail(`${command}: ${error.message}`));
  });
}

function end(signal) {
  child?.kill(signal);
}

function say(text) {
  console.error(`watchclock: ${text}`);
}

function fail(message) {
  say(message);
  process.exit(1);
}
