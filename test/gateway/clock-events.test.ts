import { expect } from 'chai';
import { clockEvents } from '../../gateway/clock-events.ts';
import { slaHistory } from '../../gateway/incident/sla-history.ts';
import { readTerms, writeTerms } from '../../gateway/incident/terms.ts';
import { personal } from '../../gateway/incident-event.ts';
import { evaluate } from '../../sla/evaluate.ts';
import { premium } from '../../sla/plan.ts';
import { live, minute, notification, result, type Step } from './samples.ts';

const text = personal('words');
const raised: Step = [minute(0), notification()];
const cleared: Step = [minute(5), notification({ type: 'RECOVERY' })];

describe('the clock events of an incident', () => {
  it('leave out what no clock cares for', () => {
    const events = live(
      raised,
      [minute(1), notification()],
      [minute(2), notification({ type: 'ACKNOWLEDGEMENT' })],
      [minute(3), { kind: 'note', text }],
      [minute(4), { kind: 'responded' }],
    );
    expect(clockEvents(events)).to.deep.equal([{ at: minute(4), kind: 'responded' }]);
  });

  it('speak of the alert only when all trouble is over, and when it is back', () => {
    const events = live(
      [minute(0), notification({ service: null, state: 'DOWN' })],
      [minute(1), result()],
      [minute(2), result({ service: null, state: 'UP' })],
      [minute(3), result({ state: 'OK' })],
      [minute(4), result()],
    );
    expect(clockEvents(events)).to.deep.equal([
      { at: minute(3), kind: 'alert-cleared' },
      { at: minute(4), kind: 'alert-raised' },
    ]);
  });

  it('forget a resolution that was voided', () => {
    const events = live(
      raised,
      cleared,
      [minute(20), { kind: 'settle' }],
      [minute(7), notification()],
    );
    expect(clockEvents(events).map(({ kind }) => kind)).to.deep.equal([
      'alert-cleared',
      'alert-raised',
    ]);
  });

  it('end the clocks of what is declared not valid', () => {
    const events = live(raised, [minute(1), { kind: 'declared-not-valid', reason: text }]);
    expect(clockEvents(events)).to.deep.equal([{ at: minute(1), kind: 'ended' }]);
  });

  it('hold what only the clocks of a plan of its own know', () => {
    const events = live(raised, [minute(1), { kind: 'plan-event', name: 'workaround', id: 'w1' }]);
    expect(clockEvents(events)).to.deep.equal([
      { at: minute(1), kind: 'own', name: 'workaround', id: 'w1' },
    ]);
  });

  it('never lie before the raising', () => {
    const events = live(raised, cleared).map((event, index) =>
      index === 1 ? { ...event, at: minute(-3) } : event,
    );
    expect(clockEvents(events)).to.deep.equal([{ at: minute(0), kind: 'alert-cleared' }]);
  });
});

describe('the history for a verdict', () => {
  const terms = readTerms(writeTerms(premium).content);
  const window = {
    id: 'm1',
    customer: 'customer-a',
    hosts: [],
    applications: [],
    announcedAt: minute(-100),
    start: minute(10),
    end: minute(20),
    actor: { kind: 'gateway' },
    reason: 'upgrade',
  } as const;

  it('gives a verdict under the pinned plan', () => {
    const events = live(raised, [minute(30), { kind: 'responded' }]);
    const history = slaHistory({ events, terms, windows: [], now: minute(60) });
    if (history === undefined) throw new Error('no history');
    expect(evaluate(history).clocks.response).to.include({
      verdict: 'met',
      elapsed: 30 * 60_000,
    });
  });

  it('holds the windows of its own customer, host and application only', () => {
    const events = live(raised);
    const covering = [
      window,
      { ...window, hosts: ['app-1'] },
      { ...window, applications: ['jira'] },
    ];
    const others = [
      { ...window, customer: 'customer-b' },
      { ...window, hosts: ['app-2'] },
      { ...window, applications: ['confluence'] },
    ];
    const history = slaHistory({
      events,
      terms,
      windows: [...covering, ...others],
      now: minute(5),
    });
    expect(history?.maintenance).to.deep.equal(covering);
  });

  it('does not fail when the time of day was set back', () => {
    const events = live(raised, [minute(30), { kind: 'responded' }]);
    const history = slaHistory({ events, terms, windows: [], now: minute(-60) });
    expect(history?.now).to.equal(minute(30));
  });

  it('names its terms by what they say', () => {
    expect(writeTerms(premium)).to.deep.equal(writeTerms(structuredClone(premium)));
    expect(writeTerms(premium).digest).to.not.equal(
      writeTerms({ ...premium, version: '2' }).digest,
    );
  });

  it('refuses terms of an engine that it does not have', () => {
    const content = JSON.stringify({ engine: '0', plan: premium });
    expect(() => readTerms(content)).to.throw('the terms need engine "0"');
  });
});
