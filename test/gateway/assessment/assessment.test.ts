import { expect } from 'chai';
import { type Assessment, assess } from '../../../gateway/assessment/assessment.ts';
import type { Heard } from '../../../gateway/assessment/unwatched.ts';
import { folderOf, inventoryOf } from '../../nagios-config/example.ts';

const now = Date.UTC(2026, 9, 16, 8);
const none = new Map<string, Heard>();
const folder = folderOf({ after });

describe('the assessment of a customer', () => {
  it('says of each precondition whether it is met', () => {
    const { preconditions } = assessed('hosts: {app-1: {address: 127.0.0.1}}');
    expect(preconditions.map(({ met }) => met)).to.deep.equal([false, true, true]);
    expect(preconditions[0]?.says).to.match(/remote connection/);
  });

  it('names the limits that differ from the profile, with both reasons', () => {
    const { hosts } = assessed(
      'hosts: {app-1: {address: 127.0.0.1, limits: {users: {warning: 8, because: a team works there}}}}',
    );
    const [difference, ...others] = hosts[0]?.limits ?? [];
    expect(others).to.deep.equal([]);
    expect(difference).to.deep.include({
      ...{ service: 'users', level: 'warning', inForce: ['8'], profile: ['5'] },
      because: 'a team works there',
    });
    expect(difference?.profileBecause).to.match(/forgotten sessions/);
  });

  it('takes a limit that the inventory repeats for no difference', () => {
    const { hosts } = assessed(
      'hosts: {app-1: {address: 127.0.0.1, limits: {users: {warning: 5, because: as ever}}}}',
    );
    expect(hosts[0]?.limits).to.deep.equal([]);
  });

  it('names what the profiles name and the inventory leaves out', () => {
    const gaps = gapsOf(
      '{address: 127.0.0.1, derived: false, services: {own: {check: check_users -w 5}}}',
    );
    expect(gaps.find(({ why }) => why.includes('derived: false'))?.what).to.equal(
      'ping, agent, users, load, swap, procs, disk-root',
    );
  });

  it('names a host without any service', () => {
    expect(gapsOf('{address: 127.0.0.1, derived: false}')[0]?.what).to.equal('everything');
  });

  it('names what nobody sees without an agent', () => {
    const [gap] = gapsOf('{address: 127.0.0.1, reached: direct}');
    expect(gap?.why).to.match(/without an agent/);
  });

  it('names an application whose home is not known', () => {
    const application = 'applications: {jira: {url: "http://127.0.0.1/"}}';
    const whats = gapsOf(`{address: 127.0.0.1, ${application}}`).map(({ what }) => what);
    expect(whats).to.include('the disk of the home directory of jira');
  });

  it('names services that were never heard of, and those whose result is overdue', () => {
    const heard = new Map(
      ['agent', 'users', 'load', 'swap', 'procs'].map((name) => [
        name,
        { at: now - 60_000, silent: false },
      ]),
    ).set('disk-root', { at: now - 3 * 86_400_000, silent: true });
    expect(gapsOf('{address: 127.0.0.1}', heard)).to.deep.equal([
      { what: 'ping', why: 'no result of it has ever come in' },
      { what: 'disk-root', why: 'a result is overdue: the last one came 3 days ago' },
    ]);
  });

  it('says of a passive host that never spoke that its agent never did', () => {
    const gaps = gapsOf('{address: 127.0.0.1, reached: passive}');
    expect(gaps.map(({ why }) => why)).to.deep.equal(['its agent has never sent a result']);
  });
});

function gapsOf(host: string, heard = none) {
  return assessed(`hosts: {app-1: ${host}}`, heard).hosts[0]?.unwatched ?? [];
}

function assessed(hosts: string, heard = none): Assessment {
  const text = `
customers:
  customer-a:
    name: Customer A
    plan: premium
    preconditions: {remote_connection: false, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Tina Technical}}
    ${hosts}
`;
  const inventory = inventoryOf(folder, text);
  const customer = inventory.customers.get('customer-a');
  if (customer === undefined) throw new Error('the customer is missing');
  const capacity = { host: 'app-1', customer: 'customer-a', figures: [], unheard: [] };
  return assess(customer, customer.hosts, () => ({ capacity, heard }), now);
}
