import { expect } from 'chai';
import { recheckCommand } from '../../../plugins/worker/hanging.ts';

const service = {
  host_name: 'a',
  service_description: 'web',
  next_check: '100',
  active_checks_enabled: '1',
  should_be_scheduled: '1',
};
const command = (kind: string, values: Record<string, string>) =>
  recheckCommand({ kind, values: new Map(Object.entries(values)) }, 100, 105);

describe('a check that Core waits for in vain', () => {
  it('is a service or host that was due and is not planned anew', () => {
    expect(command('servicestatus', service)).to.equal('SCHEDULE_FORCED_SVC_CHECK;a;web;105');
    expect(command('hoststatus', service)).to.equal('SCHEDULE_FORCED_HOST_CHECK;a;105');
  });

  const well: [string, Record<string, string>][] = [
    ['planned for later', { next_check: '101' }],
    ['never planned', { next_check: '0' }],
    ['not checked actively', { active_checks_enabled: '0' }],
    ['not to be planned', { should_be_scheduled: '0' }],
  ];
  for (const [why, values] of well) {
    it(`is none that is ${why}`, () => {
      expect(command('servicestatus', { ...service, ...values })).to.equal(undefined);
    });
  }

  it('is no other block', () => {
    expect(command('servicecomment', service)).to.equal(undefined);
  });
});
