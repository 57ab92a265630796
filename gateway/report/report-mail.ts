import { standard } from '../../sla/plan.ts';
import { localText } from '../../sla/wording.ts';
import type { Message, Recipient } from '../outbox/message.ts';
import type { Store } from '../store/store.ts';
import { type Alarm, startAlarm } from '../timers/alarm.ts';
import type { DigestedReport } from './compliance.ts';
import type { ReportMail } from './config.ts';
import { reportText } from './formats/text.ts';
import type { Reports } from './reports.ts';
import { type DueReport, dueAround } from './schedule.ts';

/** What mailing reports works with. */
export interface ReportMailParts {
  readonly mails: readonly ReportMail[];
  readonly reports: Reports;
  readonly store: Pick<Store, 'outbox' | 'checkpoints'>;
  /** How people reach the gateway; without it a mail has no links. */
  readonly baseUrl: string | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** To be called when something is to be sent. */
  readonly look: () => void;
  readonly failed: (error: unknown) => void;
}

const { zone } = standard.calendar;
/** Later than this a mail says that it is late. */
const patience = 3_600_000;

/** Puts each report into the outbox when it is due, once; what was due while no gateway ran goes out late and says so. */
export function startReportMail(parts: ReportMailParts): Alarm {
  return startAlarm({ ring: () => mailWhatIsDue(parts), failed: parts.failed });
}

async function mailWhatIsDue(parts: ReportMailParts): Promise<number | null> {
  const { mails, now, store } = parts;
  if (mails.length === 0) return null;
  const [first] = await store.checkpoints.all();
  // An installation that is younger than the report has nothing to tell of that time.
  const since = first?.checkpoint.at ?? now();
  for (const mail of mails) {
    const { last } = dueAround(mail.every, zone, now());
    if (last.at > since) await mailOne(mail, last, parts);
  }
  return Math.min(...mails.map(({ every }) => dueAround(every, zone, now()).next.at)) - now();
}

async function mailOne(
  { customer: named, to }: ReportMail,
  due: DueReport,
  { reports, store, baseUrl, now, look }: ReportMailParts,
): Promise<void> {
  const customer = named ?? null;
  const keys = to.map(({ email }) => keyOf(customer, due, email));
  const known = await store.outbox.states(keys);
  if (keys.every((key) => known.has(key))) return;
  const report = await reports.compliance({ customer, period: due.period });
  const letter = { report, due, baseUrl, late: now() - due.at > patience };
  const messages = to.map((recipient) => messageTo(recipient, customer, letter));
  if ((await store.outbox.put(messages, now())) > 0) look();
}

/** One report goes to one address once. */
function keyOf(
  customer: string | null,
  { period: { from, to } }: DueReport,
  email: string,
): string {
  return `report ${JSON.stringify([customer, from, to, email])}`;
}

interface Letter {
  readonly report: DigestedReport;
  readonly due: DueReport;
  readonly baseUrl: string | undefined;
  readonly late: boolean;
}

function messageTo(to: Recipient, customer: string | null, letter: Letter): Message {
  const { from, to: until } = letter.due.period;
  return {
    key: keyOf(customer, letter.due, to.email),
    content: {
      ...{ kind: 'mail', to, incident: null },
      subject: `Compliance report ${customer ?? 'on all customers'}, ${from} to ${until}`,
      text: textOf(customer, letter),
    },
  };
}

function textOf(customer: string | null, { report, due, baseUrl, late }: Letter): string {
  const query = new URLSearchParams({ ...(customer !== null && { customer }), ...due.period });
  const places =
    baseUrl === undefined
      ? ''
      : `As a page:  ${new URL(`reports?${query}`, baseUrl)}\nAs PDF:     ${new URL(`api/v1/reports/compliance.pdf?${query}`, baseUrl)}\n\n`;
  const excuse = late
    ? `This report was due at ${localText(due.at, zone)}; no gateway ran then.\n\n`
    : '';
  return `${excuse}${places}${reportText(report)}`;
}
