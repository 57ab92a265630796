import { type Severity, severities } from '../../sla/plan.ts';
import { type Viewer, visibleTo } from '../access/viewer.ts';
import { type BoardEntry, isOutsideHours, isOverdue } from './entry.ts';

/** Which open incidents somebody wants to see; what is left out does not matter. */
export interface BoardFilter {
  readonly customer?: string;
  readonly severity?: readonly Severity[];
  readonly status?: BoardStatus;
  readonly plan?: string;
  /** Each word of it must be there. */
  readonly text?: string;
  /** Only those that whoever looks has taken on. */
  readonly mine?: boolean;
}

/** What can be asked of an incident's state, in words. */
export const boardStatuses = {
  overdue: 'overdue',
  unanswered: 'nobody has responded',
  working: 'in progress',
  paused: 'paused',
  waiting: 'outside service hours',
} as const;

/** The name of such a state. */
type BoardStatus = keyof typeof boardStatuses;

/** The filter that a query asks for; what cannot be understood is left out. */
export function readFilter(query: unknown): BoardFilter {
  const asked = Object(query) as Readonly<Record<string, unknown>>;
  const text = (name: string) => {
    const value = asked[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const severity = severities.filter((each) => [asked.severity].flat().includes(each));
  const status = text('status');
  const [customer, plan, words] = [text('customer'), text('plan'), text('q')];
  return {
    ...(customer !== undefined && { customer }),
    ...(severity.length > 0 && { severity }),
    ...(isStatus(status) && { status }),
    ...(plan !== undefined && { plan }),
    ...(words !== undefined && { text: words.slice(0, 200) }),
    ...(asked.mine === '1' && { mine: true }),
  };
}

/** The query that asks for a filter, without the question mark. */
export function filterQuery(filter: BoardFilter): string {
  const { customer, severity = [], status, plan, text, mine } = filter;
  const pairs: [string, string | undefined][] = [
    ['q', text],
    ['customer', customer],
    ...severity.map((each): [string, string] => ['severity', each]),
    ['status', status],
    ['plan', plan],
    ['mine', mine === true ? '1' : undefined],
  ];
  const asked = pairs.filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new URLSearchParams(asked).toString();
}

/** What an entry must be for somebody who looks with a filter: visible to them, and what they asked for. */
export function fits(
  filter: BoardFilter,
  viewer: Viewer,
): (entry: BoardEntry, now: number) => boolean {
  const isVisible = visibleTo(viewer);
  const words = filter.text?.toLowerCase().split(/\s+/) ?? [];
  const { customer, severity, status, plan, mine } = filter;
  return (entry, now) =>
    isVisible(entry.incident.raised) &&
    (customer === undefined || entry.incident.raised.customer === customer) &&
    (severity === undefined || severity.includes(entry.incident.severity)) &&
    (plan === undefined || entry.plan.name === plan) &&
    (mine !== true || entry.worker === viewer.name) &&
    words.every((word) => entry.words.includes(word)) &&
    (status === undefined || stands[status](entry, now));
}

const stands: Readonly<Record<BoardStatus, (entry: BoardEntry, now: number) => boolean>> = {
  overdue: isOverdue,
  unanswered: ({ incident }) =>
    incident.respondedAt === null && incident.interventionStartedAt === null,
  working: ({ incident }) => incident.interventionStartedAt !== null,
  paused: ({ paused }) => paused,
  waiting: (entry, now) => !entry.paused && isOutsideHours(entry, now),
};

function isStatus(text: string | undefined): text is BoardStatus {
  return text !== undefined && Object.hasOwn(boardStatuses, text);
}
