import type { SampleContext } from '../check/context.ts';
import type { Point } from '../check/forecast.ts';
import { kept, type Memory } from '../check/memory.ts';
import { shared } from '../check/shared.ts';
import type { PresenceAnswer, UsageAnswer, UsageQuestion } from '../host/ask-usage.ts';
import { type Disks, findDisks } from '../host/disks.ts';
import { answersItself } from '../host/filesystem-types.ts';
import { type Mount, readMounts } from '../host/mounts.ts';
import type { Patience } from '../host/stat-process.ts';
import { type Chosen, choose } from './choose.ts';
import { remember } from './history.ts';
import { type MountMatching, matchMounts } from './mount-matching.ts';
import { type Entry, isWithin, select } from './select.ts';
import type { DiskOptions } from './settle.ts';

/** What was found out about one of the paths. */
export interface Looked extends Chosen {
  readonly answer: UsageAnswer;
  /** How many bytes were used at each earlier run and now, where a forecast is asked for. */
  readonly history: readonly Point[];
}

/** A path that is no mount point although it had to be one, and whether it is there at all. */
export interface Absent {
  readonly path: string;
  readonly answer: PresenceAnswer;
}

/** What was found out about all that was asked for. */
export interface DiskSample {
  readonly looked: readonly Looked[];
  readonly absent: readonly Absent[];
  /** Expressions that match nothing. */
  readonly unmatched: readonly string[];
}

/** Asks the selected file systems, all at the same time, each within its own time limit. */
export async function sampleDisk(
  options: DiskOptions,
  context: SampleContext,
): Promise<DiskSample> {
  const { signal, memory } = context;
  const patience = { seconds: options.patience, signal, stuck: stuckIn(memory) };
  const { disks, matching } = await lookAround(options, context, patience);
  const { mounts } = disks;
  const { entries, absent, unmatched } = select(options.steps, mounts, matching.means);
  const dangerous = mounts.filter((each) => !answersItself(each) && !isOfKernel(each));
  const looking = choose(entries, options.filter, matching.isOfType).map(
    async (chosen): Promise<Looked> => {
      const answer = await disks.askUsage(questionOf(chosen, dangerous), patience);
      const isFollowed = options.forecastDays !== undefined && answer.kind === 'usage';
      const history = isFollowed ? remember(chosen.entry.mount, answer.usage, context) : [];
      return { ...chosen, answer, history };
    },
  );
  const missing = absent.map(async (path): Promise<Absent> => {
    const pathMayHang = dangerous.length > 0;
    return { path, answer: await disks.askPresence({ path, pathMayHang }, patience) };
  });
  return { looked: await Promise.all(looking), absent: await Promise.all(missing), unmatched };
}

interface Surroundings {
  readonly disks: Disks;
  readonly matching: MountMatching;
}

async function lookAround(
  options: DiskOptions,
  context: SampleContext,
  patience: Patience,
): Promise<Surroundings> {
  const { steps } = options;
  const paths = steps.flatMap((step) => (step.kind === 'path' ? [step.path] : []));
  const look = async (mounts = readMounts(context.root)): Promise<Surroundings> => {
    const disks = await findDisks(context.root, paths, mounts);
    return { disks, matching: await matchMounts(options, disks.mounts, context) };
  };
  const { disks, matching } = await look(mountsOf(context));
  const { entries } = select(steps, disks.mounts, matching.means);
  const asleep = entries.filter(({ isNamed, mount }) => isNamed && mount.type === 'autofs');
  if (asleep.length === 0) return { disks, matching };
  // Whoever asks for a path below an automount point has mounted what is behind it.
  const wake = ({ name }: Entry) => disks.askPresence({ path: name, pathMayHang: true }, patience);
  await Promise.all(asleep.map(wake));
  return look();
}

function questionOf({ entry }: Chosen, dangerous: readonly Mount[]): UsageQuestion {
  const { name, mount } = entry;
  return {
    path: name === mount.device ? mount.path : name,
    mountPath: mount.path,
    pathMayHang: dangerous.length > 0, // a symbolic link on the way may lead anywhere
    mountMayHang: dangerous.some(({ path }) => isWithin(mount.path, path)),
  };
}

function mountsOf(context: SampleContext): readonly Mount[] | undefined {
  return mountTables(context, context.root, () => readMounts(context.root));
}

const mountTables = shared<readonly Mount[] | undefined>('check_disk: mounts');

// The automount point that systemd keeps for binfmt_misc is on every machine.
function isOfKernel({ path }: Mount): boolean {
  return isWithin(path, '/proc') || isWithin(path, '/sys');
}

const stuck = kept<Set<string>>('check_disk: stuck');

function stuckIn(memory: Memory): Set<string> {
  const known = stuck.recall(memory) ?? new Set();
  stuck.keep(memory, known);
  return known;
}
