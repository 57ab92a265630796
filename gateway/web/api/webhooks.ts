import { Type } from 'typebox';
import type { Door } from '../../door/door.ts';
import type { Mount } from '../../door/http-door.ts';
import { RefusedError } from '../../door/refused-error.ts';
import type { WebhookSender, WebhooksIn } from '../../receivers/web/config.ts';
import { decodeResult, type ResultBody } from '../../receivers/web/decode.ts';
import { verifyCall } from '../../receivers/web/signed.ts';
import type { Received } from '../../results/received-check.ts';
import { WrongRequestError } from '../complaint.ts';
import { validatorFor } from '../validate.ts';
import { passiveResultSchema } from './passive-result.ts';

const bodySchema = Type.Object({
  type: Type.Optional(Type.String()),
  timestamp: Type.Optional(Type.String()),
  data: Type.Array(passiveResultSchema, {
    maxItems: 10_000,
    expected: 'a list of at most 10000 results',
  }),
});
const validate = validatorFor(bodySchema);

/**
 * `POST /api/v1/webhooks/NAME`: passive results in a call that is signed as Standard Webhooks says. 200 when they are
 * durable; the same call again is taken and changes nothing.
 */
export function signedWebhooks(senders: () => WebhooksIn, door: Door): Mount {
  return (server) => {
    server.removeContentTypeParser('application/json');
    server.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      async (_: unknown, body: unknown) => String(body),
    );
    const options = { config: { ownAuthentication: true }, bodyLimit: 8 * 1024 * 1024 };
    const path = '/api/v1/webhooks/:name';
    server.post<{ Params: { name: string }; Body: string }>(path, options, async (request) => {
      const { params, headers, body } = request;
      const sender = new Map(Object.entries(senders())).get(params.name) ?? nobody;
      const call = { headers, body: body ?? '' };
      const verified = verifyCall(call, sender, door.now());
      if (verified.kind === 'refused') {
        const { reason, why } = verified;
        door.refuse(reason, `${JSON.stringify(params.name)}: ${why}`);
        throw new RefusedError(401, `the call is not taken: ${why}`);
      }
      return deliver(call.body, { ...params, ...verified, sender, door });
    });
  };
}

/** Whoever calls by a name that there is not: no signature is right, and no answer tells which names there are. */
const nobody: WebhookSender = { secrets: [], customer: '', tolerance: 0 };

interface Delivering {
  readonly name: string;
  readonly id: string;
  readonly sender: WebhookSender;
  readonly door: Door;
}

async function deliver(text: string, { name, id, sender, door }: Delivering) {
  const results = read(text, door.now()).map((received, index) => {
    if (received.kind === 'refused') return refuse(received, name, door);
    const { result } = received;
    if (!maySpeakFor(sender, result.host, door)) {
      const why = `not a host of this webhook: ${JSON.stringify(result.host)}`;
      return refuse({ kind: 'refused', reason: 'not allowed', why }, name, door);
    }
    return { ...result, source: `webhook:${name}`, keys: [`webhook:${name}:${id}:${index}`] };
  });
  const outcomes = await Promise.all(results.map(door.deliver));
  const repeated = outcomes.filter((outcome) => 'repeated' in outcome && outcome.repeated).length;
  if (repeated > 0) door.refuse('replayed', `${name}: the call ${JSON.stringify(id)} again`);
  return { accepted: results.length - repeated, repeated };
}

function read(text: string, now: number): readonly Received[] {
  const value = parsed(text);
  const complaints = validate(value);
  if (complaints.length > 0) throw new WrongRequestError(400, 'body', complaints);
  const { data } = value as { readonly data: readonly ResultBody[] };
  return data.map((result) => decodeResult(result, now));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RefusedError(422, 'the body is no JSON');
  }
}

/** One that is wrong makes the whole call wrong: nothing of it is taken. */
function refuse(
  { reason, why }: Extract<Received, { kind: 'refused' }>,
  name: string,
  door: Door,
): never {
  door.refuse(reason, `${name}: ${why}`);
  throw new RefusedError(422, why);
}

function maySpeakFor({ customer, hosts }: WebhookSender, host: string, { customerOf }: Door) {
  const isNamed = hosts?.some((pattern) => pattern.matches(host)) ?? true;
  return isNamed && customerOf(host) === customer;
}
