import { Type } from 'typebox';
import { Duration } from '../../../plugins/settings/duration.ts';
import { GlobPattern } from '../../../plugins/settings/glob.ts';
import type { Complain, Settings } from '../../../plugins/settings/load.ts';
import { SecretText } from '../../../plugins/settings/secret.ts';
import { webhookKey } from '../../../plugins/wire/webhook-signature.ts';

const sender = Type.Object({
  secrets: Type.Array(SecretText(), {
    minItems: 1,
    description:
      'What calls are signed with (Standard Webhooks), whsec_ and base64 of 24 to 64 bytes; while one is exchanged, both.',
  }),
  customer: Type.String({ minLength: 1, description: 'Whose hosts it may speak for.' }),
  hosts: Type.Optional(
    Type.Array(GlobPattern(), { description: 'Only these of the customer’s hosts.' }),
  ),
  tolerance: Duration({ default: '5m', atLeast: '1s', description: 'How old a call may be.' }),
});

/** The key `webhooks_in` of the gateway's configuration: by name, who calls `/api/v1/webhooks/NAME`. */
export const webhooksInSchema = Type.Record(Type.String(), sender);

/** Who calls us, by name. */
export type WebhooksIn = Settings<typeof webhooksInSchema>;

/** One of them. */
export type WebhookSender = WebhooksIn[string];

/** Complains about what only the whole table shows. */
export function checkWebhooksIn(senders: WebhooksIn, complain: Complain): void {
  for (const [name, { secrets }] of Object.entries(senders)) {
    if (!/^[\w.-]{1,100}$/.test(name)) {
      complain(['webhooks_in', name], 'must be a name of letters, digits, "_", "." and "-"');
    }
    for (const [index, secret] of secrets.entries()) {
      if (webhookKey(secret.reveal()) !== undefined) continue;
      const place = ['webhooks_in', name, 'secrets', index];
      complain(place, 'must be whsec_ and base64 of 24 to 64 bytes');
    }
  }
}
