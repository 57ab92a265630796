import type { SampleContext } from '../check/context.ts';
import { type Matching, prepareMatching } from '../check/matching.ts';
import { readRegularFile } from '../check/regular-file.ts';
import { errorWords } from '../check/system-error.ts';
import { UsageError } from '../check/usage-error.ts';
import { findAccount } from '../host/accounts.ts';
import type { ProcessDetails } from '../host/processes.ts';
import { type PsList, parsePsList } from '../host/ps-list.ts';
import type { Filter } from './filter.ts';
import { processTable } from './process-table.ts';
import type { FilterRequest } from './requests.ts';
import type { ProcsOptions } from './settle.ts';

/** The processes there are, and the filters with their users found and their expressions ready. */
export interface ProcsSample extends PsList {
  readonly filters: readonly Filter[];
  readonly matching: Matching;
}

/** Reads the processes of this machine, or a recorded list. Throws a UsageError for a user that does not exist. */
export async function sampleProcs(
  options: ProcsOptions,
  context: SampleContext,
): Promise<ProcsSample> {
  const { inputFile, requests } = options;
  const filters = await Promise.all(requests.map((request) => found(request, context)));
  const list =
    inputFile === undefined
      ? await readLive(detailsFor(options), context)
      : readRecorded(inputFile);
  const expressions = filters.flatMap((each) =>
    each.kind === 'args-regex' ? [each.expression] : [],
  );
  const texts = list.processes.map(({ args }) => args);
  return { filters, ...list, matching: await prepareMatching(expressions, texts, context) };
}

async function found(request: FilterRequest, context: SampleContext): Promise<Filter> {
  const { root, signal } = context;
  if (request.kind === 'overruled') {
    return { kind: 'overruled', filter: await found(request.request, context) };
  }
  if (request.kind !== 'user') return request;
  const account = await findAccount(root, request.nameOrUid, signal);
  if (account !== undefined) return { kind: 'user', account };
  const what = /^-?\d+$/.test(request.nameOrUid) ? 'UID' : 'User name';
  throw new UsageError(`check_procs: ${what} was not found - ${request.nameOrUid}`);
}

function detailsFor({ requests, metric, verbose }: ProcsOptions): ProcessDetails {
  const asks = (...kinds: readonly string[]) => requests.some(({ kind }) => kinds.includes(kind));
  const judges = metric === 'VSZ' || metric === 'RSS';
  return {
    status: verbose >= 2 || judges || asks('state', 'user', 'vsz', 'rss'),
    args: verbose >= 2 || asks('args', 'args-regex'),
    cgroups: asks('cgroup', 'container'),
  };
}

async function readLive(details: ProcessDetails, context: SampleContext): Promise<PsList> {
  const { ownPids } = context;
  const processes = await processTable(details, context);
  return { processes: processes.filter(({ pid }) => !ownPids.includes(pid)), unreadable: [] };
}

function readRecorded(file: string): PsList {
  try {
    return parsePsList(readRegularFile(file));
  } catch (error) {
    throw new UsageError(`Error opening ${file}: ${errorWords(error)}`);
  }
}
