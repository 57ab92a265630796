import { openTime } from '../../../sla/open-time.ts';
import type { Severity } from '../../../sla/plan.ts';
import type { IncidentClocks } from '../../clocks.ts';
import { settlesAt } from '../../decide-signal.ts';
import { type Incident, isOutside } from '../../incident.ts';
import type { IncidentMail } from '../message.ts';

/** Whether a mail is worth sending as things stand: yes, not yet, or not any more. */
export type Judgement =
  | { readonly kind: 'send' }
  | { readonly kind: 'later'; readonly at: number; readonly why: string }
  | { readonly kind: 'needless'; readonly why: string };

/** What a judgement depends on. Instants are epoch milliseconds. */
export interface Standing {
  readonly incident: Incident;
  readonly clocks: IncidentClocks;
  /** Whether this reader was ever told of the incident. */
  readonly told: boolean;
  /** The settling time of service.md rule 11, in milliseconds. */
  readonly settling: number;
  readonly quiet: QuietHours | undefined;
  readonly now: number;
}

/** When engineers are left in peace, and what for they are not. */
interface QuietHours {
  /** `22:00-07:00`, wall-clock time in the zone. */
  readonly hours: string;
  readonly zone: string;
  readonly except: readonly Severity[];
}

/** Judges a mail about an incident. */
export function judgeMail(mail: IncidentMail, standing: Standing): Judgement {
  return (
    superfluous(mail, standing) ?? unsettled(mail, standing) ?? atPeace(mail, standing) ?? send
  );
}

const send: Judgement = { kind: 'send' };

function needless(why: string): Judgement {
  return { kind: 'needless', why };
}

function superfluous(mail: IncidentMail, standing: Standing): Judgement | undefined {
  const { incident, told } = standing;
  const { resolvedByItself, status } = incident;
  switch (mail.topic) {
    case 'raised':
    case 'reopened':
      if (isOutside(incident)) return needless(`the incident is ${status}`);
      if (!isLate(mail, incident)) return undefined;
      if (resolvedByItself) return needless('it recovered by itself before anybody was told');
      return status === 'open' ? undefined : needless(`it is ${status}, which is told instead`);
    case 'resolved':
      return resolvedByItself && !told && mail.role === 'customer'
        ? needless('who was not told of the trouble is not told of its end')
        : undefined;
    case 'due soon':
    case 'update due':
    case 'opening':
      return outrun(mail, standing);
    case 'overdue':
    case 'question':
    case 'answer':
    case 'update':
      return undefined;
  }
}

/** A customer hears of what monitoring raised only after a while. */
function isLate({ role }: IncidentMail, { raised }: Incident): boolean {
  return role === 'customer' && raised.cause.by === 'alert';
}

/** A warning is of no use once what it warns of has come, or cannot come any more. */
function outrun({ moment }: IncidentMail, { incident, clocks }: Standing): Judgement | undefined {
  if (incident.status !== 'open') return needless(`the incident is ${incident.status}`);
  const all = [...clocks.clocks, ...(clocks.awaited === null ? [] : [clocks.awaited])];
  const clock = all.find(({ name }) => name === moment?.clock);
  const running = all.filter(({ phase }) => phase !== 'stopped');
  if (moment?.share === 0) return running.length > 0 ? undefined : needless('every clock stopped');
  if (clock === undefined || clock.phase === 'stopped') return needless('the clock stopped');
  return clock.overdue ? needless('it is overdue, which is told instead') : undefined;
}

/** What seems to be over may be back within the settling time: until then a customer hears neither. */
function unsettled(mail: IncidentMail, standing: Standing): Judgement | undefined {
  const { incident, settling, now } = standing;
  if (mail.topic !== 'raised' && mail.topic !== 'reopened') return undefined;
  const settles = isLate(mail, incident) ? settlesAt(incident, settling) : null;
  if (settles === null) return undefined;
  return { kind: 'later', at: Math.max(settles, now) + moment, why: 'its alert has cleared' };
}

/** What resolves an incident by itself needs to come first. */
const moment = 5_000;

function atPeace({ role }: IncidentMail, standing: Standing): Judgement | undefined {
  const { incident, quiet, now } = standing;
  if (role !== 'engineer' || quiet === undefined) return undefined;
  if (quiet.except.includes(incident.severity)) return undefined;
  const end = endOfQuiet(quiet, now);
  return end > now ? { kind: 'later', at: end, why: `quiet hours, ${quiet.hours}` } : undefined;
}

/** The next instant outside the quiet hours; that instant itself when it lies outside. */
export function endOfQuiet({ hours, zone }: QuietHours, instant: number): number {
  const [from = '', to = ''] = hours.split('-');
  if (from === to) return instant;
  const loud = from < to ? [`00:00-${from}`, `${to}-24:00`] : [`${to}-${from}`];
  const day = loud.filter((stretch) => stretch !== '00:00-00:00');
  const week = Object.fromEntries(weekdays.map((name) => [name, day]));
  const calendar = { name: 'loud hours', version: '1', zone, hours: week, holidays: [] };
  return openTime(calendar).opening(instant);
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
