import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { configCommand, folderOf } from './example.ts';

const good = `
agents: {allowed: [198.51.100.5], passive: {to: "https://support.example"}}
customers:
  a:
    name: A
    plan: standard
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: false}
    hosts:
      one: {address: 192.0.2.1, services: {mail queue: {check: check_users -w 1 -c 2}}}
      two: {address: 192.0.2.2, parents: [one], applications: {jira: {url: "http://a.example", home: /j}}}
      three: {address: 192.0.2.3, reached: passive}
      four: {address: 127.0.0.1, reached: local}
`;

describe('what config check finds in an inventory', () => {
  const folder = folderOf({ after });
  const complaints = async (text: string) => {
    const path = join(folder, 'inventory.yaml');
    writeFileSync(path, text);
    const { err } = await configCommand('check', '--inventory', path, '--now', '2026-10-16');
    return err.replaceAll(`${path}:`, '').trim();
  };
  const cases: [what: string, text: string, complaint: RegExp][] = [
    ['nothing in one that is well', good, /^$/],
    [
      'an unknown plan',
      good.replace('plan: standard', 'plan: standart'),
      /^6:11: customers\.a\.plan: there is no plan "standart" \(did you mean "standard"\?\)$/,
    ],
    [
      'a host without a customer',
      `${good}hosts: {five: {address: 192.0.2.5}}\n`,
      /^13:1: hosts: there is no such key/,
    ],
    [
      'a host that two customers have',
      `${good}  b:\n    name: B\n    plan: standard\n    preconditions: {remote_connection: true, administration_rights: true, technical_contact: false}\n    hosts: {one: {address: 192.0.2.9}}\n`,
      /17:\d+: customers\.b\.hosts\.one: there is already a host of that name at a/,
    ],
    [
      'services that are one for the agent',
      good.replace('{mail queue:', '{mail_queue: {check: check_users -w 1 -c 2}, mail queue:'),
      /its agent could not tell it from "mail_queue": both would be its command mail_queue/,
    ],
    [
      'a customer that is called like a group',
      good.replace('  a:', '  all-jira:'),
      /customers\.all-jira: is what the group of every jira is called in Nagios/,
    ],
    [
      'a group that is called like another',
      good.replace('reached: local', 'reached: local, groups: [a]'),
      /four\.groups\[0\]: is what the group of the customer a is called already/,
    ],
    [
      'a plan that is called like holidays',
      `plans: {x-holidays: {calendar: standard, objectives: {response: {targets: {A: 1h, B: 1h, C: 1h, D: 1h}}}}}${good}`,
      /x-holidays: is what the holidays of a plan x would be called/,
    ],
    [
      'hosts that are reached through each other',
      good.replace('192.0.2.1,', '192.0.2.1, parents: [two],'),
      /9:\d+: customers\.a\.hosts\.one\.parents\[0\]: a host cannot be reached through itself/,
    ],
    [
      'an agent that listens where nobody reaches it',
      good.replace('{allowed', '{listen: 127.0.0.1, allowed'),
      /one: its agent would listen on 127\.0\.0\.1 only/,
    ],
    [
      'an agent that would not answer the server',
      good.replace('198.51.100.5', '127.0.0.1'),
      /one: its agent would answer 127\.0\.0\.1 only/,
    ],
    [
      'results that are sent nowhere',
      good.replace(', passive: {to: "https://support.example"}', ''),
      /three: sends its results, and agents\.passive does not say where to/,
    ],
    [
      'results that are sent to the host itself',
      good.replace('https://support.example', 'https://localhost'),
      /three: sends its results to itself/,
    ],
    [
      'an opening that leads nowhere',
      good.replace(
        'reached: passive',
        'reached: {by: passive, firewall: {address: 203.0.113.1, port: 5666}}',
      ),
      /three: nobody connects to it \(reached by: passive\)/,
    ],
    [
      'two agents behind one door',
      good.replace('192.0.2.2', '192.0.2.1'),
      /two: is asked at 192\.0\.2\.1 port 5666, where the agent of one answers/,
    ],
    [
      'limits for what there is not',
      good.replace('reached: local', 'reached: local, limits: {laod: {warning: 3, because: x}}'),
      /^12:\d+: customers\.a\.hosts\.four\.limits\.laod: sets the limits of no service \(did you mean "load"\?\)$/,
    ],
    [
      'limits for a service that brings its own',
      `limits: {mail queue: {warning: 3, because: x}}${good}`,
      /^1:\d+: limits\."mail queue": sets the limits of no service$/,
    ],
    ['nobody to watch', 'customers: {}\n', /^1:12: customers: no customer has a host, and Nagios/],
    [
      'nothing to watch',
      good.replace(
        /hosts:[\s\S]*/,
        'hosts: {one: {address: 192.0.2.1, reached: direct, derived: false}}',
      ),
      /^4:3: customers: no host has a service, and Nagios does not start with none$/,
    ],
    [
      'a check that there is not, in the file that asks for it',
      good.replace('check_users -w 1 -c 2', 'chek_users'),
      /^9:\d+: customers\.a\.hosts\.one\.services.*\.check: there is no check "chek_users"/,
    ],
    [
      'a limit that a check refuses, once where all hosts have it from',
      `limits: {users: {warning: few, because: x}}${good}`,
      /^1:17: limits\.users: check_users -w few -c 10: --warning: not a threshold range: "few"$/,
    ],
  ];
  for (const [what, text, complaint] of cases) {
    it(`is ${what}`, async () => {
      expect(await complaints(text)).to.match(complaint);
    });
  }

  for (const [service, warning, critical, complaint] of [
    ['users', '9', '3', 'is critical at 3 before it warns at 9'],
    ['users', '9', '[]', ''],
    ['procs', '700', '600', 'is critical at 600 before it warns at 700'],
    ['load', '"9,9,9"', '"8,10,10"', 'is critical at 8 before it warns at 9'],
    ['load', '"2,2,1"', '"4,3,2"', ''],
    ['swap', '"10%"', '"20%"', 'is critical at 20% before it warns at 10%'],
    ['disk-root', '["20%", 1GiB]', '["10%", 2GiB]', 'is critical at 2GiB before it warns at 1GiB'],
    ['disk-root', '["20%", 2GiB]', '["10%", 512MiB]', ''],
    ['ping', '"500,20%"', '"200,60%"', 'is critical at 200 before it warns at 500'],
  ] as const) {
    it(`${complaint === '' ? 'takes' : 'refuses'} ${service} with warning ${warning} and critical ${critical}`, async () => {
      const both =
        critical === '[]' ? `warning: ${warning}` : `warning: ${warning}, critical: ${critical}`;
      const own = `reached: local, limits: {${service}: {${both}, because: x}}`;
      const said = await complaints(good.replace('reached: local', own));
      expect(said).to.contain(complaint);
      if (complaint === '') expect(said).to.equal('');
      else expect(said).to.match(/^12:\d+: customers\.a\.hosts\.four\.limits\./);
    });
  }
});
