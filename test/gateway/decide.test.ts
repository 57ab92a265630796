import { expect } from 'chai';
import type { Command, PersonCommand } from '../../gateway/command.ts';
import { decide } from '../../gateway/decide.ts';
import { evolve, type Incident } from '../../gateway/incident.ts';
import { personal } from '../../gateway/incident-event.ts';
import {
  asCommand,
  live,
  lived,
  minute,
  notification,
  opening,
  periods,
  report,
  result,
  type Step,
} from './samples.ts';

const text = personal('words');
const raised: Step = [minute(0), notification()];
const cleared: Step = [minute(5), notification({ type: 'RECOVERY' })];
const responded: Step = [minute(6), { kind: 'responded' }];
const resolved: Step = [minute(30), { kind: 'resolved', cause: text }];
const ask = { kind: 'information-requested', id: 'q1', whom: text, what: text } as const;
const answer = { kind: 'information-received', id: 'q1', text } as const;

/** What follows from a command after some steps: the kinds of events, or the refusal. */
function outcomeOf(steps: readonly Step[], at: number, what: Step[1]): string[] | string {
  const incident = steps.length === 0 ? undefined : lived(...steps);
  const decision = decide(incident, asCommand(what, at), {
    at,
    receivedAt: minute(10_000),
    periods,
  });
  return 'refused' in decision ? decision.refused : decision.map(({ kind }) => kind);
}

describe('deciding about a signal', () => {
  const table: [string, readonly Step[], number, Step[1], string[]][] = [
    ['a problem raises an incident', [], 0, notification(), ['raised']],
    ['a bad result raises an incident', [], 0, result(), ['raised']],
    ['a good result raises nothing', [], 0, result({ state: 'OK' }), []],
    ['a recovery of nothing known is nothing', [], 0, notification({ type: 'RECOVERY' }), []],
    ['a flap of nothing known is nothing', [], 0, notification({ type: 'FLAPPINGSTART' }), []],
    ['the same problem again is a repeat', [raised], 3, notification(), ['problem-repeated']],
    ['the same bad result again is nothing', [raised], 3, result(), []],
    [
      'new words for the same state are noted',
      [raised],
      3,
      notification({ output: 'timed out' }),
      ['output-changed'],
    ],
    [
      'a milder state is noted and keeps the severity',
      [raised],
      3,
      result({ state: 'WARNING' }),
      ['state-changed'],
    ],
    [
      'a worse state proposes a graver severity',
      [[minute(0), result({ state: 'WARNING' })]],
      3,
      result(),
      ['state-changed', 'severity-changed'],
    ],
    [
      'a worse state leaves the formal severity alone',
      [
        [minute(0), result({ state: 'WARNING' })],
        [minute(1), { kind: 'severity-changed', severity: 'D', because: '' }],
      ],
      3,
      result(),
      ['state-changed'],
    ],
    ['a recovery clears', [raised], 5, notification({ type: 'RECOVERY' }), ['alert-cleared']],
    ['a second recovery is nothing', [raised, cleared], 6, result({ state: 'OK' }), []],
    [
      'a problem after a recovery raises the alert again',
      [raised, cleared],
      6,
      notification(),
      ['alert-raised'],
    ],
    [
      'a problem within the settling time after a resolution reopens',
      [raised, cleared, resolved],
      44,
      notification(),
      ['reopened', 'alert-raised'],
    ],
    [
      'a recovery after the resolution is recorded',
      [raised, resolved],
      40,
      notification({ type: 'RECOVERY' }),
      ['alert-cleared'],
    ],
    [
      'a late problem voids the resolution by itself that it proves wrong',
      [raised, cleared, [minute(20), { kind: 'settle' }]],
      10,
      notification(),
      ['resolution-voided', 'alert-raised'],
    ],
    [
      'what is older than the last word is only kept',
      [raised, cleared],
      4,
      notification(),
      ['signal-late'],
    ],
    [
      'a recovery told in whole seconds clears what another door told in milliseconds',
      [[minute(0) + 999, result()]],
      0,
      notification({ type: 'RECOVERY' }),
      ['alert-cleared'],
    ],
    ['an old result is dropped', [raised, cleared], 4, result(), []],
    [
      'an acknowledgement is evidence',
      [raised],
      3,
      notification({ type: 'ACKNOWLEDGEMENT' }),
      ['acknowledged'],
    ],
    [
      'a flap is annotated',
      [raised],
      3,
      notification({ type: 'FLAPPINGSTART' }),
      ['flapping-started'],
    ],
    ['a flap that never began cannot end', [raised], 3, notification({ type: 'FLAPPINGSTOP' }), []],
    [
      'a downtime is linked',
      [raised],
      3,
      notification({ type: 'DOWNTIMESTART' }),
      ['downtime-linked'],
    ],
    ['a custom notification is a note', [raised], 3, notification({ type: 'CUSTOM' }), ['note']],
  ];
  for (const [title, steps, at, signal, kinds] of table) {
    it(title, () => {
      expect(outcomeOf(steps, minute(at), signal)).to.deep.equal(kinds);
    });
  }

  it('an alert clears an incident only when nothing of it is in trouble any more', () => {
    const host = notification({ service: null, state: 'DOWN' });
    const [, , one, two] = live(
      [minute(0), host],
      [minute(1), result({ service: 'load' })],
      [minute(2), result({ service: null, state: 'UP' })],
      [minute(3), result({ service: 'load', state: 'OK' })],
    );
    expect(one?.event).to.include({ kind: 'alert-cleared', over: false });
    expect(two?.event).to.include({ kind: 'alert-cleared', over: true });
  });

  it('an acknowledgement keeps who and what apart from the log', () => {
    const ack = notification({ type: 'ACKNOWLEDGEMENT', author: 'Otto', comment: 'known' });
    const [, event] = live(raised, [minute(1), ack]);
    expect(event?.event).to.deep.include({
      author: { personal: 'Otto' },
      comment: { personal: 'known' },
    });
  });
});

describe('settling', () => {
  const settle: Command = { kind: 'settle' };
  it('resolves what stayed clear for the settling time', () => {
    expect(outcomeOf([raised, cleared], minute(20), settle)).to.deep.equal(['resolved']);
  });
  it('does nothing a moment before', () => {
    expect(outcomeOf([raised, cleared], minute(20) - 1, settle)).to.deep.equal([]);
  });
  it('does nothing while the trouble lasts', () => {
    expect(outcomeOf([raised], minute(600), settle)).to.deep.equal([]);
  });
  it('leaves it to an engineer who has responded', () => {
    expect(outcomeOf([raised, cleared, responded], minute(60), settle)).to.deep.equal([]);
  });
  it('leaves it to an engineer who has started the intervention', () => {
    const started: Step = [minute(6), { kind: 'intervention-started' }];
    expect(outcomeOf([raised, cleared, started], minute(60), settle)).to.deep.equal([]);
  });
  it('waits while something flaps', () => {
    const flaps: Step = [minute(4), notification({ type: 'FLAPPINGSTART' })];
    expect(outcomeOf([raised, flaps, cleared], minute(60), settle)).to.deep.equal([]);
  });
  it('never resolves what a person raised', () => {
    const reported: Step = [
      minute(0),
      { kind: 'report', report: report(), opening, enteredAfterwards: false },
    ];
    const bad: Step = [minute(1), result()];
    const good: Step = [minute(2), result({ state: 'OK' })];
    expect(outcomeOf([reported, bad, good], minute(60), settle)).to.deep.equal([]);
  });
});

describe('deciding about what a person does', () => {
  const table: [string, readonly Step[], number, PersonCommand, string[] | string][] = [
    ['nobody can act on nothing', [], 1, { kind: 'responded' }, 'there is no such incident'],
    ['responding', [raised], 1, { kind: 'responded' }, ['responded']],
    ['responding twice is once', [raised, responded], 7, { kind: 'responded' }, []],
    [
      'responding to what is resolved',
      [raised, resolved],
      31,
      { kind: 'responded' },
      'incident 1 is resolved: reopen it before responding',
    ],
    [
      'acting before the raising',
      [raised],
      -1,
      { kind: 'responded' },
      'incident 1 was not raised yet at that time',
    ],
    [
      'starting the intervention without responding',
      [raised],
      1,
      { kind: 'intervention-started' },
      ['intervention-started'],
    ],
    [
      'responding after the intervention has started',
      [raised, [minute(1), { kind: 'intervention-started' }]],
      2,
      { kind: 'responded' },
      [],
    ],
    ['asking', [raised], 1, ask, ['information-requested']],
    ['asking twice under one id is once', [raised, [minute(1), ask]], 2, ask, []],
    [
      'asking again under an answered id',
      [raised, [minute(1), ask], [minute(2), answer]],
      3,
      ask,
      'request "q1" was answered already: ask again under another id',
    ],
    ['answering', [raised, [minute(1), ask]], 2, answer, ['information-received']],
    ['answering twice is once', [raised, [minute(1), ask], [minute(2), answer]], 3, answer, []],
    [
      'answering what nobody asked',
      [raised],
      1,
      answer,
      'incident 1 has no request "q1" to answer',
    ],
    ['an update', [raised], 1, { kind: 'update-posted', text }, ['update-posted']],
    ['resolving', [raised], 1, { kind: 'resolved', cause: text }, ['resolved']],
    ['resolving twice is once', [raised, resolved], 31, { kind: 'resolved', cause: text }, []],
    ['reopening what is open', [raised], 1, { kind: 'reopened', reason: text }, []],
    [
      'reopening within the period',
      [raised, resolved],
      30 + 7 * 1440 - 1,
      { kind: 'reopened', reason: text },
      ['reopened'],
    ],
    [
      'reopening after the period',
      [raised, resolved],
      30 + 7 * 1440,
      { kind: 'reopened', reason: text },
      'incident 1 was resolved too long ago to be reopened: raise a new one',
    ],
    [
      'confirming the proposed severity',
      [raised],
      1,
      { kind: 'severity-changed', severity: 'A', because: '' },
      ['severity-changed'],
    ],
    [
      'setting the same severity again',
      [raised, [minute(1), { kind: 'severity-changed', severity: 'B', because: '' }]],
      2,
      { kind: 'severity-changed', severity: 'B', because: '' },
      [],
    ],
    [
      'declaring not valid',
      [raised],
      1,
      { kind: 'declared-not-valid', reason: text },
      ['declared-not-valid'],
    ],
    [
      'responding to what is not valid',
      [raised, [minute(1), { kind: 'declared-not-valid', reason: text }]],
      2,
      { kind: 'responded' },
      'incident 1 is not valid: responding is over for it',
    ],
    [
      'withdrawing what is not valid',
      [raised, [minute(1), { kind: 'declared-not-valid', reason: text }]],
      2,
      { kind: 'withdrawn', reason: text },
      'incident 1 is not valid: it cannot be withdrawn any more',
    ],
    [
      'merging into a later one',
      [raised],
      1,
      { kind: 'merged', into: 2, raisedAt: minute(1) },
      'incident 1 was raised before incident 2: the earlier one survives, so merge 2 into 1',
    ],
    [
      'merging into itself',
      [raised],
      1,
      { kind: 'merged', into: 1, raisedAt: minute(0) },
      'incident 1 cannot be merged into itself',
    ],
    [
      'closing what is open',
      [raised],
      1,
      { kind: 'closed' },
      'incident 1 is open: resolve it before closing',
    ],
    ['closing', [raised, resolved], 31, { kind: 'closed' }, ['closed']],
    [
      'linking a solution twice is once',
      [raised, [minute(1), { kind: 'solution-linked', solution: 'kb-1' }]],
      2,
      { kind: 'solution-linked', solution: 'kb-1' },
      [],
    ],
  ];
  for (const [title, steps, at, command, expected] of table) {
    it(title, () => {
      expect(outcomeOf(steps, minute(at), command)).to.deep.equal(expected);
    });
  }

  it('a survivor takes over what the merged incident watched, and its trouble', () => {
    const survivor = lived(raised, cleared);
    const other = lived([minute(1), result({ host: 'app-2' })]);
    const taking = { kind: 'absorbed', incident: 2, alerts: other.alerts } as const;
    const decision = decide(survivor, taking, { at: minute(8), receivedAt: minute(8), periods });
    expect(decision).to.deep.equal([
      { kind: 'absorbed', incident: 2, alerts: other.alerts, back: true },
    ]);
  });
});

describe('evolving', () => {
  it('refuses an event out of order', () => {
    const [first] = live(raised);
    if (first === undefined) throw new Error('nothing was raised');
    expect(() => evolve(undefined, { ...first, version: 2 })).to.throw('does not follow on');
  });

  it('keeps the first response and the first start of the intervention', () => {
    const incident: Incident = lived(
      raised,
      [minute(2), { kind: 'responded' }],
      [minute(3), { kind: 'intervention-started' }],
      resolved,
      [minute(31), { kind: 'reopened', reason: text }],
      [minute(32), { kind: 'responded' }],
    );
    expect(incident).to.include({
      status: 'open',
      respondedAt: minute(2),
      interventionStartedAt: minute(3),
      resolvedAt: null,
    });
  });

  it('says in one line what is wrong', () => {
    expect(lived(raised).summary).to.equal('jira-http on app-1 is CRITICAL: connection refused');
  });
});
