import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { version } from '../../../plugins/check/version.ts';
import { signWebhook, webhookKey } from '../../../plugins/wire/webhook-signature.ts';
import { formatInstant } from '../../../sla/written/instant.ts';
import type { IncidentReader, IncidentView } from '../../incident/incident-reader.ts';
import type { Deliver, Delivery } from '../../outbox.ts';
import type { Outbox } from '../box.ts';
import type { WebhookCall } from '../message.ts';
import type { WebhookConfig } from './config.ts';
import { lookupPublic, refusePrivate } from './public-address.ts';

/** What calling webhooks works with. */
export interface CallerParts {
  readonly webhooks: () => readonly WebhookConfig[];
  readonly outbox: Pick<Outbox, 'refusedEndpoints' | 'refuseEndpoint'>;
  readonly reader: IncidentReader;
  /** An incident, and the event of it that a call is about, as the API writes them. */
  readonly describe: (view: IncidentView, version: number | null) => object;
  readonly now: () => number;
}

/** How long a whole call may take, in milliseconds. */
const patience = 20_000;

/** The way out for webhooks: one signed POST, no redirects, no addresses that nobody asked for. */
export function webhookCaller(parts: CallerParts): Deliver<WebhookCall> {
  return async ({ id, content }) => {
    const { outbox, reader, now } = parts;
    const webhook = parts.webhooks().find(({ url }) => url === content.url);
    if (webhook === undefined) return final('it is not configured any more');
    if ((await outbox.refusedEndpoints()).has(content.url)) return final('it wants no more calls');
    const view = await reader.incident(content.incident, now());
    if (view === undefined) return final('there is no such incident');
    const body = JSON.stringify({
      type: content.type,
      timestamp: formatInstant(content.at),
      data: { ...parts.describe(view, content.version), ...moment(content) },
    });
    const status = await call(webhook, { id: `msg_${id}`, timestamp: seconds(now()), body });
    if (status === 410) await outbox.refuseEndpoint(content.url, true, now());
    return deliveryOf(status);
  };
}

function moment({ moment: noticed }: WebhookCall) {
  if (noticed === null) return {};
  const { clock, share, at, late } = noticed;
  return { clock: { name: clock, share, at: formatInstant(at), late: late / 1000 } };
}

function seconds(millisecond: number): number {
  return Math.floor(millisecond / 1000);
}

function final(why: string): Delivery {
  return { kind: 'failed', why, final: true };
}

/** Standard Webhooks: 2xx is taken, 410 wants no more, everything else may pass. */
function deliveryOf(status: number): Delivery {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const why = status >= 300 && status < 400 ? 'it redirects, which is not followed' : 'it refuses';
  return { kind: 'failed', why: `${why}: status ${status}`, final: status === 410 };
}

interface Call {
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

/** Answers the status; rejects when none comes. */
function call({ url, secret, private: own }: WebhookConfig, message: Call): Promise<number> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (!own && isIP(host) !== 0) refusePrivate(host);
  const key = webhookKey(secret.reveal());
  if (key === undefined) throw new Error('its secret is no key');
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(message.body),
    'user-agent': `watchclock/${version}`,
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': signWebhook(key, message),
  };
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(patience);
    const options = {
      method: 'POST',
      headers,
      signal,
      agent: false,
      ...(own ? {} : { lookup: lookupPublic }),
    };
    const sending = request(target, options, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    sending.once('error', reject);
    sending.end(message.body);
  });
}
