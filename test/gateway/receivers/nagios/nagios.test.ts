import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { verifyLog } from '../../../../gateway/report/verify/verify.ts';
import { openStore } from '../../../../gateway/store/open.ts';
import type { Store } from '../../../../gateway/store/store.ts';
import { built } from '../../../built.ts';
import { type Nagios, startNagios } from '../../../peers/nagios.ts';
import { peer } from '../../../peers/peer.ts';
import { until } from '../../../until.ts';
import { type GatewayProcess, startGateway } from '../../gateway-process.ts';
import { type Installation, install } from '../../installation.ts';

describe('a real Nagios that notifies the gateway', () => {
  let installation: Installation;
  let gateway: GatewayProcess;
  let nagios: Nagios;
  let store: Store;
  before(async function () {
    const program = peer(this, 'nagios4');
    installation = await install();
    gateway = await startGateway(installation.config);
    store = await openStore({ kind: 'sqlite', path: installation.store });
    const objects = join(installation.folder, 'objects');
    mkdirSync(objects);
    writeFileSync(join(objects, 'objects.cfg'), objectsFor(notifyCommand()));
    const settings = { enable_environment_macros: 1 };
    nagios = await startNagios({ program, objects: [objects], settings });
  });
  after(async () => {
    await nagios?.stop();
    await store?.close();
    await gateway?.kill();
    await installation?.remove();
  });

  const notifyCommand = () =>
    [
      ...[join(built(), 'watchclock'), 'notify', '--site', 'main', '--gateway', gateway.url],
      ...['--token-file', gateway.tokenFile, '--spool', join(installation.folder, 'spool')],
    ].join(' ');
  const result = (code: number, output: string) =>
    nagios.command(`PROCESS_SERVICE_CHECK_RESULT;app-1;jira-http;${code};${output}`);
  const eventually = (...kinds: string[]) =>
    until(`the events ${kinds.join(', ')}`, async () => {
      const events = await store.history(1);
      return events.length >= kinds.length ? events : undefined;
    }).then((events) => {
      expect(events.map(({ event }) => event.kind)).to.deep.equal(kinds);
      return events;
    });

  it('opens one incident for all contacts, with its own time and words', async () => {
    result(2, "refused $(id) 'quoted'\\nsecond line");
    const [raised] = await eventually('raised');
    const incident = await store.incident(1);
    expect(incident).to.include({ severity: 'A', status: 'open' });
    expect(incident?.raised.customer).to.equal('customer-a');
    expect(incident?.alerts[0]?.output).to.equal("refused $(id) 'quoted'");
    expect(raised?.at).to.be.at.most(raised?.receivedAt ?? 0);
    expect((raised?.at ?? 1) % 1000).to.equal(0);
  });

  it('records an acknowledgement as evidence, and who gave it', async () => {
    nagios.command('ACKNOWLEDGE_SVC_PROBLEM;app-1;jira-http;2;1;0;Eva Example;looking at it');
    const events = await eventually('raised', 'acknowledged');
    expect(events[1]?.event).to.deep.include({ author: { personal: 'Eva Example' } });
    expect((await store.incident(1))?.respondedAt).to.equal(null);
  });

  it('records a recovery that came while the gateway was dead', async () => {
    await gateway.kill();
    result(0, 'fine again');
    const spool = join(installation.folder, 'spool');
    const waits = () => readdirSync(spool).some((name) => name.endsWith('.entry'));
    await until('the notification on the disk', () => waits() || undefined);
    gateway = await startGateway(installation.config);
    await eventually('raised', 'acknowledged', 'alert-cleared');
    await until('an empty spool', () => !waits() || undefined);
    expect(await store.list({})).to.have.length(1);
    expect(verifyLog(await store.chain())).to.deep.equal([]);
  });
});

function objectsFor(notifyCommand: string): string {
  const contact = (name: string) => `
define contact {
 contact_name ${name}
 host_notification_period always
 service_notification_period always
 host_notification_options d,u,r,f,s
 service_notification_options w,u,c,r,f,s
 host_notification_commands notify
 service_notification_commands notify
}`;
  return `
define command {
 command_name none
 command_line /bin/true
}
define command {
 command_name notify
 command_line ${notifyCommand}
}
define timeperiod {
 timeperiod_name always
 alias always
 monday 00:00-24:00
 tuesday 00:00-24:00
 wednesday 00:00-24:00
 thursday 00:00-24:00
 friday 00:00-24:00
 saturday 00:00-24:00
 sunday 00:00-24:00
}
${contact('one')}
${contact('two')}
define host {
 host_name app-1
 check_command none
 active_checks_enabled 0
 max_check_attempts 1
 check_interval 1
 notification_interval 0
 contacts one,two
}
define service {
 host_name app-1
 service_description jira-http
 check_command none
 active_checks_enabled 0
 max_check_attempts 1
 check_interval 1
 retry_interval 1
 notification_interval 0
 contacts one,two
}
`;
}
