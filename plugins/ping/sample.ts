import type { SampleContext } from '../check/context.ts';
import { UsageError } from '../check/usage-error.ts';
import { resolveHost } from '../host/addresses.ts';
import { type Pinged, ping } from '../host/ping.ts';
import { unlessAborted } from '../host/unless-aborted.ts';
import type { PingPlan } from './settle.ts';

/** Pings every host of the plan, all at once; in the order of the plan. Throws a UsageError for a name that is none. */
export async function samplePing(
  plan: PingPlan,
  { env, signal }: SampleContext,
): Promise<readonly Pinged[]> {
  // A look-up cannot be stopped, but nothing is pinged once the time is over.
  const resolving = Promise.all(plan.hosts.map((host) => addressOf(host, plan)));
  const addresses = await unlessAborted(resolving, signal, () => undefined);
  const wishes = { packets: plan.packets, seconds: plan.seconds, path: env.PATH };
  return Promise.all(addresses.map((address) => ping(address, wishes, signal)));
}

async function addressOf(host: string, { family }: PingPlan): Promise<string> {
  const resolution = await resolveHost(host, family);
  if ('addresses' in resolution) return resolution.addresses[0].address;
  throw new UsageError(`check_ping: Invalid hostname/address - ${host}`, [resolution.reason]);
}
