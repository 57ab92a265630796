import { expect } from 'chai';
import { fold } from '../../../gateway/incident.ts';
import { personal } from '../../../gateway/incident-event.ts';
import { timeInStates, workStates } from '../../../gateway/report/time-in-state.ts';
import { engineVersion as engine } from '../../../sla/evaluate.ts';
import { premium, standard } from '../../../sla/plan.ts';
import { live, minute, notification, type Step } from '../samples.ts';

const [whom, what] = [personal('Tina Technical'), personal('access')];
const asked = { kind: 'information-requested', id: 'q1', whom, what } as const;
const answered = { kind: 'information-received', id: 'q1', text: personal('granted') } as const;
const resolved = { kind: 'resolved', cause: personal('a leak') } as const;

describe('the time in state', () => {
  it('is counted from step to step until an incident is over', () => {
    const steps: readonly Step[] = [
      [minute(0), notification()],
      [minute(10), { kind: 'responded' }],
      [minute(20), asked],
      [minute(80), answered],
      [minute(90), { kind: 'intervention-started' }],
      [minute(120), resolved],
    ];
    expect(minutesIn(steps, 500)).to.deep.equal([10, 20, 30, 60]);
  });

  it('goes on after a reopening, and up to now for what is not over', () => {
    const steps: readonly Step[] = [
      [minute(0), notification()],
      [minute(10), { kind: 'intervention-started' }],
      [minute(20), resolved],
      [minute(50), { kind: 'reopened', reason: personal('it is back') }],
    ];
    expect(minutesIn(steps, 60)).to.deep.equal([10, 0, 20, 0]);
  });

  it('counts in the hours of the plan only', () => {
    // 10:00 until 17:00 is 420 minutes; at noon of the next day, a Saturday, nothing has been added.
    expect(minutesIn([[minute(0), notification()]], 26 * 60, standard)).to.deep.equal([
      420, 0, 0, 0,
    ]);
  });
});

function minutesIn(steps: readonly Step[], until: number, plan = premium) {
  const events = live(...steps);
  const incident = fold(events);
  if (incident === undefined) throw new Error('nothing was raised');
  const [times] = timeInStates([{ incident, events, terms: { engine, plan } }], minute(until));
  return workStates.map((state) => (times?.times[state] ?? 0) / 60_000);
}
