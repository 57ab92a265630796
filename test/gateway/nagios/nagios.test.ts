import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Nagios, startNagios } from '../../peers/nagios.ts';
import { peer } from '../../peers/peer.ts';
import { sendNsca } from '../../peers/send-nsca.ts';
import { until } from '../../until.ts';
import { type GatewayProcess, startGateway } from '../gateway-process.ts';
import { type Installation, install } from '../installation.ts';
import { critical, get, post } from '../web/call.ts';

const password = 'a-secret-of-the-tests';

describe('a gateway and the Nagios beside it', () => {
  let installation: Installation;
  let nagios: Nagios;
  let gateway: GatewayProcess;
  before(async function () {
    const program = peer(this, 'nagios4');
    installation = await install();
    const objects = join(installation.folder, 'objects.cfg');
    writeFileSync(objects, objectsText);
    nagios = await startNagios({ program, objects: [objects] });
    const { command, status } = nagios.files;
    appendFileSync(
      installation.config,
      `nagios: [{site: main, command_file: ${command}, status_file: ${status}, forward: true, compare: {every: 1s, grace: 2s}}]\nnsca: [{listen: "127.0.0.1:0", encryption: rijndael-128, password: ${password}}]\n`,
    );
    gateway = await startGateway(installation.config);
  });
  after(async () => {
    await gateway?.kill();
    await nagios?.stop();
    await installation?.remove();
  });

  const nagiosHears = (service: string, code: number, output: string) =>
    nagios.command(`PROCESS_SERVICE_CHECK_RESULT;app-1;${service};${code};${output}`);
  const inNagios = (service: string, wanted: Readonly<Record<string, string>>) =>
    until(`${service} is ${JSON.stringify(wanted)}`, () =>
      nagios
        .status()
        .find(
          (block) =>
            block.block === 'servicestatus' &&
            block.service_description === service &&
            Object.entries(wanted).every(([key, value]) => block[key] === value),
        ),
    );
  const incidentOf = (service: string, fits: (incident: Incident) => boolean = () => true) =>
    until(`the incident of ${service}`, async () => {
      const { body } = await get(gateway, '/api/v1/incidents');
      return (body.incidents as Incident[]).find((each) => each.service === service && fits(each));
    });
  const record = (incident: Incident, kind: string, more: object = {}) =>
    post(gateway, `/api/v1/incidents/${incident.id}/events`, { kind, ...more });

  it('finds a problem of which it was never told, and says who found it', async () => {
    nagiosHears('silent', 1, 'getting worse');
    const incident = await incidentOf('silent');
    expect(incident).to.include({ source: 'reconciliation:main', customer: 'customer-a' });
    expect(incident.summary).to.contain('silent on app-1 is WARNING: getting worse');
  });

  it('finds what got worse behind a sticky acknowledgement', async () => {
    const before = await incidentOf('silent');
    nagios.command('ACKNOWLEDGE_SVC_PROBLEM;app-1;silent;2;0;0;Nora;I know');
    await inNagios('silent', { problem_has_been_acknowledged: '1' });
    const logged = nagios.log().length;
    nagiosHears('silent', 2, 'lost');
    const after = await incidentOf('silent', ({ alerts }) => alerts[0]?.state === 'CRITICAL');
    expect(after.id).to.equal(before.id);
    expect(nagios.log().slice(logged)).to.not.contain(
      'SERVICE NOTIFICATION: nobody;app-1;silent;CRITICAL',
    );
    const { body } = await get(gateway, `/api/v1/incidents/${after.id}`);
    const kinds = (body.history as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'state-changed')).to.have.length(1);
  });

  it('acknowledges in Nagios what an engineer looks at, and forgets it with a resolution', async () => {
    nagiosHears('looked-at', 2, 'down');
    const incident = await incidentOf('looked-at');
    expect((await record(incident, 'responded')).status).to.equal(201);
    await inNagios('looked-at', { problem_has_been_acknowledged: '1', acknowledgement_type: '1' });
    const comment = nagios
      .status()
      .find(
        ({ block, service_description: service }) =>
          block === 'servicecomment' && service === 'looked-at',
      );
    expect(comment).to.include({
      author: 'watchclock',
      comment_data: `[INC-${incident.id}] an engineer looks at it`,
    });
    expect((await record(incident, 'resolved', { cause: 'restarted' })).status).to.equal(201);
    await inNagios('looked-at', { problem_has_been_acknowledged: '0' });
  });

  it('does not answer its own acknowledgement when Nagios tells of it', async () => {
    nagiosHears('echoed', 2, 'down');
    const incident = await incidentOf('echoed');
    await record(incident, 'responded');
    await inNagios('echoed', { problem_has_been_acknowledged: '1' });
    const kinds = async () => {
      const { body } = await get(gateway, `/api/v1/incidents/${incident.id}`);
      return body.history.map(({ kind }: { readonly kind: string }) => kind);
    };
    const before = await kinds();
    const macros = {
      ...{ HOSTNAME: 'app-1', SERVICEDESC: 'echoed', NOTIFICATIONTYPE: 'ACKNOWLEDGEMENT' },
      ...{ SERVICESTATE: 'CRITICAL', NOTIFICATIONAUTHOR: 'watchclock' },
      NOTIFICATIONCOMMENT: `[INC-${incident.id}] an engineer looks at it`,
    };
    const tell = (id: string, change: object = {}) =>
      post(gateway, '/api/v1/notifications', [
        { id, site: 'main', takenAt: Date.now(), macros: { ...macros, ...change } },
      ]);
    expect((await tell('echo')).status).to.equal(200);
    expect(await kinds()).to.deep.equal(before);
    // The same of a person is evidence.
    await tell('person', { NOTIFICATIONAUTHOR: 'Eva Example' });
    expect(await kinds()).to.deep.equal([...before, 'acknowledged']);
  });

  it('makes a downtime of a maintenance window, and hears of a recovery inside it', async () => {
    nagiosHears('mended', 2, 'down');
    const incident = await incidentOf('mended');
    // A busy machine may take its time to announce it.
    const [start, end] = [6_000, 600_000].map((wait) => new Date(Date.now() + wait).toISOString());
    const window = {
      customer: 'customer-a',
      hosts: ['app-1'],
      start,
      end,
      reason: 'an upgrade; at last',
    };
    expect((await post(gateway, '/api/v1/maintenance', window)).status).to.equal(201);
    await inNagios('mended', { scheduled_downtime_depth: '1' });
    const downtime = nagios.status().find(({ block }) => block === 'hostdowntime');
    expect(downtime).to.include({ host_name: 'app-1', author: 'watchclock', fixed: '1' });
    expect(downtime?.comment).to.match(/^maintenance [\w-]+: an upgrade {2}at last$/);
    nagiosHears('mended', 0, 'up again');
    const cleared = await until('the recovery', async () => {
      const { body } = await get(gateway, `/api/v1/incidents/${incident.id}`);
      return body.clearedAt === null ? undefined : body;
    });
    const last = (cleared.history as { kind: string; actor: object }[]).findLast(
      ({ kind }) => kind === 'alert-cleared',
    );
    expect(last?.actor).to.deep.equal({ kind: 'monitoring', name: 'reconciliation:main' });
    expect(nagios.log()).to.not.contain('SERVICE NOTIFICATION: nobody;app-1;mended;OK');
  });

  it('keeps what the checks of Nagios say, for charts and for proposing limits', async () => {
    nagiosHears('measured', 0, 'fine|room=3GB;;;0;9');
    const recorded = await until('the figure', async () => {
      const { body } = await get(gateway, '/api/v1/results?host=app-1&service=measured');
      const figures = body.results.flatMap((result: { figures: object[] }) => result.figures);
      return figures[0];
    });
    const range = { min: 3, average: 3, max: 3, count: 1 };
    expect(recorded).to.deep.equal({ label: 'room', unit: 'GB', ...range, limit: 9 });
  });

  it('takes the downtime of a cancelled window back, and no other', async () => {
    const [start, end] = [3_600_000, 7_200_000].map((wait) =>
      new Date(Date.now() + wait).toISOString(),
    );
    const announce = async (reason: string) => {
      const window = { customer: 'customer-a', hosts: ['app-1'], start, end, reason };
      return (await post(gateway, '/api/v1/maintenance', window)).body.id;
    };
    const downtimes = (reason: string) =>
      nagios.status().filter(({ comment = '' }) => comment.endsWith(reason)).length;
    const id = await announce('one; to be cancelled');
    await announce('one that stays');
    await until('both downtimes', () =>
      downtimes('one  to be cancelled') > 1 && downtimes('one that stays') > 1 ? true : undefined,
    );
    const { status } = await post(gateway, `/api/v1/maintenance/${id}/cancellation`, {});
    expect(status).to.equal(200);
    await until('one downtime less', () =>
      downtimes('one  to be cancelled') === 0 ? true : undefined,
    );
    expect(downtimes('one that stays')).to.be.above(1);
  });

  it('hands passive results on, whatever their texts hold', async () => {
    const output = 'refused; really\nsecond line';
    const results = [
      critical({ service: 'passed-on', output }),
      critical({ service: 'passed;on' }),
    ];
    expect((await post(gateway, '/api/v1/results', results)).status).to.be.oneOf([
      200, 201, 202, 422,
    ]);
    await post(gateway, '/api/v1/results', [results[0]]);
    const seen = await inNagios('passed-on', { current_state: '2' });
    // Nagios writes a colon for each semicolon of a first line.
    expect(seen.plugin_output).to.equal('refused: really');
    expect(seen.long_plugin_output).to.equal('second line');
  });

  it('stands in for the nsca daemon: what send_nsca sends reaches Nagios', async function () {
    const program = peer(this, 'send_nsca');
    const door = gateway.log.find((line) => line.includes('"door":"nsca"')) ?? '{}';
    const port = Number(JSON.parse(door).address.split(':').at(-1));
    const lines = ['app-1\tover-nsca\t1\tslow; 3 s|time=3s'];
    await sendNsca(program, { port, method: 'rijndael-128', password, lines });
    const seen = await inNagios('over-nsca', { current_state: '1' });
    expect(seen).to.include({ plugin_output: 'slow: 3 s', performance_data: 'time=3s' });
  });

  it('keeps nothing that went to Nagios in vain', async () => {
    const waiting = await until('an empty outbox', async () => {
      const { body } = await get(gateway, '/api/v1/outbox?state=waiting');
      return body.outbox.length === 0 ? body.outbox : undefined;
    });
    expect(waiting).to.deep.equal([]);
    expect((await get(gateway, '/api/v1/outbox?state=dead')).body.outbox).to.deep.equal([]);
  });
});

interface Incident {
  readonly id: number;
  readonly service: string;
  readonly source: string;
  readonly summary: string;
  readonly alerts: readonly { readonly state: string }[];
}

const services = ['silent', 'looked-at', 'mended', 'measured', 'passed-on', 'over-nsca', 'echoed'];

const objectsText = `
define command {
 command_name nothing
 command_line /bin/true
}
define timeperiod {
 timeperiod_name always
 alias always
 sunday 00:00-24:00
 monday 00:00-24:00
 tuesday 00:00-24:00
 wednesday 00:00-24:00
 thursday 00:00-24:00
 friday 00:00-24:00
 saturday 00:00-24:00
}
define contact {
 contact_name nobody
 host_notifications_enabled 1
 service_notifications_enabled 1
 host_notification_period always
 service_notification_period always
 host_notification_options d,u,r
 service_notification_options w,u,c,r
 host_notification_commands nothing
 service_notification_commands nothing
}
define host {
 host_name app-1
 address 127.0.0.1
 check_command nothing
 max_check_attempts 1
 active_checks_enabled 0
 check_period always
 notification_period always
 notification_interval 0
 contacts nobody
}
${services
  .map(
    (name) => `define service {
 host_name app-1
 service_description ${name}
 check_command nothing
 max_check_attempts 1
 active_checks_enabled 0
 passive_checks_enabled 1
 check_period always
 notification_period always
 notification_interval 0
 contacts nobody
}
`,
  )
  .join('')}`;
