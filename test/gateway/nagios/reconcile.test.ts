import { expect } from 'chai';
import type { Command } from '../../../gateway/command.ts';
import type { Incident } from '../../../gateway/incident.ts';
import { personal } from '../../../gateway/incident-event.ts';
import { type Comparison, missingNotification } from '../../../gateway/nagios/reconcile.ts';
import type { StatusEntry } from '../../../gateway/nagios/status-file.ts';
import { lived, minute, notification } from '../samples.ts';

const entry = (change: Partial<StatusEntry> = {}): StatusEntry => ({
  ...{ host: 'app-1', service: 'jira-http', code: 2, settled: true, since: minute(10) },
  ...{ flapping: false, inDowntime: false, output: 'refused', longOutput: '', problemId: 7 },
  ...{ checkedAt: minute(19), perfdata: '' },
  ...change,
});

const comparison = (change: Partial<Comparison> = {}): Comparison => ({
  ...{ site: 'main', incident: undefined, host: undefined, createdAt: minute(20) },
  ...{ grace: 3 * 60_000, settling: 15 * 60_000 },
  ...change,
});

const warned = (): Incident => lived([minute(0), notification({ state: 'WARNING' })]);
const critical = (): Incident => lived([minute(0), notification()]);
const resolved: Command = { kind: 'resolved', cause: personal('done') };

describe('a notification that Nagios did not send', () => {
  it('is that of a problem of which nobody knows', () => {
    expect(missingNotification(entry(), comparison())).to.deep.include({
      ...{ type: 'PROBLEM', state: 'CRITICAL', source: 'reconciliation:main', at: minute(10) },
      ...{ host: 'app-1', service: 'jira-http', output: 'refused' },
    });
  });

  it('is that of a state that got worse behind a sticky acknowledgement', () => {
    const missing = missingNotification(entry(), comparison({ incident: warned() }));
    expect(missing).to.include({ type: 'PROBLEM', state: 'CRITICAL', at: minute(10) });
  });

  it('is that of a recovery inside a downtime', () => {
    const fine = entry({ code: 0, inDowntime: true });
    const missing = missingNotification(fine, comparison({ incident: critical() }));
    expect(missing).to.include({ type: 'RECOVERY', state: 'OK', at: minute(10) });
  });

  it('is that of a problem that outlasts the settling time after its resolution', () => {
    const incident = lived([minute(0), notification()], [minute(12), resolved]);
    const old = entry({ since: minute(0) });
    expect(missingNotification(old, comparison({ incident }))).to.equal(undefined);
    const later = comparison({ incident, createdAt: minute(27) });
    expect(missingNotification(old, later)).to.include({ type: 'PROBLEM', at: minute(27) });
  });

  it('has one key, by which it is recorded once', () => {
    const [one, other] = [minute(20), minute(30)].map((createdAt) =>
      missingNotification(entry(), comparison({ createdAt })),
    );
    expect(one?.keys).to.deep.equal(other?.keys);
    expect(one?.keys).to.have.length(1);
  });

  const nothing: readonly (readonly [string, Partial<StatusEntry>, Partial<Comparison>])[] = [
    ['what is known', {}, { incident: critical() }],
    ['a soft state', { settled: false }, {}],
    ['a state so young that its notification may be on its way', { since: minute(18) }, {}],
    ['a flapping service', { flapping: true }, {}],
    ['a downtime', { inDowntime: true }, {}],
    ['a downtime of the host', {}, { host: entry({ service: null, code: 0, inDowntime: true }) }],
    ['a service of a host that is down', {}, { host: entry({ service: null, code: 1 }) }],
    ['a service that is fine', { code: 0 }, {}],
    ['a state that Nagios does not have', { code: 9 }, {}],
    [
      'a recovery of what another source told',
      { code: 0 },
      { incident: critical(), site: 'other' },
    ],
    ['what an incident knows better', { since: minute(-5) }, { incident: warned() }],
  ];
  for (const [what, of, to] of nothing) {
    it(`is none for ${what}`, () => {
      expect(missingNotification(entry(of), comparison(to))).to.equal(undefined);
    });
  }
});
