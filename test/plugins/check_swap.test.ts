import { expect } from 'chai';
import { runCheck } from '../../plugins/run.ts';
import { type PreparedMachine, prepareMachine } from './machine.ts';

const meminfo = (total: number, free: number, cached = 0) =>
  `SwapCached: ${cached} kB\nSwapTotal: ${total} kB\nSwapFree: ${free} kB\n`;

describe('check_swap', () => {
  let machine: PreparedMachine;
  afterEach(() => machine.remove());
  const run = (...args: string[]) => runCheck('check_swap', args, machine.context);

  it('judges what is free, cached pages included', async () => {
    machine = prepareMachine({ 'proc/meminfo': meminfo(2096128, 1535000, 1900) });
    expect((await run('-w', '20%', '-c', '10%')).output).to.equal(
      'SWAP OK - 74% free (1500MB out of 2047MB) |swap=1572864000B;429287000;214643500;0;2146435072',
    );
  });

  it('is CRITICAL before WARNING, whatever the units', async () => {
    machine = prepareMachine({ 'proc/meminfo': meminfo(2096128, 1535000, 1900) });
    expect((await run('-w', '1600000000', '-c', '80%')).status).to.equal('CRITICAL');
  });

  it('reads 10.5% and 1G as what they say', async () => {
    machine = prepareMachine({ 'proc/meminfo': meminfo(2097152, 214748) });
    expect((await run('-w', '10%')).status).to.equal('OK');
    expect((await run('-w', '10.5%')).status).to.equal('WARNING');
    expect((await run('-w', '1G')).output).to.contain('B;1073741824;0;0;');
  });

  it('measures the traffic since the run before in a process that stays', async () => {
    machine = prepareMachine({
      'proc/meminfo': meminfo(2097152, 2097152),
      'proc/vmstat': 'pswpin 100\npswpout 200\n',
    });
    let now = 1000;
    const context = { ...machine.context, now: () => now };
    const measure = () =>
      runCheck('check_swap', ['-w', '5%', '--io', '--interval', '0.01'], context);
    const again = () => runCheck('check_swap', ['-w', '5%', '--io'], context);
    expect((await measure()).output).to.contain('- 0.0 pages/s in, 0.0 pages/s out |');
    now += 10_000;
    machine.write('proc/vmstat', 'pswpin 150\npswpout 225\n');
    expect((await again()).output).to.match(
      /- 5\.0 pages\/s in, 2\.5 pages\/s out \|swap=.* swap_in=5\.00 swap_out=2\.50$/,
    );
  });

  it('judges what the control group of a container may use, and those around it', async () => {
    const mib = (count: number) => `${count * 1024 * 1024}\n`;
    machine = prepareMachine({
      'proc/meminfo': meminfo(2097152, 2097152),
      'proc/self/cgroup': '0::/shop.slice/app\n',
      'sys/fs/cgroup/shop.slice/app/memory.swap.max': 'max\n',
      'sys/fs/cgroup/shop.slice/app/memory.swap.current': mib(10),
      'sys/fs/cgroup/shop.slice/memory.swap.max': mib(100),
      'sys/fs/cgroup/shop.slice/memory.swap.current': mib(95),
      'sys/fs/cgroup/none/memory.swap.max': '0\n',
      'sys/fs/cgroup/none/memory.swap.current': '0\n',
    });
    const first = async (...args: string[]) => (await run('-w', '10%', ...args)).output;
    expect(await first()).to.match(/^SWAP OK - 100% free \(2048MB out of 2048MB\)/);
    for (const group of ['self', '/shop.slice', 'shop.slice/app/']) {
      expect(await first('--cgroup', group)).to.equal(
        'SWAP WARNING - 5% free (5MB out of 100MB) |swap=5242880B;10485760;0;0;104857600',
      );
    }
    expect(await first('-n', 'ok', '--cgroup', '/none')).to.match(/^SWAP OK - 0% free \(0MB/);
    expect(await first('--cgroup', '/missing')).to.equal(
      'SWAP UNKNOWN - the control group /missing counts no swap space',
    );
  });

  it('refuses an interval that the time-out would cut', async () => {
    machine = prepareMachine({});
    const { output } = await run('-w', '5%', '--io', '--interval', '10');
    expect(output).to.contain('--interval: not shorter than the time-out of 10 seconds: "10"');
  });
});
