import { expect } from 'chai';
import { everyReach, folderOf, generatedFrom } from './example.ts';

describe('the generated configuration of Icinga 2', () => {
  const folder = folderOf({ after });
  const file = (path: string, text = everyReach) =>
    generatedFrom(folder, text).get(`icinga2/${path}.conf`) ?? '';

  it('hands arguments to a check as a list that no shell and no macro touches', () => {
    const price = everyReach.replace("-a 'send mail'", '-a \'$5 \\"x\\"\'');
    const local = price.replace(
      'a-asked: {address: 192.0.2.1,',
      'a-asked: {address: 192.0.2.1, reached: local,',
    );
    expect(file('customers/customer-a', local)).to.contain(
      'vars.watchclock_arguments = [ "-c", "100", "-a", "$$5 \\"x\\"" ]',
    );
  });

  it('asks through the agent, by name', () => {
    const text = file('customers/customer-a');
    expect(text).to.contain(
      '  check_command = "watchclock-nrpe"\n  vars.watchclock_arguments = [ "mail_queue" ]\n',
    );
    expect(text).to.contain(
      '  vars.watchclock_agent_address = "203.0.113.7"\n  vars.watchclock_agent_port = 15666\n',
    );
  });

  it('waits for what hosts send, and finds their silence', () => {
    expect(file('customers/customer-a')).to.match(
      /object Service "crowd-http" \{\n {2}import "watchclock-sent-service"\n/,
    );
    expect(file('templates'))
      .to.contain('  check_interval = 360s\n')
      .and.contain('vars.dummy_state = 3');
  });

  it('takes the same days out of the service hours as Nagios does', () => {
    const text = file('timeperiods');
    expect(text).to.contain('"friday" = "09:00-17:00"').and.contain('"2026-12-25" = "00:00-24:00"');
    expect(text).to.contain('excludes = [ "plan-standard-holidays" ]');
  });
});
