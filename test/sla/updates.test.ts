import { expect } from 'chai';
import { at, evaluated, type Story } from './story.ts';

interface Row extends Omit<Story, 'raised'> {
  readonly what: string;
  readonly raised?: string;
  /** `due verdict`, the due time `never` where it is null. */
  readonly updates: readonly string[];
}

const rows: readonly Row[] = [
  { what: 'none before the intervention', now: 'Mon 18:00', updates: [] },
  {
    what: 'none under Standard',
    plan: 'S',
    now: 'Mon 18:00',
    events: ['Mon 10:00 intervention-started'],
    updates: [],
  },
  {
    what: 'the first 2 h after the start of the intervention',
    now: 'Mon 11:00',
    events: ['Mon 10:00 intervention-started'],
    updates: ['Mon 12:00 running'],
  },
  {
    what: 'met exactly at its due time, and the next 2 h after it',
    now: 'Mon 12:00',
    events: ['Mon 10:00 intervention-started', 'Mon 12:00 update-posted'],
    updates: ['Mon 12:00 met', 'Mon 14:00 running'],
  },
  {
    what: 'missed once, and the next due 2 h after it was finally posted',
    now: 'Mon 17:00',
    events: ['Mon 10:00 intervention-started', 'Mon 16:30 update-posted'],
    updates: ['Mon 12:00 missed', 'Mon 18:30 running'],
  },
  {
    what: 'missed while it is overdue',
    now: 'Mon 12:01',
    events: ['Mon 10:00 intervention-started'],
    updates: ['Mon 12:00 missed'],
  },
  {
    what: 'only service time counts',
    now: 'Mon 19:00',
    events: ['Mon 18:00 intervention-started'],
    updates: ['Tue 08:00 running'],
  },
  {
    what: 'no time while a request is open, which leaves no due time',
    now: 'Mon 15:00',
    events: ['Mon 10:00 intervention-started', 'Mon 11:00 information-requested q1'],
    updates: ['never running'],
  },
  {
    what: 'the pause moves the due time, of an update that was posted before it too',
    now: 'Mon 15:00',
    events: [
      'Mon 10:00 intervention-started',
      'Mon 10:30 update-posted',
      'Mon 11:00 information-requested q1',
      'Mon 12:00 information-received q1',
    ],
    updates: ['Mon 13:00 met', 'Mon 13:30 missed'],
  },
  {
    what: 'no time in a counted maintenance window',
    now: 'Mon 13:00',
    events: ['Mon 10:00 intervention-started'],
    maintenance: ['Mon 08:00 | Mon 11:00 | Mon 14:00'],
    updates: ['Mon 15:00 running'],
  },
  {
    what: 'an update posted while a request is open counts as one',
    now: 'Mon 12:00',
    events: [
      'Mon 10:00 intervention-started',
      'Mon 11:00 information-requested q1',
      'Mon 11:30 update-posted',
      'Mon 12:00 information-received q1',
    ],
    updates: ['Mon 13:00 met', 'Mon 14:00 running'],
  },
  {
    what: 'what was awaited at the resolution was not needed',
    now: 'Mon 18:00',
    events: ['Mon 10:00 intervention-started', 'Mon 12:00 resolved'],
    updates: [],
  },
  {
    what: 'what was overdue at the resolution is missed',
    now: 'Mon 18:00',
    events: ['Mon 10:00 intervention-started', 'Mon 12:01 resolved'],
    updates: ['Mon 12:00 missed'],
  },
  {
    what: 'resolved after the alert cleared: what counts is the resolution',
    now: 'Mon 18:00',
    events: ['Mon 10:00 intervention-started', 'Mon 11:00 alert-cleared', 'Mon 12:01 resolved'],
    updates: ['Mon 12:00 missed'],
  },
  {
    what: 'after a reopening the next is due 2 h after it',
    now: 'Mon 16:00',
    events: [
      'Mon 10:00 intervention-started',
      'Mon 11:00 resolved',
      'Mon 15:00 reopened',
      'Mon 15:30 intervention-started',
    ],
    updates: ['Mon 17:00 running'],
  },
  {
    what: 'a reopening without an intervention awaits none',
    now: 'Mon 16:00',
    events: ['Mon 11:00 resolved', 'Mon 15:00 reopened'],
    updates: [],
  },
  {
    what: 'a reopening of what is not resolved changes nothing',
    now: 'Mon 11:30',
    events: ['Mon 10:00 intervention-started', 'Mon 11:00 reopened'],
    updates: ['Mon 12:00 running'],
  },
  {
    what: 'a post before the intervention or while resolved is a comment',
    now: 'Mon 16:00',
    events: [
      'Mon 09:00 update-posted',
      'Mon 10:00 intervention-started',
      'Mon 11:00 resolved',
      'Mon 12:00 update-posted',
      'Mon 15:00 reopened',
    ],
    updates: ['Mon 17:00 running'],
  },
  {
    what: 'none for an excluded incident',
    now: 'Mon 16:00',
    events: ['Mon 09:10 alert-cleared', 'Mon 10:00 intervention-started'],
    maintenance: ['Mon 08:00 | Mon 09:00 | Mon 09:30'],
    updates: [],
  },
];

describe('status updates', () => {
  for (const { what, updates, ...story } of rows) {
    it(what, () => {
      const told = { plan: 'P', raised: 'Mon 09:00', ...story } as const;
      expect(evaluated(told).updates).to.deep.equal(updates.map(updateOf));
    });
  }
});

function updateOf(text: string): { due: number | null; verdict: string } {
  const [verdict = ''] = text.split(' ').slice(-1);
  const due = text.slice(0, -verdict.length - 1);
  return { due: due === 'never' ? null : at(due), verdict };
}
