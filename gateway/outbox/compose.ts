import type { Inventory } from '../../nagios-config/inventory/model.ts';
import type { MailConfig } from './mail/config.ts';
import type { Content, Message, Role } from './message.ts';
import type { Notice } from './notice.ts';
import { recipientsOf } from './recipients.ts';
import type { WebhookConfig } from './webhook/config.ts';

/** Who hears of what. */
export interface Audience {
  readonly inventory: Inventory;
  /** Undefined where no mail goes out. */
  readonly mail: Pick<MailConfig, 'engineers' | 'customers' | 'patience'> | undefined;
  readonly webhooks: readonly WebhookConfig[];
}

/** The messages that a notice asks for, one for each who hears of it; `now` is when it became known. */
export function messagesAbout(notice: Notice, audience: Audience, now: number): readonly Message[] {
  return [
    ...mailsAbout(notice, { audience, role: 'engineer', now }),
    ...mailsAbout(notice, { audience, role: 'customer', now }),
    ...callsAbout(notice, audience),
  ];
}

interface Mailing {
  readonly audience: Audience;
  readonly role: Role;
  readonly now: number;
}

function mailsAbout(notice: Notice, { audience, role, now }: Mailing): readonly Message[] {
  const { key, incident, version, moment, topic } = notice;
  const { mail, inventory } = audience;
  if (mail === undefined || topic === null) return [];
  if (!(role === 'engineer' ? mail.engineers : mail.customers).includes(topic)) return [];
  const wait = patienceWith(notice, role, mail.patience);
  return recipientsOf(inventory, incident.raised.customer, role, now).map((to) => ({
    key: mailKey(key, role, to.email),
    content: {
      ...{ kind: 'incident-mail', incident: incident.id, customer: incident.raised.customer },
      ...{ role, topic, to, version, moment },
    },
    ...(wait > 0 && { notBefore: now + wait }),
  }));
}

function mailKey(notice: string, role: Role, email: string): string {
  return JSON.stringify(['mail', notice, role, email]);
}

/** What monitoring raised may be over before a customer has to hear of it; what the customer raised is acknowledged at once. */
function patienceWith({ topic, incident }: Notice, role: Role, patience: number): number {
  const byMonitoring = incident.raised.cause.by === 'alert';
  return (topic === 'raised' || topic === 'reopened') && role === 'customer' && byMonitoring
    ? patience
    : 0;
}

function callsAbout(notice: Notice, { webhooks }: Audience): readonly Message[] {
  const { key, incident, version, moment, type, at, internal } = notice;
  return (
    webhooks
      .filter(({ events }) => events.some((pattern) => pattern.matches(type)))
      .filter(({ customer }) => customer === undefined || customer === incident.raised.customer)
      // Whose webhook is about one customer may be that customer's own.
      .filter(({ customer }) => customer === undefined || !internal)
      .map(({ url }): Message => {
        const content: Content = {
          ...{ kind: 'webhook', url, type, incident: incident.id, version, moment, at },
        };
        return { key: JSON.stringify(['webhook', key, url]), content };
      })
  );
}
