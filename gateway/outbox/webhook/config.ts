import { Type } from 'typebox';
import { GlobPattern } from '../../../plugins/settings/glob.ts';
import type { Complain, Settings } from '../../../plugins/settings/load.ts';
import { SecretText } from '../../../plugins/settings/secret.ts';
import { WebAddress } from '../../../plugins/settings/web-address.ts';
import { webhookKey } from '../../../plugins/wire/webhook-signature.ts';

/** One entry of the key `webhooks` of the gateway's configuration: who is called about what. */
export const webhookSchema = Type.Object({
  url: WebAddress(),
  secret: SecretText({
    description:
      'What calls are signed with (Standard Webhooks): whsec_ and base64 of 24 to 64 bytes.',
  }),
  events: Type.Array(GlobPattern(), {
    default: ['*'],
    description:
      'Which events, such as incident.raised, incident.* or clock.overdue; incident.unanswered at each step of a climb.',
  }),
  customer: Type.Optional(
    Type.String({ description: 'Only incidents of this customer, by its key in the inventory.' }),
  ),
  private: Type.Boolean({
    default: false,
    description: 'Whether the address may be in a private network or on this machine.',
  }),
});

/** Who is called about what. */
export type WebhookConfig = Settings<typeof webhookSchema>;

/** Complains about what only the whole list shows. */
export function checkWebhooks(webhooks: readonly WebhookConfig[], complain: Complain): void {
  for (const [index, { secret, url }] of webhooks.entries()) {
    const place = ['webhooks', index];
    if (webhookKey(secret.reveal()) === undefined) {
      complain([...place, 'secret'], 'must be whsec_ and base64 of 24 to 64 bytes');
    }
    if (webhooks.findIndex((each) => each.url === url) !== index) {
      complain([...place, 'url'], `stands there twice: "${url}"`);
    }
    if (new URL(url).password !== '' || new URL(url).username !== '') {
      complain([...place, 'url'], 'must not hold a user or a password');
    }
  }
}
