import { UsageError } from '../../plugins/check/usage-error.ts';
import type { IncidentBody, IncidentDetailBody } from '../web/api/incident-schema.ts';
import { ApiError, apiClient } from './api-client.ts';
import { type Asked, readArguments } from './arguments.ts';
import { detailText, ledgersText, listText } from './incident-text.ts';
import { askKnown, knownText } from './known.ts';
import { synopsis, usage } from './usage.ts';

/** What the command needs of a process. */
export type Io = Pick<NodeJS.Process, 'env' | 'stdout' | 'stderr'>;

/** `watchclock incident …`: exit status 0 done, 1 when the gateway did not do it, 2 for a usage error. */
export async function command(args: readonly string[], io: Io): Promise<number> {
  try {
    const asked = readArguments(args, io.env);
    io.stdout.write(asked === undefined ? usage() : await answerTo(asked));
    return 0;
  } catch (error) {
    if (error instanceof UsageError) return complain(io, `${error.message}\n${synopsis}`, 2);
    if (error instanceof ApiError) return complain(io, `${error.message}\n`, 1);
    throw error;
  }
}

function complain({ stderr }: Io, text: string, status: number): number {
  stderr.write(`watchclock incident: ${text}`);
  return status;
}

async function answerTo(asked: Asked): Promise<string> {
  const answer = await (asked.verb.solutions === undefined ? request(asked) : askKnown(asked));
  if (asked.json) return `${JSON.stringify(answer, null, 2)}\n`;
  if (asked.verb.solutions !== undefined) return knownText(answer);
  if (isList(answer)) return listText(answer.incidents);
  const detail = answer as IncidentDetailBody;
  return detailText(detail) + (asked.flags.has('ledger') ? ledgersText(detail) : '');
}

function isList(answer: unknown): answer is { readonly incidents: readonly IncidentBody[] } {
  return typeof answer === 'object' && answer !== null && 'incidents' in answer;
}

function request({ url, tokenFile, verb, id, options, flags }: Asked): Promise<unknown> {
  const api = apiClient(url, tokenFile);
  const { by, role = 'engineer', version, into, text, 'raised-at': raisedAt, ...rest } = options;
  if (verb.event === undefined && verb.of === 'one') return api.get(`/api/v1/incidents/${id}`);
  const actor = by !== undefined && { actor: { kind: role, name: by } };
  if (verb.event !== undefined) {
    return api.post(`/api/v1/incidents/${id}/events`, {
      kind: verb.event,
      ...rest,
      ...(verb.event === 'information-received' && { text: '' }),
      ...(text !== undefined && { text }),
      ...(flags.has('for-customer') && { forCustomer: true }),
      ...(into !== undefined && { into: numberOf(into) }),
      ...(version !== undefined && { version: numberOf(version) }),
      ...actor,
    });
  }
  if (verb.needs.length === 0) return api.get(`/api/v1/incidents?${new URLSearchParams(rest)}`);
  return api.post('/api/v1/incidents', { ...rest, ...(raisedAt && { raisedAt }), ...actor });
}

/** What is no number is sent as it is: the gateway says what it wants instead. */
function numberOf(text: string): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}
