import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { until } from '../until.ts';
import { type Nagios, startNagios, verifyObjects } from './nagios.ts';
import { peer } from './peer.ts';

const objects = `
define command {
 command_name dummy
 command_line $USER1$/check_dummy 0
}
define timeperiod {
 timeperiod_name always
 alias always
 monday 00:00-24:00
}
define contact {
 contact_name someone
 host_notification_period always
 service_notification_period always
 host_notification_commands dummy
 service_notification_commands dummy
}
define host {
 host_name a
 check_command dummy
 max_check_attempts 1
 check_interval 1
 contacts someone
}
define service {
 host_name a
 service_description passive
 check_command dummy
 active_checks_enabled 0
 max_check_attempts 1
 contacts someone
}
`;

describe('a real Nagios under test', () => {
  let dir: string;
  let program: string;
  let nagios: Nagios;
  before(async function () {
    program = peer(this, 'nagios4');
    const resources = { 1: join(peer(this, 'check_dummy'), '..') };
    dir = mkdtempSync(join(tmpdir(), 'watchclock-'));
    const file = join(dir, 'objects.cfg');
    writeFileSync(file, objects);
    nagios = await startNagios({ program, objects: [file], resources });
  });
  after(async () => {
    await nagios?.stop();
    if (dir !== undefined) rmSync(dir, { recursive: true });
  });

  it('runs checks, takes commands and shows both in status.dat', async () => {
    nagios.command('PROCESS_SERVICE_CHECK_RESULT;a;passive;2;on fire');
    await nagios.logged(/SERVICE ALERT: a;passive;CRITICAL;HARD;1;on fire/);
    const service = await until('the passive result', () =>
      nagios.status().find(({ plugin_output }) => plugin_output === 'on fire'),
    );
    expect(service.block).to.equal('servicestatus');
    expect(service.current_state).to.equal('2');
    await until('a host check', () =>
      nagios.status().find(({ block, has_been_checked }) => {
        return block === 'hoststatus' && has_been_checked === '1';
      }),
    );
  });

  it('answers on its query handler socket', async () => {
    expect(await nagios.query('#echo hello')).to.equal('hello');
  });

  it('goes on after a reload', async () => {
    await nagios.reload();
    expect(await nagios.query('#echo again')).to.equal('again');
  });

  it('is asked for its opinion of bad objects', () => {
    const file = join(dir, 'bad.cfg');
    writeFileSync(file, objects.replace('host_name a', 'host_name b'));
    const { accepted, said } = verifyObjects({ program, objects: [file] });
    expect(accepted).to.equal(false);
    expect(said).to.match(/Could not find any host matching 'a'/);
  });
});
