import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { AlertState } from '../../nagios-config/inventory/model.ts';
import { proposeSeverity } from '../../nagios-config/inventory/severity.ts';
import {
  customerOfHost,
  loadInventory,
  planOf,
  unmetPreconditions,
} from '../../nagios-config/inventory.ts';
import { ConfigError } from '../../plugins/settings/problem.ts';

const example = `
settling: 10m
engineers: [{name: Ada On-Duty, email: ada@support.example}]
severity:
  - {host: a-test*, severity: D, because: a test machine}
  - {application: confluence, service: "*-http", state: [CRITICAL], severity: B, because: Jira is what they live on}
customers:
  customer-a:
    name: "Customer A & Sons"
    plan: premium
    preconditions: {remote_connection: true, administration_rights: false, technical_contact: true}
    contacts:
      technical: {name: Tom Technical, phone: "+32 2 555 00 00"}
      issuers: [{name: Iris, email: iris@a.example}]
    hosts:
      a-web1:
        address: 192.0.2.10
        applications:
          jira: {url: https://jira.a.example/jira, home: /var/jira, data: /srv/jira}
          wiki: {product: confluence, url: https://wiki.a.example}
        services:
          mail queue: {check: check_procs -c 100 -C smtp, because: mails hang here in March}
      a-test1: {address: 192.0.2.11, reached: local, parents: [a-web1]}
  customer-b:
    name: B
    plan: standard
    reached: {by: nrpe, firewall: {address: 203.0.113.7, port: 15666}}
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: false}
    hosts:
      b-web1: {address: web1.b.example}
      b-dmz1: {address: 192.0.2.20, reached: passive}
`;

describe('the inventory', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'watchclock-inventory-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const load = (text: string) => {
    writeFileSync(join(folder, 'inventory.yaml'), text);
    return loadInventory(join(folder, 'inventory.yaml'));
  };
  const complaints = (text: string) => {
    try {
      load(text);
    } catch (error) {
      if (error instanceof ConfigError)
        return error.message.replaceAll(`${folder}/`, '').split('\n');
      throw error;
    }
    return [];
  };

  it('finds the customer and the plan of a host by its name alone', () => {
    const inventory = load(example);
    const owner = customerOfHost(inventory, 'a-web1');
    expect(owner?.name).to.equal('Customer A & Sons');
    expect(owner?.plan).to.equal('premium');
    expect(customerOfHost(inventory, 'nobody')).to.equal(undefined);
  });

  it('keeps the times for settling and reopening in milliseconds', () => {
    const { settlingMs, reopeningMs } = load(example);
    expect({ settlingMs, reopeningMs }).to.deep.equal({
      settlingMs: 600_000,
      reopeningMs: 604_800_000,
    });
  });

  it('derives the services of a host from its reach, its applications and its extras', () => {
    const names = (host: string) =>
      load(example)
        .hosts.get(host)
        ?.services.map(({ name }) => name);
    const machine = ['users', 'load', 'swap', 'procs', 'disk-root'];
    expect(names('a-web1')).to.deep.equal([
      ...['ping', 'agent', ...machine],
      ...['jira-http', 'jira-jvm', 'jira-disk-data', 'jira-disk-home', 'wiki-http', 'wiki-jvm'],
      'mail queue',
    ]);
    expect(names('a-test1')).to.deep.equal(['ping', ...machine]);
    expect(names('b-web1')).to.deep.equal(['agent', ...machine]);
    expect(names('b-dmz1')).to.deep.equal(machine);
  });

  it('hands down how hosts are reached and who is on duty', () => {
    const inventory = load(example);
    expect(inventory.hosts.get('a-web1')?.reached).to.deep.equal({
      by: 'nrpe',
      port: 5666,
      agent: 'watchclock',
    });
    expect(inventory.hosts.get('b-web1')?.reached).to.deep.equal({
      by: 'nrpe',
      port: 5666,
      agent: 'watchclock',
      firewall: { address: '203.0.113.7', port: 15_666 },
    });
    expect(inventory.customers.get('customer-b')?.contacts.engineers[0]?.name).to.equal(
      'Ada On-Duty',
    );
  });

  it('says in sentences which preconditions a customer does not meet', () => {
    const inventory = load(example);
    const sentences = [...inventory.customers.values()].map(unmetPreconditions);
    expect(sentences).to.deep.equal([
      ['the engineers lack administration rights on application, database or operating system'],
      ['no technical contact person with authority over the installation is named'],
    ]);
  });

  const proposals: [string, string | undefined, AlertState, string][] = [
    ['a-web1', undefined, 'DOWN', 'A'],
    ['a-web1', undefined, 'UNREACHABLE', 'B'],
    ['a-web1', 'jira-http', 'CRITICAL', 'A'],
    ['a-web1', 'jira-http', 'WARNING', 'C'],
    ['a-web1', 'jira-jvm', 'CRITICAL', 'A'],
    ['a-web1', 'wiki-http', 'CRITICAL', 'B'],
    ['a-web1', 'jira-disk-home', 'CRITICAL', 'B'],
    ['a-web1', 'jira-disk-home', 'WARNING', 'D'],
    ['a-web1', 'load', 'CRITICAL', 'B'],
    ['a-web1', 'users', 'CRITICAL', 'D'],
    ['a-web1', 'procs', 'CRITICAL', 'C'],
    ['a-web1', 'mail queue', 'UNKNOWN', 'D'],
    ['a-test1', undefined, 'DOWN', 'D'],
    ['unknown', 'http', 'CRITICAL', 'A'],
  ];
  for (const [host, service, state, severity] of proposals) {
    it(`proposes ${severity} when ${host}${service === undefined ? '' : ` / ${service}`} is ${state}`, () => {
      const alert = {
        customer: 'customer-a',
        host,
        state,
        ...(service !== undefined && { service }),
      };
      const proposal = proposeSeverity(load(example), alert);
      expect(proposal.severity).to.equal(severity);
      expect(proposal.because).to.match(/\w+ \w+/);
    });
  }

  const nights = (version: string, hours: string) =>
    `{${version}calendar: {zone: Europe/Brussels, hours: {monday: [${hours}]}}, objectives: {response: {targets: 1h}}}`;

  it('takes plans of its own, with dated versions', () => {
    const versions = `[${nights('', '22:00-06:00')}, ${nights('from: 2027-01-01, ', '20:00-04:00')}]`;
    const inventory = load(
      `plans:\n  nights: ${versions}\n${example.replace('premium', 'nights')}`,
    );
    const customer = inventory.customers.get('customer-a');
    if (customer === undefined) throw new Error('no customer');
    const hours = (day: string) =>
      planOf(inventory, customer, Date.parse(day)).calendar.hours.monday;
    expect(hours('2026-12-31')).to.deep.equal(['22:00-06:00']);
    expect(hours('2027-01-01')).to.deep.equal(['20:00-04:00']);
  });

  it('places what is wrong with a plan of its own', () => {
    const plan = nights('', '9-17').replace('1h', '1');
    expect(complaints(`plans:\n  nights:\n    ${plan}\n${example}`)).to.deep.equal([
      'inventory.yaml:3:99: plans.nights.objectives.response.targets: not an object: 1',
      'inventory.yaml:3:57: plans.nights.calendar.hours.monday[0]: not a shift such as 09:00-17:00: "9-17"',
      'inventory.yaml:3:47: plans.nights.calendar.hours: never open: {"monday":["9-17"]}',
    ]);
  });

  describe('put together from several files', () => {
    const part = (name: string, text: string) => {
      mkdirSync(join(folder, 'more'), { recursive: true });
      writeFileSync(join(folder, 'more', name), text);
    };
    const customer = (key: string, host: string) =>
      `customers:\n  ${key}:\n    name: C\n    plan: standard\n    preconditions: {remote_connection: true, administration_rights: true, technical_contact: false}\n    hosts: {${host}: {address: 192.0.2.1}}\n`;
    beforeEach(() => rmSync(join(folder, 'more'), { recursive: true, force: true }));

    it('knows the customers of all of them', () => {
      part('c.yaml', customer('customer-c', 'c-web1'));
      part('d.yaml', customer('customer-d', 'd-web1'));
      const inventory = load(`include: [more/*.yaml]\n${example}`);
      expect([...inventory.customers.keys()]).to.deep.equal([
        ...['customer-a', 'customer-b', 'customer-c', 'customer-d'],
      ]);
    });

    it('names the file in which something is wrong', () => {
      part('c.yaml', customer('customer-c', 'a-web1'));
      expect(complaints(`include: [more/*.yaml]\n${example}`)).to.deep.equal([
        'more/c.yaml:6:21: customers.customer-c.hosts.a-web1: there is already a host of that name at customer-a',
      ]);
      part('c.yaml', `${customer('customer-a', 'c-web1')}plan: x`);
      expect(complaints(`include: [more/c.yaml, none*.yaml]\n${example}`)).to.deep.equal([
        'inventory.yaml:1:24: include[1]: there is no file "none*.yaml"',
        'more/c.yaml:7:1: plan: there is no such key (did you mean "plans"?)',
      ]);
      part('c.yaml', customer('customer-a', 'c-web1'));
      expect(complaints(`include: [more/c.yaml]\n${example}`)[0]).to.equal(
        'more/c.yaml:3:5: customers.customer-a: is described in another file already',
      );
    });

    it('refuses files that include themselves', () => {
      part('c.yaml', 'include: [c.yaml]');
      expect(complaints(`include: [more/c.yaml]\n${example}`)[0]).to.match(
        /^more\/c\.yaml:1:11: include\[0\]: ".*c\.yaml" includes itself/,
      );
    });
  });

  it('refuses what contradicts itself, each with its place', () => {
    const text = example
      .replace('plan: premium', 'plan: premuim')
      .replace('product: confluence, ', '')
      .replace('parents: [a-web1]', 'parents: [a-wbe1]')
      .replace('b-dmz1:', 'a-web1:')
      .replace('mail queue:', 'load:')
      .replace('technical_contact: false', 'technical_contact: true');
    expect(complaints(text)).to.deep.equal([
      'inventory.yaml:10:11: customers.customer-a.plan: there is no plan "premuim" (did you mean "premium"?)',
      'inventory.yaml:20:17: customers.customer-a.hosts.a-web1.applications.wiki: needs a product: one of jira, confluence, bitbucket, crowd, bamboo',
      'inventory.yaml:28:94: customers.customer-b.preconditions.technical_contact: is said to be met, but contacts.technical names nobody',
      'inventory.yaml:31:15: customers.customer-b.hosts.a-web1: there is already a host of that name at customer-a',
      'inventory.yaml:23:64: customers.customer-a.hosts.a-test1.parents[0]: there is no host "a-wbe1" (did you mean "a-web1"?)',
    ]);
  });

  it('refuses a service that a host has already', () => {
    expect(complaints(example.replace('mail queue:', 'load:'))).to.deep.equal([
      'inventory.yaml:22:17: customers.customer-a.hosts.a-web1.services.load: the host has a service of that name already',
    ]);
  });

  for (const name of [
    '"a;b"',
    '"a b"',
    '"a$b"',
    "'a\"b'",
    '"a\\nb"',
    'a!b',
    'ä',
    '"-a"',
    'x'.repeat(64),
  ]) {
    it(`refuses the host name ${name}`, () => {
      expect(complaints(example.replace('b-dmz1:', `${name}:`))[0]).to.match(
        /^inventory\.yaml:31:7: .*must be a host name/,
      );
    });
  }

  const hostile: [what: string, from: string, to: string, place: string][] = [
    [
      'a line break in a customer’s name',
      '"Customer A & Sons"',
      '"A\\ndefine host {"',
      '9:11: customers.customer-a.name',
    ],
    [
      'a line break in an alias',
      'address: web1.b.example',
      'address: web1.b.example, alias: "a\\rb"',
      '30:48: customers.customer-b.hosts.b-web1.alias',
    ],
    [
      'a line break in a reason',
      'because: mails hang here in March',
      'because: "x\\n}"',
      '22:68: customers.customer-a.hosts.a-web1.services."mail queue".because',
    ],
    [
      'a line break in a command',
      'check: check_procs -c 100 -C smtp',
      'check: "check_procs\\nid"',
      '22:31: customers.customer-a.hosts.a-web1.services."mail queue".check',
    ],
    [
      'a command for a shell',
      'check: check_procs -c 100 -C smtp',
      'check: check_procs; id',
      '22:31: customers.customer-a.hosts.a-web1.services."mail queue".check',
    ],
    [
      'a quote in a service’s name',
      'mail queue:',
      '"mail\'s":',
      '22:11: customers.customer-a.hosts.a-web1.services."mail\'s"',
    ],
    [
      'an exclamation mark in a service’s name',
      'mail queue:',
      '"mail!x":',
      '22:11: customers.customer-a.hosts.a-web1.services."mail!x"',
    ],
    [
      'a bracket in a service’s name',
      'mail queue:',
      '"mail (x)":',
      '22:11: customers.customer-a.hosts.a-web1.services."mail (x)"',
    ],
    [
      'a path as a customer’s key',
      'customer-b:',
      '../customer-b:',
      '24:3: customers."../customer-b"',
    ],
    [
      'a shell in an address',
      'address: web1.b.example',
      'address: $(id)',
      '30:25: customers.customer-b.hosts.b-web1.address',
    ],
    [
      'a plus before an e-mail address',
      'ada@support.example',
      '+ada@support.example',
      '3:40: engineers[0].email',
    ],
  ];
  for (const [what, from, to, place] of hostile) {
    it(`refuses ${what}, and names the place`, () => {
      expect(example).to.contain(from);
      const [first = ''] = complaints(example.replace(from, to));
      expect(first.startsWith(`inventory.yaml:${place}: `), first).to.equal(true);
    });
  }
});
