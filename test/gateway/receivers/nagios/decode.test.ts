import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { decode } from '../../../../gateway/receivers/nagios/decode.ts';
import type { Envelope } from '../../../../gateway/receivers/nagios/envelope.ts';
import type { Notification } from '../../../../gateway/signal.ts';

type Macros = Record<string, string>;

/** The macros of sixteen calls of a notification command by Nagios 4.4.6, each notification for two contacts. */
const recorded = JSON.parse(
  readFileSync('test/fixtures/nagios-notifications.json', 'utf8'),
) as readonly Macros[];

const takenAt = 1_795_395_900_000;

function envelope(macros: Macros, change: Partial<Envelope> = {}): Envelope {
  return { id: 'e1', site: 'main', takenAt, macros, ...change };
}

function notificationOf(given: Envelope): Notification {
  const decoded = decode(given);
  if ('problem' in decoded) throw new Error(decoded.problem);
  return decoded.notification;
}

function recordedAt(index: number): Macros {
  const macros = recorded[index];
  if (macros === undefined) throw new Error(`nothing recorded at ${index}`);
  return macros;
}

describe('decoding the notifications of a real Nagios', () => {
  it('reads a problem of a service', () => {
    expect(notificationOf(envelope(recordedAt(0)))).to.deep.include({
      source: 'nagios:main',
      host: 'a',
      service: 'passive',
      type: 'PROBLEM',
      state: 'WARNING',
      output: "WARN `x` $(id) 'q'",
      longOutput: 'long line two\nthree',
      perfdata: 'a=1',
      at: 1_795_395_803_000,
    });
  });

  it('reads a problem of a host', () => {
    const { service, state, output } = notificationOf(envelope(recordedAt(10)));
    expect([service, state, output]).to.deep.equal([null, 'DOWN', 'host is down']);
  });

  it('reads who acknowledged, and the very words', () => {
    const { type, author, comment } = notificationOf(envelope(recordedAt(4)));
    expect([type, author, comment]).to.deep.equal([
      'ACKNOWLEDGEMENT',
      'Eva $(id)',
      'I `know` it; really',
    ]);
  });

  it('gives the copies for several contacts one key in common, and different notifications none', () => {
    const keys = recorded.map((macros, index) =>
      notificationOf(envelope(macros, { id: `e${index}` })).keys.at(-1),
    );
    expect(new Set(keys).size).to.equal(recorded.length / 2);
    for (let index = 0; index < keys.length; index += 2) {
      expect(keys[index]).to.equal(keys[index + 1]);
    }
  });

  it('names one problem alike from WARNING over CRITICAL to the recovery', () => {
    const names = [0, 2, 8].map((index) => notificationOf(envelope(recordedAt(index))).problem);
    expect(new Set(names).size).to.equal(1);
    expect(notificationOf(envelope(recordedAt(10))).problem).to.not.equal(names[0]);
    expect(notificationOf(envelope(recordedAt(14))).problem).to.equal(
      notificationOf(envelope(recordedAt(10))).problem,
    );
  });
});

describe('decoding', () => {
  const service: Macros = {
    HOSTNAME: 'app-1',
    SERVICEDESC: 'load',
    NOTIFICATIONTYPE: 'PROBLEM',
    SERVICESTATE: 'CRITICAL',
    SERVICENOTIFICATIONID: '7',
    PROCESSSTARTTIME: '1795395000',
  };
  const key = (macros: Macros, change: Partial<Envelope> = {}) =>
    notificationOf(envelope({ ...service, ...macros }, change)).keys.at(-1);

  it('takes an id that came again after a crash of Nagios for another notification', () => {
    expect(key({ PROCESSSTARTTIME: '1795399999' })).to.not.equal(key({}));
    expect(key({}, { site: 'backup' })).to.not.equal(key({}));
    expect(key({ CONTACTNAME: 'somebody else', TIMET: '1795395901' })).to.equal(key({}));
  });

  it('knows a notification without an id by its envelope', () => {
    expect(notificationOf(envelope({ ...service, SERVICENOTIFICATIONID: '' })).keys).to.deep.equal([
      'nagios:e1',
    ]);
  });

  it('dates it by its taking when Nagios gives no time, or one that is later', () => {
    expect(notificationOf(envelope(service)).at).to.equal(takenAt);
    expect(notificationOf(envelope({ ...service, TIMET: '9999999999' })).at).to.equal(takenAt);
  });

  it('cuts a text at its limit, and not inside a character', () => {
    const { output } = notificationOf(envelope({ ...service, SERVICEOUTPUT: 'é'.repeat(9000) }));
    expect(output).to.equal('é'.repeat(4096));
  });

  it('leaves hostile text as it is', () => {
    const text = '$(reboot); `id` | <script>alert(1)</script> \u202e %n \\';
    expect(notificationOf(envelope({ ...service, SERVICEOUTPUT: text })).output).to.equal(text);
  });

  const wrong: [string, Macros, string][] = [
    ['nothing', {}, 'macros are missing or empty: NOTIFICATIONTYPE, HOSTNAME, HOSTSTATE'],
    [
      'a service without its state',
      { ...service, SERVICESTATE: '' },
      'macros are missing or empty: SERVICESTATE',
    ],
    [
      'a type that Nagios does not have',
      { ...service, NOTIFICATIONTYPE: 'problem' },
      'NOTIFICATIONTYPE: not a notification type: "problem"',
    ],
    [
      'a state that no service has',
      { ...service, SERVICESTATE: 'DOWN' },
      'SERVICESTATE: not a state of a service: "DOWN"',
    ],
    [
      'a service whose own macros are missing',
      { HOSTNAME: 'app-1', HOSTSTATE: 'UP', NOTIFICATIONTYPE: 'PROBLEM' },
      'NOTIFICATIONTYPE: PROBLEM does not go with HOSTSTATE UP',
    ],
    [
      'a recovery that is none',
      { ...service, NOTIFICATIONTYPE: 'RECOVERY' },
      'NOTIFICATIONTYPE: RECOVERY does not go with SERVICESTATE CRITICAL',
    ],
    [
      'a name without end',
      { ...service, HOSTNAME: 'x'.repeat(1025) },
      `HOSTNAME: longer than 1024 characters: "${'x'.repeat(80)}"`,
    ],
  ];
  for (const [title, macros, problem] of wrong) {
    it(`refuses ${title}`, () => {
      expect(decode(envelope(macros))).to.deep.equal({ problem });
    });
  }
});
