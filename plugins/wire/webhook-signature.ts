import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signature of Standard Webhooks covers (https://www.standardwebhooks.com). */
export interface SignedMessage {
  /** The header `webhook-id`. */
  readonly id: string;
  /** The header `webhook-timestamp`: whole seconds since 1970, when it was sent. */
  readonly timestamp: number;
  /** The body as it goes over the wire. */
  readonly body: string;
}

/** The key in a secret as it is handed out, `whsec_` and base64 of 24 to 64 bytes; undefined for anything else. */
export function webhookKey(secret: string): Buffer | undefined {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const key = Buffer.from(base64 ?? '', 'base64');
  return key.length >= 24 && key.length <= 64 ? key : undefined;
}

/** The header `webhook-signature` of a message: `v1,` and base64 of its HMAC-SHA256. */
export function signWebhook(key: Buffer, message: SignedMessage): string {
  return `v1,${digest(key, message).toString('base64')}`;
}

/** Whether a header holds a valid `v1` signature among those in it (separated by spaces), in constant time for each. */
export function verifyWebhook(key: Buffer, message: SignedMessage, header: string): boolean {
  const expected = digest(key, message);
  const given = header.split(' ').flatMap((each) => {
    const [version, signature] = each.split(',');
    return version === 'v1' ? [Buffer.from(signature ?? '', 'base64')] : [];
  });
  return given.filter((each) => isEqual(each, expected)).length > 0;
}

function digest(key: Buffer, { id, timestamp, body }: SignedMessage): Buffer {
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
