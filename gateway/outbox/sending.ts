import type { Logger } from 'pino';
import type { Inventory } from '../../nagios-config/inventory/model.ts';
import type { Periods } from '../command.ts';
import type { GatewayConfig } from '../config.ts';
import type { IncidentReader, IncidentView } from '../incident/incident-reader.ts';
import type { Metrics } from '../metrics.ts';
import { commandFiles } from '../nagios/command-file.ts';
import {
  cancellationToNagios,
  downtimesToNagios,
  messagesToNagios,
  resultsToNagios,
} from '../nagios/compose.ts';
import { startOutbox } from '../outbox.ts';
import type { PassiveResult } from '../signal.ts';
import type { Batch, Store } from '../store/store.ts';
import type { Alarm } from '../timers/alarm.ts';
import { sharesOf } from '../timers/config.ts';
import { startTimers } from '../timers.ts';
import { type Audience, messagesAbout } from './compose.ts';
import type { MailConfig } from './mail/config.ts';
import { type Mailer, mailer } from './mail/mailer.ts';
import type { Message } from './message.ts';
import { noticeOfEvent, noticeOfMoment } from './notice.ts';
import { webhookCaller } from './webhook/caller.ts';

/** What sending works with. */
export interface SendingParts {
  /** Those in force. */
  readonly settings: () => GatewayConfig['settings'];
  readonly store: Store;
  readonly reader: IncidentReader;
  readonly inventory: () => Inventory;
  readonly periods: Periods;
  /** See `CallerParts`. */
  readonly describe: (view: IncidentView, version: number | null) => object;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Logs an error as what is said, unless it is that the store is away, which is known. */
  readonly unless: (what: string) => (error: unknown) => void;
  readonly now: () => number;
}

/** Everything that goes out: what must be sent, and the timers that notice when. */
export interface Sending {
  /** What must be sent because of a batch and the results in it. */
  readonly messages: (batch: Batch, results: readonly PassiveResult[]) => readonly Message[];
  /** The store; windows that are announced through it become downtimes in Nagios, until they are cancelled. */
  readonly announcing: Store;
  /** To be called when something was written. */
  readonly look: () => void;
  readonly stop: () => Promise<void>;
}

/** Starts to send what is due, and to notice what becomes due. */
export async function startSending(parts: SendingParts): Promise<Sending> {
  const { settings, store, inventory, metrics, log, now } = parts;
  const sites = () => settings().nagios ?? [];
  const audience = () => ({
    inventory: inventory(),
    mail: settings().mail,
    webhooks: settings().webhooks ?? [],
  });
  const mail = openMail(parts);
  const sending: Alarm = startOutbox({
    outbox: store.outbox,
    waysOut: {
      'incident-mail': async (message) => (await mail.now()).aboutIncident(message),
      mail: async (message) => (await mail.now()).written(message),
      webhook: webhookCaller({
        ...parts,
        outbox: store.outbox,
        webhooks: () => audience().webhooks,
      }),
      nagios: commandFiles(sites),
    },
    bundles: async (messages) => (await mail.now()).aboutNew(messages),
    ...{ now, random: Math.random },
    tried: ({ id, content, attempts }, delivery) => {
      metrics.sent(content.kind, delivery.kind);
      if (delivery.kind !== 'failed') return;
      const { why, final } = delivery;
      log.warn({ id, channel: content.kind, attempts: attempts + 1, why, final }, 'not sent');
    },
    failed: parts.unless('the outbox cannot be read'),
  });
  const timers = startTimers({
    ...{ store, shares: () => sharesOf(settings().reminders), now },
    messages: (noticed) => messagesAbout(noticeOfMoment(noticed), audience(), now()),
    noticed: (noticed) => {
      if (noticed.length > 0) sending.look();
    },
    failed: (error, incident) =>
      parts.unless(`the clocks of incident ${incident ?? '…'} cannot be looked at`)(error),
  });
  for (const state of ['waiting', 'dead'] as const) {
    metrics.gauge(
      `watchclock_outbox_${state}`,
      `Messages that are ${state}.`,
      async () => (await store.outbox.counts()).get(state) ?? 0,
    );
  }
  const look = () => {
    timers.look();
    sending.look();
  };
  return {
    messages: (batch, results) => [
      ...messagesIn(batch, audience()),
      ...messagesToNagios(batch, sites()),
      ...resultsToNagios(results, sites(), batch.receivedAt),
    ],
    announcing: {
      ...store,
      announce: async (window) => {
        await store.announce(window, downtimesToNagios(window, inventory(), sites()));
        look();
      },
      cancel: async (cancellation) => {
        const { cancels, at } = cancellation;
        const windows = (await store.maintenance()).filter(({ id }) => id === cancels);
        const messages = windows.flatMap((window) => cancellationToNagios(window, at, sites()));
        await store.cancel(cancellation, messages);
        look();
      },
    },
    look,
    stop: async () => {
      await Promise.all([timers.stop(), sending.stop()]);
      await mail.close();
    },
  };
}

function messagesIn({ events, incidents, receivedAt }: Batch, audience: Audience): Message[] {
  const byNumber = new Map(incidents.map((incident) => [incident.id, incident]));
  return events.flatMap((recorded) => {
    const incident = byNumber.get(recorded.incident);
    if (incident === undefined) return [];
    return messagesAbout(noticeOfEvent(incident, recorded), audience, receivedAt);
  });
}

type Mail = Mailer & { readonly close: () => void };

/** The mailer of the settings in force; another one is opened when they say something else. */
function openMail(parts: SendingParts) {
  let config = parts.settings().mail;
  let mail = mailOf(config, parts);
  return {
    now: () => {
      const { mail: configured } = parts.settings();
      if (configured !== config) {
        void mail.then(({ close }) => close());
        config = configured;
        mail = mailOf(config, parts);
      }
      return mail;
    },
    close: async () => (await mail).close(),
  };
}

/** The library for mail is loaded only where mail goes out. */
async function mailOf(config: MailConfig | undefined, parts: SendingParts): Promise<Mail> {
  const { settings, store, reader, inventory, periods, now } = parts;
  if (config === undefined) return noMail;
  const { mailTransport } = await import('./mail/transport.ts');
  const transport = mailTransport(config);
  const customers = () => inventory().customers;
  return {
    ...mailer({
      ...{ config, transport, reader, outbox: store.outbox, now },
      customerName: (id) => (id === null ? 'no known customer' : (customers().get(id)?.name ?? id)),
      baseUrl: settings().http?.base_url,
      settling: () => periods.settling,
    }),
    close: transport.close,
  };
}

const unconfigured = { kind: 'failed', why: 'no mail is configured', final: true } as const;

/** What was written while there was a relay, and is due now that there is none. */
const noMail: Mail = {
  aboutIncident: async () => unconfigured,
  aboutNew: async (messages) => messages.map(() => unconfigured),
  written: async () => unconfigured,
  close: () => undefined,
};
