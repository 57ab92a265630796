import { durationText, localText } from '../../../sla/wording.ts';
import type { Countdown } from '../../clocks.ts';
import type { IncidentView } from '../../incident/incident-reader.ts';
import { type Raised, textOf } from '../../incident-event.ts';
import { subjectTag } from '../../mail/mail-thread.ts';
import type { IncidentMail, Moment, Topic } from '../message.ts';

/** A mail as its reader sees it: one line of subject, plain text. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** What a letter says besides the incident. */
export interface LetterContext {
  /** The customer's name as people write it. */
  readonly customer: string;
  /** How people reach the pages, if they can. */
  readonly baseUrl: string | undefined;
}

/** The letter of a mail about an incident as it stands. */
export function letterOf(mail: IncidentMail, view: IncidentView, context: LetterContext): Letter {
  const { incident, clocks } = view;
  const { zone } = clocks.history.plan.calendar;
  const of: Writing = { mail, view, context, zone };
  const headline = `${headlines[mail.topic]}: ${incident.summary}`;
  return {
    subject: oneLine(`${subjectTag(incident.id)} ${headline}`),
    text: paragraphs([opening(of), facts(of), body(of), closing(of)]),
  };
}

/** One letter about many new incidents; a page lists what does not fit. */
export function digestOf(views: readonly IncidentView[], context: LetterContext): Letter {
  const shown = views.slice(0, 100).map(({ incident }) => {
    const { id, severity, raised, summary } = incident;
    return `${subjectTag(id)} ${severity}  ${raised.customer ?? 'no known customer'}: ${summary}`;
  });
  const rest = views.length - shown.length;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  const page = context.baseUrl === undefined ? [] : [new URL('/', context.baseUrl).href];
  return {
    subject: oneLine(`${views.length} new incidents: ${views[0]?.incident.summary ?? ''}`),
    text: paragraphs([
      [`${views.length} incidents were raised within a short time:`],
      [...shown, ...more].map((line) => printable(line)),
      page,
    ]),
  };
}

const headlines: Readonly<Record<Topic, string>> = {
  raised: 'new',
  opening: 'the clocks run now',
  'due soon': 'due soon',
  overdue: 'OVERDUE',
  'update due': 'status update due',
  question: 'we need something from you',
  answer: 'the customer answers',
  note: 'a word from us',
  update: 'status update',
  resolved: 'resolved',
  reopened: 'open again',
};

interface Writing {
  readonly mail: IncidentMail;
  readonly view: IncidentView;
  readonly context: LetterContext;
  readonly zone: string;
}

type Lines = readonly string[];

function opening({ mail: { topic, moment }, view, context, zone }: Writing): Lines {
  const name = `Incident INC-${view.incident.id} of ${context.customer}`;
  switch (topic) {
    case 'raised':
      return [`${name} was recorded.`];
    case 'opening':
      return [`${name} was raised outside service hours; its guaranteed times run now.`];
    case 'due soon':
      return [`${name}: ${percent(moment)} of the time for the ${moment?.clock} is used.`];
    case 'overdue':
      return [`${name}: the ${moment?.clock} is overdue${since(moment, zone)}.`];
    case 'update due':
      return [`${name}: a status update is due soon.`];
    case 'question':
      return [`${name}: we need your help to go on. Until you answer, the guaranteed times pause.`];
    case 'answer':
      return [`${name}: the customer answers.`];
    case 'note':
      return [`${name}: the helpdesk writes.`];
    case 'update':
      return [`${name}: this is how it stands.`];
    case 'resolved':
      return [`${name} was resolved.`];
    case 'reopened':
      return [`${name} is open again.`];
  }
}

function since(moment: Moment | null, zone: string): string {
  return moment === null ? '' : ` since ${localText(moment.at, zone)}`;
}

function percent(moment: Moment | null): string {
  return `${Math.round((moment?.share ?? 0) * 100)} %`;
}

function facts({ view: { incident }, zone }: Writing): Lines {
  const { summary, severity, formal, raised, raisedAt } = incident;
  return [
    `About:     ${printable(summary)}`,
    `Raised:    ${localText(raisedAt, zone)} through ${printable(raised.source)}`,
    `Severity:  ${severity}${formal ? '' : ` (proposed: ${printable(raised.because)})`}`,
    ...raised.notGuaranteed.map((reason) => `The guarantees do not apply: ${printable(reason)}`),
  ];
}

/** What the mail is about in particular: deadlines, what was asked or said, what it came to. */
function body(of: Writing): Lines {
  const { mail, view } = of;
  const event = view.events.find(({ version }) => version === mail.version)?.event;
  switch (mail.topic) {
    case 'raised':
      return [...described(view.incident.raised), ...deadlines(of)];
    case 'opening':
    case 'reopened':
      return deadlines(of);
    case 'due soon':
    case 'overdue':
    case 'update due':
      return [...lateness(of), ...deadlines(of)];
    case 'question':
      return event?.kind === 'information-requested'
        ? quoted(`For ${textOf(event.whom)} (request ${event.id}):`, textOf(event.what))
        : [];
    case 'answer':
    case 'note':
    case 'update':
      return event !== undefined && 'text' in event ? quoted('', textOf(event.text)) : [];
    case 'resolved':
      return [...resolution(view), ...verdicts(of)];
  }
}

function described({ cause }: Raised): Lines {
  const text = cause.by === 'person' ? textOf(cause.description) : cause.longOutput;
  return text.trim() === '' ? [] : [...quoted('', text.slice(0, 4_000)), ''];
}

function quoted(head: string, text: string): Lines {
  const lines = text.split('\n').map((line) => `  ${printable(line)}`.trimEnd());
  return head === '' ? lines : [printable(head), ...lines];
}

function deadlines({ view: { incident, clocks }, zone }: Writing): Lines {
  const { awaited } = clocks;
  const running = [...clocks.clocks, ...(awaited === null ? [] : [awaited])];
  const lines = running
    .filter(({ phase }) => phase !== 'stopped' && phase !== 'waiting')
    .map((clock) => `  ${clock.name.padEnd(14)}${deadline(clock, zone)}`);
  if (lines.length === 0) return [];
  const promised = incident.raised.notGuaranteed.length === 0 ? 'Guaranteed:' : 'Measured:';
  const [first] = running;
  return [promised, ...lines, ...(first === undefined ? [] : runsFrom(first, zone))];
}

function deadline({ phase, due, overdue, target }: Countdown, zone: string): string {
  const of = `(${durationText(target)} of service time)`;
  if (due === null) return `paused ${of}`;
  if (overdue) return `was due by ${localText(due, zone)} ${of}`;
  return `by ${localText(due, zone)} ${of}${phase === 'paused' ? ', paused' : ''}`;
}

function runsFrom({ phase, countsFrom }: Countdown, zone: string): Lines {
  if (phase !== 'outside hours' || countsFrom === null) return [];
  return [`It is outside service hours: the clocks run from ${localText(countsFrom, zone)}.`];
}

function lateness({ mail: { moment }, zone }: Writing): Lines {
  if (moment === null || moment.late === 0) return [];
  const passed = moment.passed.map(
    ({ share, at }) => `  ${Math.round(share * 100)} % was reached at ${localText(at, zone)}`,
  );
  const late = `This comes ${durationText(Math.floor(moment.late / 1000) * 1000)} late: no gateway ran at the time.`;
  return [late, ...passed, ''];
}

function resolution({ incident, events }: IncidentView): Lines {
  const last = events.findLast(({ event }) => event.kind === 'resolved')?.event;
  const cause = last?.kind === 'resolved' ? textOf(last.cause) : '';
  const how = incident.resolvedByItself ? 'It recovered by itself.' : 'Cause and remedy:';
  return incident.resolvedByItself ? [how, ''] : [...quoted(how, cause), ''];
}

function verdicts({ view: { clocks } }: Writing): Lines {
  return clocks.clocks
    .filter(({ clock }) => clock.startedAt !== null)
    .map(({ name, clock: { verdict, elapsed, target } }) => {
      const used = `${durationText(elapsed)} of ${durationText(target)} of service time`;
      return `  ${name.padEnd(14)}${verdict} (${used})`;
    });
}

function closing({ mail, view: { incident }, context }: Writing): Lines {
  const page =
    context.baseUrl === undefined
      ? []
      : [new URL(`/incidents/${incident.id}`, context.baseUrl).href];
  const answer = `To answer, reply to this mail and leave ${subjectTag(incident.id)} in its subject.`;
  return mail.role === 'customer' ? [answer, ...page] : page;
}

function paragraphs(parts: readonly Lines[]): string {
  const texts = parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n').trimEnd());
  return `${texts.join('\n\n')}\n`;
}

/** Texts of others are data: no line of theirs may look like one of ours, and nothing steers a terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

function oneLine(text: string): string {
  const line = printable(text).replaceAll(/ {2,}/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
