import { parsePassiveCommand } from '../../../plugins/wire/passive-command.ts';
import { type Received, refusal, resultOf } from '../../results/received-check.ts';
import type { NscaNgClient } from './config.ts';

/** Who speaks on a connection. */
export interface Speaker {
  readonly identity: string;
  readonly client: NscaNgClient;
}

/** Reads one pushed line, and judges whether this speaker may say it. */
export function decodeCommand(line: string, { identity, client }: Speaker): Received {
  const decoded = parsePassiveCommand(line);
  if (decoded.kind === 'wrong') return refusal('malformed', decoded.why);
  const { host, service } = decoded.value;
  if (maySpeakFor(client, host, service)) return resultOf(decoded.value, `nsca-ng:${identity}`);
  const what = `${JSON.stringify(host)}${service === null ? '' : `, ${JSON.stringify(service)}`}`;
  return refusal('not allowed', `not allowed to speak for ${what}`);
}

function maySpeakFor({ hosts, services }: NscaNgClient, host: string, service: string | null) {
  if (!hosts.some((pattern) => pattern.matches(host))) return false;
  if (services === undefined) return true;
  return service !== null && services.some((pattern) => pattern.matches(service));
}
