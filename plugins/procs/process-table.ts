import type { SampleContext } from '../check/context.ts';
import { shared } from '../check/shared.ts';
import type { Process } from '../host/process.ts';
import { type ProcessDetails, readProcesses } from '../host/processes.ts';
import { unlessAborted } from '../host/unless-aborted.ts';

/**
 * The processes of the machine, with these details. In a door that shares, checks that ask soon one after the other
 * get the same reading. Rejects when the time is over.
 */
export async function processTable(
  details: ProcessDetails,
  context: SampleContext,
): Promise<readonly Process[]> {
  const { root, signal, sharedFor } = context;
  if (sharedFor === undefined) return readProcesses(root, details, signal);
  const reading = readings(context, JSON.stringify([root, details]), () =>
    readProcesses(root, details, nobodys),
  );
  return unlessAborted(reading, signal, () => undefined);
}

const readings = shared<Promise<readonly Process[]>>('check_procs: readings');

// What several checks wait for, none of them can stop.
const nobodys = new AbortController().signal;
