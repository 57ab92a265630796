import type { Ere } from '../check/ere.ts';
import type { Given } from '../check/options.ts';
import type { WithCommon } from '../check/plugin.ts';
import { UsageError } from '../check/usage-error.ts';
import {
  type DiskLimits,
  isLimited,
  noLimits,
  withFreeLimit,
  withInodeLimit,
  withUsedLimit,
} from './limits.ts';
import type { options } from './options.ts';
import { mountPattern } from './pattern.ts';
import { unitText } from './units.ts';

/** One thing that the command line does to the list of what is checked; they are done in order. */
export type Step =
  | (Selecting & { readonly kind: 'path'; readonly path: string; readonly exact: boolean })
  | (Selecting & { readonly kind: 'matching'; readonly text: string; readonly expression: Ere })
  | (Selecting & { readonly kind: 'every' })
  | { readonly kind: 'ignore'; readonly expression: Ere };

/** What goes with everything that a step selects. */
interface Selecting {
  readonly limits: DiskLimits;
  readonly group: string | undefined;
}

/** The steps of a command line, the old form `WARNING CRITICAL PATH` included. Throws a UsageError. */
export function stepsOf({
  occurrences,
  operands,
}: Pick<Given<WithCommon<typeof options>>, 'occurrences' | 'operands'>): readonly Step[] {
  if (occurrences.length === 0 && operands.length === 0) {
    throw new UsageError('check_disk: Could not parse arguments', ['nothing was asked for']);
  }
  const state = occurrences.reduce(
    (before, { option, text }) => actions[option]?.(before, text) ?? before,
    start,
  );
  const end = takeOldForm(state, operands);
  return end.isSelected ? end.steps : [...end.steps, { kind: 'every', ...end.selecting }];
}

interface State {
  readonly steps: readonly Step[];
  readonly selecting: Selecting;
  readonly exact: boolean;
  readonly isSelected: boolean;
}

const start: State = {
  steps: [],
  selecting: { limits: noLimits, group: undefined },
  exact: false,
  isSelected: false,
};

const actions: Readonly<Record<string, (state: State, text: string) => State>> = {
  warning: (state, text) => limited(state, withFreeLimit(state.selecting.limits, 'warning', text)),
  critical: (state, text) =>
    limited(state, withFreeLimit(state.selecting.limits, 'critical', text)),
  iwarning: (state, text) =>
    limited(state, withInodeLimit(state.selecting.limits, 'warning', text)),
  icritical: (state, text) =>
    limited(state, withInodeLimit(state.selecting.limits, 'critical', text)),
  path: (state, path) => {
    requireLimits(state, '-p');
    return select(state, { kind: 'path', path, exact: state.exact, ...state.selecting });
  },
  'ereg-path': (state, text) => selectMatching(state, text, false),
  'eregi-path': (state, text) => selectMatching(state, text, true),
  all: (state) => {
    requireLimits(state, '-r/-R');
    return select(state, { kind: 'every', ...state.selecting });
  },
  'ignore-ereg-path': (state, text) => ignore(state, text, false),
  'ignore-eregi-path': (state, text) => ignore(state, text, true),
  group: (state, group) => {
    if (state.isSelected) throw refusal('Must set group value before selecting paths');
    return { ...state, selecting: { ...state.selecting, group } };
  },
  'exact-match': (state) => {
    if (state.isSelected) throw refusal('Must set -E before selecting paths');
    return { ...state, exact: true };
  },
  /** Is no step, and is complained of where it stands. */
  units: (state, text) => {
    unitText(text);
    return state;
  },
  clear: (state) => ({
    ...(state.isSelected ? state : select(state, { kind: 'every', ...state.selecting })),
    selecting: start.selecting,
    isSelected: false,
  }),
};

function limited(state: State, limits: DiskLimits): State {
  return { ...state, selecting: { ...state.selecting, limits } };
}

function select(state: State, step: Step): State {
  return { ...state, steps: [...state.steps, step], isSelected: true };
}

function selectMatching(state: State, text: string, anyCase: boolean): State {
  requireLimits(state, '-r/-R');
  const expression = mountPattern(text, anyCase);
  return select(state, { kind: 'matching', text, expression, ...state.selecting });
}

function ignore(state: State, text: string, anyCase: boolean): State {
  if (!state.isSelected) {
    throw refusal(
      'Paths need to be selected before using -i/-I. Use -A to select all paths explicitly',
    );
  }
  const expression = mountPattern(text, anyCase);
  return { ...state, steps: [...state.steps, { kind: 'ignore', expression }] };
}

function requireLimits({ selecting }: State, option: string) {
  if (isLimited(selecting.limits)) return;
  throw refusal(`Must set a threshold value before using ${option}`);
}

function takeOldForm(state: State, operands: readonly string[]): State {
  const left = [...operands];
  const withLimit = (before: State, kind: 'warning' | 'critical') =>
    /^\d+$/.test(left[0] ?? '')
      ? limited(before, withUsedLimit(before.selecting.limits, kind, left.shift() ?? ''))
      : before;
  const end = withLimit(withLimit(state, 'warning'), 'critical');
  const path = left.shift();
  if (left[0] !== undefined) {
    throw new UsageError(`check_disk: unexpected argument: "${left[0]}"`);
  }
  if (path === undefined) return end;
  const { limits } = end.selecting;
  return select(end, { kind: 'path', path, exact: end.exact, limits, group: undefined });
}

function refusal(message: string): UsageError {
  return new UsageError(`DISK UNKNOWN: ${message}`);
}
