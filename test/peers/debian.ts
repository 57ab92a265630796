// Brings the real peers of the tests from Debian's packages.
import { type SpawnSyncOptions, type StdioOptions, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeDebianRoot } from './debian-root.ts';
import { unpackedDir } from './peer.ts';

const installed = [
  'bindfs',
  'chromium',
  'debootstrap',
  'exim4-daemon-light',
  'fuse3',
  'icinga2-bin',
  'iputils-ping',
  'libatomic1',
  'libfaketime',
  'monitoring-plugins-basic',
  'monitoring-plugins-standard',
  'nagios-nrpe-plugin',
  'nagios-nrpe-server',
  'nagios4-core',
  'nginx-light',
  'nsca',
  'nsca-client',
  'openssl',
  'postgresql',
  'prometheus-alertmanager',
  'swaks',
  // What the unpacked ones below are linked with.
  'libbsd0',
  'libconfuse2',
  'libev4',
  // Of check_curl, which its package only suggests.
  'liburiparser1',
];

/** Too slow for every run of the tests. */
const inSoak = ['lintian', ...(process.arch === 'x64' ? forArm64() : [])];

/** These conflict with packages above, so they are only unpacked, outside the system. */
const unpacked = ['nsca-ng-server', 'nsca-ng-client'];

const policy = '/usr/sbin/policy-rc.d';
const ourPolicy =
  '#!/bin/sh\n# Of the tests of watchclock: start no service. Remove at will.\nexit 101\n';

/** What makes programs for another kind of processor, and runs them. */
function forArm64(): readonly string[] {
  const libraries = ['libatomic1', 'libc6', 'libstdc++6'].map((name) => `${name}-arm64-cross`);
  return ['binutils-aarch64-linux-gnu', 'qemu-user-static', ...libraries];
}

/** What `installPeers` came to: `ready`, or why some peers may be missing. */
export type PeersState = 'ready' | 'not Debian' | 'not root' | 'failed';

/**
 * On Debian, brings every peer that is missing, without starting its service, and says what it does on standard
 * output. Only root can install packages; others get those that are merely unpacked.
 */
export function installPeers({ soak = false } = {}): PeersState {
  if (!existsSync('/usr/bin/apt-get')) return 'not Debian';
  const unpacks = existsSync(unpackedDir) || withLists(unpack);
  const missing = missingPackages(soak ? [...installed, ...inSoak] : installed);
  if (!isRoot()) return missing.length === 0 && unpacks ? 'ready' : 'not root';
  const installs = missing.length === 0 || withoutServices(() => withLists(() => install(missing)));
  return installs && unpacks && withLists(makeDebianRoot) ? 'ready' : 'failed';
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function missingPackages(wanted: readonly string[]): string[] {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const query = ['-W', '-f', '${Package} ${db:Status-Status}\n', ...wanted];
  const { stdout } = spawnSync('dpkg-query', query, { encoding: 'utf8' });
  const present = new Set(stdout.split('\n'));
  return wanted.filter((name) => !present.has(`${name} installed`));
}

function install(packages: readonly string[]): boolean {
  say(`installing from Debian: ${packages.join(' ')}`);
  const options = ['-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
  return apt(['install', ...options, ...packages]);
}

function unpack(): boolean {
  say(`unpacking from Debian: ${unpacked.join(' ')}`);
  const dir = dirname(unpackedDir);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const script =
    'apt-get download -q -o APT::Sandbox::User=root "$@" && mkdir root && for deb in ./*.deb; do dpkg -x "$deb" root; done';
  const done = succeeds('sh', ['-ec', script, 'sh', ...unpacked], { cwd: dir });
  if (!done) rmSync(unpackedDir, { recursive: true, force: true });
  return done;
}

/** Tries with the package lists as they are, and once more with fresh ones, which only root can fetch. */
function withLists(attempt: () => boolean): boolean {
  if (attempt()) return true;
  if (!isRoot()) return false;
  say("fetching Debian's package lists …");
  return apt(['update', '-q']) && attempt();
}

function apt(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return succeeds('apt-get', args, { env });
}

function succeeds(command: string, args: readonly string[], options: SpawnSyncOptions): boolean {
  const stdio: StdioOptions = ['ignore', 'inherit', 'inherit'];
  const { status, signal } = spawnSync(command, args, { stdio, ...options });
  if (signal !== null) throw new Error(`${command} was ended by ${signal}`);
  return status === 0;
}

/** Debian asks policy-rc.d before a package starts its service; one that stands there already is left as it is. */
function withoutServices(work: () => boolean): boolean {
  const ours = !existsSync(policy) || readFileSync(policy, 'utf8') === ourPolicy;
  if (ours) writeFileSync(policy, ourPolicy, { mode: 0o755 });
  // Ctrl-C ends the package tool, which is reported; dying here as well would leave the file behind.
  const stay = () => undefined;
  process.on('SIGINT', stay);
  try {
    return work();
  } finally {
    process.off('SIGINT', stay);
    if (ours) rmSync(policy, { force: true });
  }
}

function say(text: string): void {
  console.log(`watchclock: ${text}`);
}
