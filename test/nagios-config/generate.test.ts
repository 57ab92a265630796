import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { verifyObjects } from '../peers/nagios.ts';
import { peer } from '../peers/peer.ts';
import { folderOf, generatedFrom, twoHosts } from './example.ts';

describe('the generated configuration of Nagios', () => {
  const folder = folderOf({ after });
  const files = (text: string): ReadonlyMap<string, string> => generatedFrom(folder, text);
  const customer = (text: string) =>
    files(text).get('nagios/objects/customers/customer-a.cfg') ?? '';
  const write = (generated: ReadonlyMap<string, string>, below: string) => {
    for (const [path, text] of generated) {
      const file = join(folder, below, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return join(folder, below, 'nagios/objects');
  };

  it('is accepted by the real Nagios for one customer with two hosts', function () {
    const program = peer(this, 'nagios4');
    const objects = [write(files(twoHosts), 'two')];
    const { accepted, said } = verifyObjects({ program, objects });
    expect(said)
      .to.match(/Checked 2 hosts/)
      .and.match(/Total Warnings: 0/);
    expect(accepted).to.equal(true);
  });

  it('is read by Nagios as it was meant, whatever stands in names and reasons', function () {
    const program = peer(this, 'nagios4');
    const name = 'A; & \\"Sons\\" $USER1$ !x #1 é \\\\';
    const text = twoHosts
      .replace('Customer A & Sons', name)
      .replace('address: 127.0.0.1', `address: 127.0.0.1, alias: "${name}"`);
    const cache = join(folder, 'objects.cache');
    const objects = [write(files(text), 'odd')];
    const { accepted } = verifyObjects({
      program,
      objects,
      settings: { precached_object_file: cache },
    });
    expect(accepted).to.equal(true);
    const [inFile = ''] = customer(text).match(/alias +A.*/) ?? [];
    expect(inFile).to.equal('alias                        A\\; & "Sons" $USER1$ !x #1 é \\ ');
  });

  it('says in every file from what it was made and not to edit it', () => {
    for (const text of files(twoHosts).values()) {
      expect(text).to.match(
        /^# .*\n# Written by "watchclock config generate" from inventory\.yaml\. Do not edit/,
      );
    }
  });

  it('watches through the agent what runs on the host, and the pages from the server', () => {
    const text = customer(twoHosts);
    expect(text).to.contain('watchclock-nrpe!load\n');
    expect(text).to.contain('# runs on the host: check_load -r -w 2,1.5,1 -c 4,3,2\n');
    expect(text).to.contain(
      'watchclock-check_http!-H jira.a.example -S -u /jira/status --json state=RUNNING -t 20 -w 3 -c 10\n',
    );
    expect(text).to.contain('watchclock-check_swap!-n ok --io -w 50% -c 20%\n');
  });

  it('counts exactly the one process of the application, side-cars left out', () => {
    expect(customer(twoHosts)).to.contain(
      'check_procs -u jira --ereg-argument-array -Dcatalina\\.home=/opt/atlassian/jira[/ ].*org\\.apache\\.catalina\\.startup\\.Bootstrap -c 1:1',
    );
  });

  it('guards disks by percentage and by amount', () => {
    expect(customer(twoHosts)).to.contain(
      '# runs on the host: check_disk -w 15% -w 20480 -c 7% -c 10240 -W 10% -K 5% -p /srv/jira data\n',
    );
  });

  it('lets the inventory set limits, the narrower the stronger, with the reason in the file', () => {
    const limits = (value: string) =>
      `limits: {disk-root: {warning: ${value}, because: "it is ${value}"}}`;
    const text = twoHosts
      .replace('engineers:', `${limits('30%')}\nengineers:`)
      .replace('plan: premium', `plan: premium\n    ${limits('40%')}`)
      .replace('address: 192.0.2.10', `address: 192.0.2.10\n        ${limits('[50%, 9GiB]')}`);
    const generated = customer(text);
    expect(generated).to.contain('# it is [50%, 9GiB]\n# source: the inventory\n');
    expect(generated).to.contain('check_disk -w 50% -w 9216 -c 10% -c 2048 -W 10% -K 5% -p /\n');
    expect(generated).to.contain('check_disk!-w 40% -c 10% -c 2048 -W 10% -K 5% -p /\n');
  });

  it('takes the higher limits of a product that needs them for its machine', () => {
    const text = twoHosts.replace('          jira:\n', '          bamboo:\n');
    expect(customer(text)).to.contain('check_load -r -w 4,3,2 -c 8,6,4\n');
  });

  it('asks through the opening in a firewall, and asks pages from behind it', () => {
    const reached = '{by: nrpe, firewall: {address: 203.0.113.7, port: 15666}}';
    const text = twoHosts.replace(
      'address: 192.0.2.10',
      `address: 192.0.2.10\n        reached: ${reached}`,
    );
    const generated = customer(text);
    expect(generated).to.match(
      /_AGENT_ADDRESS +203\.0\.113\.7\n +_AGENT_PORT +15666\n +check_command +watchclock-agent\n/,
    );
    expect(generated).to.contain('watchclock-nrpe!jira-http\n');
    expect(generated).not.to.contain('-H 192.0.2.10');
  });

  it('waits for what a passive host sends, and not for ever', () => {
    const text = twoHosts.replace(
      'address: 192.0.2.10',
      'address: 192.0.2.10\n        reached: passive',
    );
    expect(customer(text)).to.match(
      /use +watchclock-sent-service\n +host_name +a-web1\n +service_description +load\n/,
    );
    const templates = files(text).get('nagios/objects/templates.cfg') ?? '';
    expect(templates).to.match(/freshness_threshold +360\n/);
  });

  it('notifies the gateway of everything at any hour, through the environment alone', () => {
    const generated = files(twoHosts);
    expect(generated.get('nagios/nagios.cfg')).to.contain('\nenable_environment_macros=1\n');
    const commands = generated.get('nagios/objects/commands.cfg') ?? '';
    expect(commands).to.match(
      /command_line +\/usr\/bin\/watchclock notify --config \/etc\/watchclock\/notify\.yaml\n/,
    );
    const contacts = generated.get('nagios/objects/contacts.cfg') ?? '';
    expect(contacts).to.match(/service_notification_period +watchclock-24x7\n/);
    expect(contacts).to.match(
      /host_notification_options +d,u,r,f,s\n +service_notification_options +w,u,c,r,f,s\n/,
    );
  });

  it('is the same for the same inventory', () => {
    expect([...files(twoHosts)]).to.deep.equal([...files(twoHosts)]);
    expect(existsSync(join(folder, 'inventory.yaml'))).to.equal(true);
    expect(readFileSync(join(folder, 'inventory.yaml'), 'utf8')).to.equal(twoHosts);
  });
});
