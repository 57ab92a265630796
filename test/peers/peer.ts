import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { skip } from '../skip.ts';

/** Where Debian packages that cannot be installed beside others are unpacked. */
export const unpackedDir = join(
  import.meta.dirname,
  '../../node_modules/.cache/watchclock-peers/root',
);

const pluginDir = '/usr/lib/nagios/plugins';

/** The real programs that the tests meet, each with its Debian package and its path there. */
const peers = {
  bindfs: ['bindfs', '/usr/bin/bindfs'],
  chromium: ['chromium', '/usr/bin/chromium'],
  fusermount3: ['fuse3', '/usr/bin/fusermount3'],
  exim4: ['exim4-daemon-light', '/usr/sbin/exim4'],
  icinga2: ['icinga2-bin', '/usr/sbin/icinga2'],
  libfaketime: ['libfaketime', libraryPath('faketime/libfaketime.so.1')],
  nagios4: ['nagios4-core', '/usr/sbin/nagios4'],
  nginx: ['nginx-light', '/usr/sbin/nginx'],
  nrpe: ['nagios-nrpe-server', '/usr/sbin/nrpe'],
  nsca: ['nsca', '/usr/sbin/nsca'],
  'nsca-ng': ['nsca-ng-server', join(unpackedDir, 'usr/sbin/nsca-ng')],
  ping: ['iputils-ping', '/usr/bin/ping'],
  /** The folder of initdb, pg_ctl, postgres and psql. */
  postgresql: ['postgresql', postgresqlBin()],
  'prometheus-alertmanager': ['prometheus-alertmanager', '/usr/bin/prometheus-alertmanager'],
  swaks: ['swaks', '/usr/bin/swaks'],
  send_nsca: ['nsca-client', '/usr/sbin/send_nsca'],
  'send_nsca of nsca-ng': ['nsca-ng-client', join(unpackedDir, 'usr/sbin/send_nsca')],
} as const satisfies Record<string, readonly [debianPackage: string, path: string]>;

/** A peer's name: one of the table's, or a reference plugin such as `check_load` or `check_nrpe`. */
export type PeerName = keyof typeof peers | `check_${string}`;

/**
 * The path of a real program that a test needs. Where it is missing, what is running is skipped with the reason
 * (see `skip`); call it in a test, or in a suite's `before` with its `this`.
 */
export function peer(context: Mocha.Context, name: PeerName): string {
  const [debianPackage, path] = whereabouts(name);
  if (existsSync(path)) return path;
  return skip(
    context,
    `${path} of Debian's ${debianPackage} is missing (npm test as root installs it)`,
  );
}

/** Where a real program is, if it is there. */
export function peerPath(name: PeerName): string {
  return whereabouts(name)[1];
}

function whereabouts(name: PeerName): readonly [debianPackage: string, path: string] {
  if (name in peers) return peers[name as keyof typeof peers];
  const debianPackage = name === 'check_nrpe' ? 'nagios-nrpe-plugin' : 'monitoring-plugins';
  return [debianPackage, join(pluginDir, name)];
}

/** Below the folder of this machine's kind, such as `x86_64-linux-gnu`. */
function libraryPath(name: string): string {
  const base = '/usr/lib';
  const folders = existsSync(base) ? readdirSync(base) : [];
  const found = folders.map((folder) => join(base, folder, name)).find((path) => existsSync(path));
  return found ?? join(base, 'ARCHITECTURE', name);
}

function postgresqlBin(): string {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return join(base, newest ?? 'VERSION', 'bin');
}
