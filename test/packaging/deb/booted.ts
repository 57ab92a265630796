import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childrenOf } from '../../plugins/worker/processes.ts';
import { skip } from '../../skip.ts';
import { until } from '../../until.ts';

/** This very Debian with a package installed, booted by systemd where nobody else sees it. What it writes is lost. */
export interface Booted {
  /** Runs a command there as root. */
  readonly run: (...command: readonly string[]) => SpawnSyncReturns<string>;
  readonly end: () => Promise<void>;
}

const systemd = '/usr/lib/systemd/systemd';

/** Boots it, with these services wanted; skips what runs where that cannot be. */
export async function boot(
  context: Mocha.Context,
  deb: string,
  services: readonly string[],
): Promise<Booted> {
  if (process.getuid?.() !== 0) skip(context, 'only root can boot a Debian');
  if (!existsSync(systemd)) skip(context, `${systemd} is missing`);
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-booted-'));
  const wanted = services.map((name) => `${name}.service`).join(' ');
  const apart = ['--mount', '--pid', '--fork', '--cgroup', '--uts', '--ipc', '--net'];
  const args = [...apart, '--kill-child', 'sh', '-ec', script, 'sh', folder, deb, wanted];
  const child = spawn('/usr/bin/unshare', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (piece) => {
    said += piece;
  });
  const exited = once(child, 'exit');
  const run: Booted['run'] = (...command) => {
    const [first] = childrenOf(child.pid ?? 0);
    const inside = ['--target', String(first), '--all', '--root', '--wd=/', ...command];
    return spawnSync('/usr/bin/nsenter', inside, { encoding: 'utf8' });
  };
  await until('the boot', () => {
    if (child.exitCode !== null) skip(context, `a Debian cannot be booted here: ${said}`);
    return run('systemctl', 'is-system-running').stdout.match(/running|degraded/)?.[0];
  });
  return {
    run,
    end: async () => {
      child.kill('SIGKILL'); // and with it all that runs there
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}

/** Devices are made anew: with those of this machine bound, systemd could not make private ones of them. */
const script = `
folder=$1 deb=$2 wanted=$3
mount --make-rprivate /
mount -t tmpfs tmpfs "$folder"
mkdir "$folder/upper" "$folder/work" "$folder/root"
root=$folder/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$root"
mount -t proc proc "$root/proc"
chroot "$root" dpkg --install "$deb" >&2
rm -rf "$root"/etc/systemd/system/*.wants
cat > "$root/etc/systemd/system/try.target" <<END
[Unit]
Requires=basic.target
After=basic.target
Wants=$wanted
AllowIsolate=yes
END
mount -t sysfs sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
for place in run tmp dev; do mount -t tmpfs tmpfs "$root/$place"; done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
node() { mknod -m 666 "$root/dev/$1" c "$2" "$3"; }
node null 1 3; node zero 1 5; node full 1 7; node random 1 8; node urandom 1 9; node tty 5 0
exec chroot "$root" /usr/bin/env -i container=watchclock PATH=/usr/sbin:/usr/bin:/sbin:/bin \\
  ${systemd} --system --unit=try.target --log-target=null
`;
