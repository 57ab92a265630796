import type { Host, Inventory } from '../inventory/model.ts';
import { readSample, type Sample } from './samples.ts';

/** What is asked of whoever keeps the results of hosts. */
interface RecordedQuestion {
  /** The address of the gateway. */
  readonly url: string;
  /** The file with its token. */
  readonly tokenFile: string;
  readonly host: string;
  readonly services: readonly string[];
  /** Epoch milliseconds: nothing from before. */
  readonly from: number;
}

/** Asks for recorded results, each as `readSample` takes it. Rejects with an Error when there is no answer. */
export type AskRecorded = (question: RecordedQuestion) => Promise<readonly object[]>;

/** Where the results are asked for, and from when on; what is left out is as the inventory has it. */
export interface RecordedPlace {
  readonly url: string | undefined;
  readonly tokenFile: string | undefined;
  /** Epoch milliseconds. */
  readonly from: number;
}

/** What the gateway recorded of every service of a host. */
export async function recordedSamples(
  ask: AskRecorded,
  { gateway }: Pick<Inventory, 'gateway'>,
  { name, services }: Host,
  { url = gateway.url, tokenFile = gateway.token_file, from }: RecordedPlace,
): Promise<readonly Sample[]> {
  const named = services.map((service) => service.name);
  const results = await ask({ url, tokenFile, host: name, services: named, from });
  return results.map((result) => {
    const read = readSample(result);
    if ('problem' in read) throw new Error(`${url} answers what is no result: ${read.problem}`);
    return read;
  });
}
