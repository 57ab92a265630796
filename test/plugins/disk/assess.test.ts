import { expect } from 'chai';
import fc from 'fast-check';
import { renderResult } from '../../../plugins/check/result.ts';
import { assessDisk } from '../../../plugins/disk/assess.ts';
import {
  isLimited,
  noLimits,
  withFreeLimit,
  withInodeLimit,
} from '../../../plugins/disk/limits.ts';
import type { Looked } from '../../../plugins/disk/sample.ts';
import type { DiskOptions } from '../../../plugins/disk/settle.ts';
import { spaceOf } from '../../../plugins/disk/space.ts';
import { unitOf } from '../../../plugins/disk/units.ts';
import type { UsageAnswer } from '../../../plugins/host/ask-usage.ts';

const hundredMebibytes = {
  blockSize: 4096,
  blocks: 25600,
  free: 17920,
  available: 17920,
  inodes: 100,
  freeInodes: 79,
};
const tenPercent = withFreeLimit(withFreeLimit(noLimits, 'warning', '10%'), 'critical', '5%');

const plain: DiskOptions = {
  steps: [],
  filter: { excluded: [], excludedTypes: [], includedTypes: [], remote: 'checked' },
  unit: unitOf(2),
  errorsOnly: false,
  namesDevices: false,
  withoutReserved: false,
  withInodes: false,
  ignoresMissing: false,
  patience: 5,
  silentStatus: 'CRITICAL',
  forecastDays: undefined,
  verbose: 0,
};

function looked(path: string, answer: UsageAnswer, more: Partial<Looked['entry']> = {}): Looked {
  const mount = { path, device: `/dev${path}`, type: 'ext4' };
  const entry = { name: path, mount, limits: tenPercent, group: undefined, isNamed: true, ...more };
  return { entry, answer, onlyVisited: false, history: [] };
}

function line(disks: readonly Looked[], options: Partial<DiskOptions> = {}): string {
  const sample = { looked: disks, absent: [], unmatched: [] };
  return renderResult(assessDisk(sample, { ...plain, ...options }));
}

const usage = (change: Partial<typeof hundredMebibytes> = {}): UsageAnswer => ({
  kind: 'usage',
  usage: { ...hundredMebibytes, ...change },
});

describe('the verdict on disks', () => {
  it('names each with its free space, and its used space in the perfdata', () => {
    expect(line([looked('/a', usage()), looked('/b', usage({ free: 0, available: 0 }))])).to.equal(
      'DISK CRITICAL - free space: /a 70MiB (70% inode=79%); /b 0MiB (0% inode=79%);' +
        '| /a=31457280B;94371840;99614720;0;104857600 /b=104857600B;94371840;99614720;0;104857600',
    );
  });

  it('names those that do not answer and judges the others', () => {
    const stale = { kind: 'refused', words: 'Stale file handle', missing: false } as const;
    const disks = [
      looked('/a', usage()),
      looked('/stale', stale),
      looked('/dead', { kind: 'silent' }),
    ];
    expect(line(disks)).to.equal(
      'DISK CRITICAL - /stale is not accessible: Stale file handle; /dead does not answer (waited 5 seconds)' +
        ' - free space: /a 70MiB (70% inode=79%);| /a=31457280B;94371840;99614720;0;104857600',
    );
    expect(line(disks.toSpliced(1, 1), { silentStatus: 'UNKNOWN' })).to.match(
      /^DISK UNKNOWN - \/dead/,
    );
    expect(line(disks, { errorsOnly: true })).to.match(
      /^DISK CRITICAL - \/stale [^|]*\(waited 5 seconds\)\|/,
    );
  });

  it('hides what is OK when only errors are wanted, but not its perfdata', () => {
    expect(line([looked('/a', usage())], { errorsOnly: true })).to.equal(
      'DISK OK| /a=31457280B;94371840;99614720;0;104857600',
    );
  });

  it('adds inodes, and knows file systems without a number of them', () => {
    const limits = withInodeLimit(noLimits, 'warning', '90');
    expect(line([looked('/a', usage(), { limits })], { withInodes: true })).to.equal(
      "DISK WARNING - free space: /a 70MiB (70% inode=79%);| /a=31457280B;;;0;104857600 '/a (inodes)'=21;9;;0;100",
    );
    expect(line([looked('/a', usage({ inodes: 0, freeInodes: 0 }), { limits })])).to.match(
      /^DISK OK .* inode=-\);\|/,
    );
  });

  it('sums groups up by bytes, whatever their blocks', () => {
    const small = usage({ blockSize: 1024, blocks: 102400, free: 0, available: 0 });
    const disks = [
      looked('/a', usage(), { group: 'both' }),
      looked('/b', small, { group: 'both' }),
    ];
    expect(line(disks)).to.equal(
      'DISK OK - free space: both 70MiB (35% inode=79%);| both=136314880B;188743680;199229440;0;209715200',
    );
  });

  it('has limits of 0 in the perfdata when they are above the size of the disk', () => {
    const limits = withFreeLimit(noLimits, 'warning', '500');
    expect(line([looked('/a', usage(), { limits })])).to.contain('=31457280B;0;;0;104857600');
  });

  it('marks what is not OK when more is to be said', () => {
    expect(line([looked('/b', usage({ available: 0 }))], { verbose: 1 })).to.match(
      /^DISK CRITICAL - free space: CRITICAL \[ \/b 0MiB \(0% inode=79%\)\];\|/,
    );
  });
});

describe('the space of a file system', () => {
  it('leaves the reserve of root out of what is free, and out of the total when asked to', () => {
    const reserved = { ...hundredMebibytes, available: 15360 };
    expect(spaceOf([reserved], unitOf(2), false)).to.include({
      used: 30,
      free: 60,
      total: 100,
      usedPercent: 34,
    });
    expect(spaceOf([reserved], unitOf(2), true)).to.include({ total: 90 });
  });

  it('is full when more than the reserve is used', () => {
    const overfull = { ...hundredMebibytes, available: 2 ** 52 };
    expect(spaceOf([overfull], unitOf(2), false)).to.include({ free: 0, freePercent: 0 });
  });

  it('has percentages that add up, of which the used one is rounded up', () => {
    const blocks = fc
      .tuple(fc.nat(1e6), fc.nat(1e6))
      .map(([used, free]) => ({ ...hundredMebibytes, blocks: used + free, free, available: free }));
    fc.assert(
      fc.property(
        blocks.filter((usage) => usage.blocks > 0),
        (one) => {
          const { usedPercent, freePercent } = spaceOf([one], unitOf(0), false);
          const exact = (100 * (one.blocks - one.free)) / one.blocks;
          expect(usedPercent + freePercent).to.equal(100);
          expect(usedPercent - exact).to.be.within(0, 1);
        },
      ),
    );
  });
});

describe('limits of free space', () => {
  it('are kept by kind, and there are none before one is given', () => {
    expect(isLimited(noLimits)).to.equal(false);
    const both = withFreeLimit(withFreeLimit(tenPercent, 'warning', '500'), 'warning', '20.5%');
    expect(isLimited(both)).to.equal(true);
    expect([
      both.freeUnits.warning?.end,
      both.freePercent.warning?.end,
      both.freePercent.critical?.end,
    ]).to.deep.equal([500, 20.5, 5]);
  });
});
