import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../plugins/settings/secret.ts';

/** Somebody who showed the token in a browser and said who they are; `since` is epoch milliseconds. */
export interface Session {
  readonly name: string;
  readonly since: number;
}

/** How long a session lasts, in milliseconds: a working day. */
export const sessionLength = 12 * 3_600_000;

/** A session as the text of a cookie: nobody without the token can make one, and another token ends it. */
export function sealSession({ name, since }: Session, token: Secret): string {
  // Two sign-ins in one millisecond are two sessions all the same.
  const nonce = randomBytes(9).toString('base64url');
  const content = Buffer.from(JSON.stringify({ name, since, nonce })).toString('base64url');
  return `${content}.${mac('session', content, token)}`;
}

/** The session in the text of a cookie; undefined where it is forged, expired or none at all. */
export function openSession(sealed: string, token: Secret, now: number): Session | undefined {
  const [content = '', seal = ''] = sealed.split('.');
  if (!isSame(seal, mac('session', content, token))) return undefined;
  const { name, since } = JSON.parse(Buffer.from(content, 'base64url').toString()) as Session;
  return since <= now && now < since + sessionLength ? { name, since } : undefined;
}

/** What every form of a session carries, so that no other page can send one. */
export function formKey(sealed: string, token: Secret): string {
  return mac('form', sealed, token);
}

/** Whether a form carries the key of its session. */
export function isFormKey(given: string, sealed: string, token: Secret): boolean {
  return isSame(given, formKey(sealed, token));
}

function mac(purpose: 'session' | 'form', content: string, token: Secret): string {
  return createHmac('sha256', token.reveal())
    .update(`watchclock ${purpose}\n${content}`)
    .digest('base64url');
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
