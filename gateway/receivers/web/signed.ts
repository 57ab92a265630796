import { verifyWebhook, webhookKey } from '../../../plugins/wire/webhook-signature.ts';
import { type Received, refusal } from '../../results/received-check.ts';
import type { WebhookSender } from './config.ts';

/** A call as it came in: its headers by their names in small letters, and its very bytes as text. */
export interface SignedCall {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The id of a call whose signature is right and recent, or why it is not taken. */
export type Verified =
  | { readonly kind: 'verified'; readonly id: string }
  | Extract<Received, { kind: 'refused' }>;

/** Verifies a call of Standard Webhooks with each of the sender's secrets; `now` is epoch milliseconds. */
export function verifyCall(
  { headers, body }: SignedCall,
  { secrets, tolerance }: Pick<WebhookSender, 'secrets' | 'tolerance'>,
  now: number,
): Verified {
  const header = (name: string) => String(headers[`webhook-${name}`] ?? '');
  const [id, written, signature] = [header('id'), header('timestamp'), header('signature')];
  if (!/^[\x21-\x7e]{1,256}$/.test(id) || !/^\d{1,12}$/.test(written) || signature === '') {
    return refused(
      'unauthenticated',
      'webhook-id, webhook-timestamp or webhook-signature is missing',
    );
  }
  const timestamp = Number(written);
  const keys = secrets.flatMap((secret) => webhookKey(secret.reveal()) ?? []);
  const fitting = keys.filter((key) => verifyWebhook(key, { id, timestamp, body }, signature));
  if (fitting.length === 0) return refused('unauthenticated', 'its signature is wrong');
  const age = now - timestamp * 1000;
  if (Math.abs(age) <= tolerance) return { kind: 'verified', id };
  return refused('stale', `it is ${Math.round(age / 1000)} s old`);
}

function refused(...[reason, why]: Parameters<typeof refusal>) {
  return refusal(reason, why) as Extract<Received, { kind: 'refused' }>;
}
