import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type GatewayProcess, startGateway } from '../../gateway/gateway-process.ts';
import { get, post } from '../../gateway/web/call.ts';
import { until } from '../../until.ts';
import { configCommand, folderOf, twoHosts } from '../example.ts';

const gibibyte = 1024 ** 3;
const every = 2 * 3_600_000;
/** One result in two hours for nine days, whole seconds. */
const count = 108;

const perfdata: Readonly<Record<string, (n: number) => string>> = {
  users: (n) => `users=${n % 4};5;10;0`,
  swap: () => `swap=${3 * gibibyte}B;0;0;0;${4 * gibibyte}`,
  'disk-root': (n) => `/=${(20 + n / 12) * gibibyte}B;1;1;0;${100 * gibibyte}`,
};

describe('watchclock config suggest, asking a gateway', function () {
  this.timeout(60_000);
  const folder = folderOf({ after });
  const inventory = join(folder, 'inventory.yaml');
  const samples = join(folder, 'results.jsonl');
  let gateway: GatewayProcess;

  before(async () => {
    writeFileSync(inventory, twoHosts);
    const config = join(folder, 'gateway.yaml');
    writeFileSync(config, 'inventory: inventory.yaml\nhttp: {listen: 127.0.0.1:0}\n');
    gateway = await startGateway(config);
    const access = `gateway: {url: "${gateway.url}", token_file: ${gateway.tokenFile}}`;
    writeFileSync(inventory, `${access}\n${twoHosts}`);
    const first = Math.floor(Date.now() / 1000) * 1000 - count * every;
    const results = Array.from({ length: count }, (_, n) =>
      Object.entries(perfdata).map(([service, figures]) => {
        const at = new Date(first + n * every).toISOString();
        return { host: 'a-web1', service, at, perfdata: figures(n) };
      }),
    ).flat();
    writeFileSync(samples, results.map((result) => JSON.stringify(result)).join('\n'));
    const delivered = results.map(({ perfdata: figures, ...result }) => {
      return { ...result, code: 0, output: `OK|${figures}` };
    });
    expect((await post(gateway, '/api/v1/results', delivered)).status).to.equal(200);
    for (const service of Object.keys(perfdata)) {
      await until(`everything of ${service}`, async () => {
        const { body } = await get(gateway, `/api/v1/results?host=a-web1&service=${service}`);
        return body.results.length === count ? true : undefined;
      });
    }
  });
  after(() => gateway?.kill());

  const run = (...more: string[]) => configCommand('suggest', ...more, '--inventory', inventory);

  it('proposes from what it recorded what it proposes from the same results in a file', async () => {
    const recorded = await run('a-web1');
    expect(recorded).to.include({ status: 0, err: '' });
    expect(recorded.out).to.match(/^ {2}swap:\n {4}warning: \["50%"\]|swap: is well set/m);
    expect(recorded.out).to.match(/^ {2}disk-root:\n {4}warning: \["20%", "14GiB"\]/m);
    expect(recorded.out).to.contain('# load: 0 results in 0 days are too few');
    expect(recorded).to.deep.equal(await run('a-web1', '--samples', samples));
  });

  it('asks for no more days than it is told', async () => {
    const { out } = await run('a-web1', '--days', '2');
    expect(out).to.match(/# users: 2\d results in 2 days are too few/);
  });

  it('asks the gateway that it is told, and says when that does not answer', async () => {
    const { status, err } = await run('a-web1', '--url', 'http://127.0.0.1:1');
    expect(status).to.equal(1);
    expect(err).to.match(/^watchclock config suggest: cannot reach http:\/\/127\.0\.0\.1:1: /);
  });

  it('says what the gateway says of a host that only the inventory knows', async () => {
    const text = readFileSync(inventory, 'utf8');
    const newer = join(folder, 'newer.yaml');
    writeFileSync(newer, text.replace('a-monitor:', 'a-second:'));
    const { status, err } = await configCommand('suggest', 'a-second', '--inventory', newer);
    expect(status).to.equal(1);
    expect(err).to.contain('answers 400: query /host: there is no host "a-second"');
  });

  it('says that a token is wrong', async () => {
    const token = join(folder, 'token');
    writeFileSync(token, 'wrong\n');
    const { status, err } = await run('a-web1', '--token-file', token);
    expect([status, err]).to.deep.equal([
      1,
      `watchclock config suggest: ${gateway.url} answers 401: this call needs a token as "Authorization: Bearer TOKEN"\n`,
    ]);
  });

  for (const [args, message] of [
    [['--days', '0'], '--days: not a number of days from 1 to 9999: "0"'],
    [['--url', 'support.example'], '--url: not an http or https address: "support.example"'],
    [
      ['--samples', samples, '--days', '3'],
      '--days is for the gateway, and --samples names a file',
    ],
  ] as const) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { status, err } = await run('a-web1', ...args);
      expect(status).to.equal(2);
      expect(err).to.contain(message);
    });
  }
});
