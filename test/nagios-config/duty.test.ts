import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadInventory } from '../../nagios-config/inventory.ts';
import { folderOf } from './example.ts';

const example = `
engineers: [{name: Ada}, {name: Ben, email: ben@support.example}, {name: Cas}]
duty:
  from: 2026-10-12
  hand_over: [monday 09:00, friday 17:00]
  weeks: [Ada, [Ben, Cas]]
  stand_ins:
    - {from: 2026-10-25T01:00, until: 2026-10-25T09:00, by: Cas, instead_of: Ada, because: a wedding}
  climb: [{after: 1h, to: everybody}, {after: 15m, to: next}, {after: 30m, to: [Ben]}]
customers:
  customer-a:
    name: A
    plan: premium
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: false}
    maintenance:
      - {announced: 2026-10-01T09:00Z, start: 2026-11-07T20:00+01:00, end: 2026-11-08T02:00+01:00, hosts: [a-web1], applications: [jira], reason: new database}
    hosts: {a-web1: {address: 192.0.2.1, applications: {jira: {url: "http://a.example"}}}}
  customer-b:
    name: B
    plan: standard
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: false}
    contacts: {engineers: [{name: Dee}]}
    duty: {from: 2026-10-12, weeks: [Dee], zone: Europe/London}
`;

describe('who is on duty, and when work is announced', () => {
  const folder = folderOf({ after });
  const load = (text: string) => {
    writeFileSync(join(folder, 'inventory.yaml'), text);
    return loadInventory(join(folder, 'inventory.yaml'));
  };
  const complaint = (from: string, to: string) => {
    expect(example).to.contain(from);
    try {
      load(example.replace(from, to));
    } catch (error) {
      return (error as Error).message.replace(`${folder}/`, '');
    }
    return 'nothing';
  };
  const ada = { name: 'Ada' };
  const ben = { name: 'Ben', email: 'ben@support.example' };
  const cas = { name: 'Cas' };

  it('reads a rota with its hand-overs, a name for each of them', () => {
    const { duty } = load(example);
    expect(duty).to.deep.include({
      zone: 'Europe/Brussels',
      from: '2026-10-12',
      handOvers: [
        { day: 'monday', time: '09:00' },
        { day: 'friday', time: '17:00' },
      ],
      weeks: [
        [ada, ada],
        [ben, cas],
      ],
    });
  });

  it('reads stand-ins as instants, in the night when the clocks go back too', () => {
    expect(load(example).duty?.standIns).to.deep.equal([
      {
        from: Date.parse('2026-10-25T01:00+02:00'),
        until: Date.parse('2026-10-25T09:00+01:00'),
        by: cas,
        insteadOf: ada,
        because: 'a wedding',
      },
    ]);
  });

  it('orders the steps by which others hear of it', () => {
    expect(load(example).duty?.climb).to.deep.equal([
      { afterMs: 900_000, to: 'next' },
      { afterMs: 1_800_000, to: [ben] },
      { afterMs: 3_600_000, to: 'everybody' },
    ]);
  });

  it('gives each customer the rota of all, unless it has its own', () => {
    const { customers, duty } = load(example);
    expect(customers.get('customer-a')?.duty).to.deep.equal(duty);
    expect(customers.get('customer-b')?.duty).to.deep.include({
      zone: 'Europe/London',
      handOvers: [{ day: 'monday', time: '09:00' }],
      weeks: [[{ name: 'Dee' }]],
    });
  });

  it('reads announced windows as instants', () => {
    expect(load(example).customers.get('customer-a')?.maintenance).to.deep.equal([
      {
        announcedAt: Date.parse('2026-10-01T09:00Z'),
        start: Date.parse('2026-11-07T19:00Z'),
        end: Date.parse('2026-11-08T01:00Z'),
        hosts: ['a-web1'],
        applications: ['jira'],
        reason: 'new database',
      },
    ]);
  });

  const wrong: [string, string, string][] = [
    [
      'from: 2026-10-12',
      'from: 2026-10-13',
      'duty.from: is a tuesday, and the first hand-over of a week is on monday',
    ],
    [
      'from: 2026-10-12',
      'from: 2026-02-30',
      'duty.from: must be a date such as 2026-10-12, not "2026-02-30"',
    ],
    [
      'monday 09:00',
      'monday 9',
      'duty.hand_over[0]: must be a day and a time such as monday 09:00, not "monday 9"',
    ],
    [
      '[Ben, Cas]',
      '[Ben, Cass]',
      'duty.weeks[1][1]: there is no engineer "Cass" (did you mean "Cas"?)',
    ],
    ['[Ben, Cas]', '[Ben]', 'duty.weeks[1]: names 1, and there are 2 hand-overs a week'],
    [
      '{name: Cas}',
      '{name: Ada}, {name: Cas}',
      'duty.weeks[0]: there are several engineers called "Ada"',
    ],
    [
      '2026-10-25T09:00',
      '2026-10-25T00:30',
      'duty.stand_ins[0].until: is not after 2026-10-25T01:00',
    ],
    ['by: Cas', 'by: Zoe', 'duty.stand_ins[0].by: there is no engineer "Zoe"'],
    [
      'to: [Ben]',
      'to: [Bne]',
      'duty.climb[2].to[0]: there is no engineer "Bne" (did you mean "Ben"?)',
    ],
    [
      'to: next',
      'to: nxt',
      'duty.climb[1].to: must be next or everybody, not "nxt" (did you mean "next"?)',
    ],
    [
      'Europe/London',
      'Europe/Lundon',
      'customers.customer-b.duty.zone: must be a time zone such as Europe/Brussels, not "Europe/Lundon"',
    ],
    [
      'weeks: [Dee]',
      'weeks: [Ada]',
      'customers.customer-b.duty.weeks[0]: there is no engineer "Ada"',
    ],
    [
      '2026-11-08T02:00+01:00',
      '2026-11-07T20:00+01:00',
      'customers.customer-a.maintenance[0].end: must be after the start, 2026-11-07T19:00:00.000Z',
    ],
    [
      'start: 2026-11-07T20:00+01:00',
      'start: 2026-11-07T20:00',
      'customers.customer-a.maintenance[0].start: must be an instant such as 2026-10-16T16:30:00+02:00, not "2026-11-07T20:00"',
    ],
    [
      'hosts: [a-web1]',
      'hosts: [a-wbe1]',
      'customers.customer-a.maintenance[0].hosts[0]: the customer has no host "a-wbe1" (did you mean "a-web1"?)',
    ],
    [
      'applications: [jira]',
      'applications: [wiki]',
      'customers.customer-a.maintenance[0].applications[0]: the customer has no application "wiki"',
    ],
  ];
  for (const [from, to, what] of wrong) {
    it(`refuses ${to}: ${what}`, () => {
      expect(complaint(from, to))
        .to.match(/^inventory\.yaml:\d+:\d+: /)
        .and.contain(what);
    });
  }
});
