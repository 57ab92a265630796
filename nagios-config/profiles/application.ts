import type { Size } from '../inventory/model.ts';
import type { ApplicationFigures, Figure } from './figure.ts';

const ruleOfThumb = 'rule of thumb; "watchclock config suggest" proposes better ones from results';

/** The page answers in milliseconds when all is well; the limits are seconds. */
const http: Figure = {
  warning: ['3'],
  critical: ['10'],
  because:
    'the state page is cheap: seconds mean that the JVM collects garbage or has no free thread',
  source: 'ten seconds is where people give up: J. Nielsen, Usability Engineering, 1993, chapter 5',
};

const jvm: Figure = {
  warning: [],
  critical: ['1:1'],
  because: 'none means that it is down; two on one home directory destroy index and data',
  source: 'each product locks its home directory for one process',
};

// Amounts matter on large disks, where ten per cent would be terabytes; they are what a busy day can write.
const amounts: Readonly<Record<Size, { readonly warning: string; readonly critical: string }>> = {
  small: { warning: '5GiB', critical: '2GiB' },
  medium: { warning: '20GiB', critical: '10GiB' },
  large: { warning: '50GiB', critical: '20GiB' },
};

/** The limits that every product starts from, by size; a profile replaces what it knows better. */
export function applicationFigures(
  because: { readonly home: string; readonly data: string },
  better: Partial<ApplicationFigures> = {},
): Readonly<Record<Size, ApplicationFigures>> {
  const figures = (size: Size): ApplicationFigures => ({
    http,
    jvm,
    'disk-home': disk(size, because.home),
    'disk-data': disk(size, because.data),
    ...better,
  });
  return { small: figures('small'), medium: figures('medium'), large: figures('large') };
}

function disk(size: Size, because: string): Figure {
  const { warning, critical } = amounts[size];
  return {
    warning: ['15%', warning],
    critical: ['7%', critical],
    because,
    source: ruleOfThumb,
  };
}
