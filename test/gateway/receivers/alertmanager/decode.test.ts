import { expect } from 'chai';
import { decodeAlerts, type WireAlert } from '../../../../gateway/receivers/alertmanager/decode.ts';
import { glob } from '../../../../plugins/settings/glob.ts';

const mapping = {
  host: ['host', 'instance'],
  service: ['service', 'alertname'],
  host_alerts: [glob('HostDown')],
  severity: 'severity',
  states: { warning: 'WARNING' },
} as const;

const at = (minute: number) => `2026-10-16T08:${String(minute).padStart(2, '0')}:00.5Z`;

function alert(labels: Record<string, string>, change: Partial<WireAlert> = {}): WireAlert {
  return {
    status: 'firing',
    labels: { alertname: 'HighLoad', instance: 'app-1:9100', ...labels },
    annotations: { summary: 'load is high', description: 'for 5 minutes' },
    startsAt: at(0),
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint: 'f1',
    ...change,
  };
}

const decode = (...alerts: WireAlert[]) => decodeAlerts(alerts, mapping, 'alertmanager:a');
const only = (...alerts: WireAlert[]) => decode(...alerts).notifications[0];
const resolved = { status: 'resolved', endsAt: at(9) } as const;

describe('reading Alertmanager’s webhook', () => {
  it('makes a problem of an alert that fires', () => {
    expect(only(alert({}))).to.deep.include({
      ...{ kind: 'notification', type: 'PROBLEM', source: 'alertmanager:a', host: 'app-1' },
      ...{ service: 'HighLoad', state: 'CRITICAL', output: 'load is high' },
      ...{ longOutput: 'for 5 minutes', problem: 'alertmanager/f1', at: Date.parse(at(0)) },
    });
  });

  const table: [string, WireAlert[], object][] = [
    ['a mild one', [alert({ severity: 'warning' })], { state: 'WARNING' }],
    [
      'a severity that nothing is said of',
      [alert({ severity: 'toString' })],
      { state: 'CRITICAL' },
    ],
    [
      'the label that comes first',
      [alert({ host: 'app-2', service: 'load' })],
      { host: 'app-2', service: 'load' },
    ],
    ['an address', [alert({ instance: 'http://app-3:80/x' })], { host: 'app-3' }],
    [
      'an alert of the host itself',
      [alert({ alertname: 'HostDown' })],
      { service: null, state: 'DOWN' },
    ],
    [
      'its end',
      [alert({ alertname: 'HostDown' }, resolved)],
      { type: 'RECOVERY', state: 'UP', at: Date.parse(at(9)) },
    ],
    ['an end', [alert({}, resolved)], { type: 'RECOVERY', state: 'OK' }],
    [
      'two for one thing',
      [alert({ severity: 'warning' }), alert({ severity: 'page' })],
      { state: 'CRITICAL' },
    ],
    [
      'a graver one that ended while a milder one goes on',
      [alert({ severity: 'page' }, resolved), alert({ severity: 'warning' })],
      { type: 'PROBLEM', state: 'WARNING', at: Date.parse(at(9)) },
    ],
  ];
  for (const [title, alerts, expected] of table) {
    it(`reads ${title}`, () => expect(only(...alerts)).to.include(expected));
  }

  it('gives what is sent again the same key, and what changed another one', () => {
    const key = (one: WireAlert) => only(one)?.keys[0];
    expect(key(alert({}))).to.equal(key(alert({})));
    const others = [
      alert({}, resolved),
      alert({}, { startsAt: at(20) }),
      alert({ severity: 'warning' }),
    ];
    expect(new Set([alert({}), ...others].map(key)).size).to.equal(4);
  });

  const wrong: [string, WireAlert, string][] = [
    ['no host', alert({ instance: '' }), 'the alert "HighLoad" has no host or instance'],
    ['no service', alert({ alertname: '' }), 'an alert of "app-1" has no service or alertname'],
    ['no time', alert({}, { startsAt: 'soon' }), 'the alert "HighLoad" has no time'],
    [
      'a name that could become a command',
      alert({ host: 'a;b' }),
      'the alert "HighLoad" has no host or instance',
    ],
  ];
  for (const [title, one, problem] of wrong) {
    it(`says that an alert has ${title}, and takes the others`, () => {
      const decoded = decode(one, alert({}));
      expect([decoded.problems, decoded.notifications.length]).to.deep.equal([[problem], 1]);
    });
  }
});
