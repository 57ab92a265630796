import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { loadCheckedInventory } from '../../../nagios-config/checked-inventory.ts';
import { percentile, slope } from '../../../nagios-config/suggest/distribution.ts';
import { proposalFor } from '../../../nagios-config/suggest/proposals.ts';
import { readSamples } from '../../../nagios-config/suggest/samples.ts';
import { configCommand, folderOf, twoHosts } from '../example.ts';

const gibibyte = 1024 ** 3;
const hour = 3_600_000;
const start = Date.UTC(2026, 9, 1);

describe('watchclock config suggest', () => {
  const folder = folderOf({ after });
  const inventory = join(folder, 'inventory.yaml');
  const samples = join(folder, 'results.jsonl');
  before(() => writeFileSync(inventory, twoHosts));

  /** Two weeks of results, one an hour. */
  const record = (perfdata: Readonly<Record<string, (hours: number) => string>>, hours = 336) => {
    const lines = Object.entries(perfdata).flatMap(([service, at]) =>
      Array.from({ length: hours }, (_, n) =>
        JSON.stringify({ host: 'a-web1', service, at: start + n * hour, perfdata: at(n) }),
      ),
    );
    writeFileSync(samples, lines.join('\n'));
  };
  const everything = {
    users: (n: number) => `users=${n % 4};5;10;0`,
    load: (n: number) => {
      const busy = n % 24 === 12 ? 1.2 : 0.3;
      return `load1=4;;;0; scaled_load1=${busy};2;4;0; scaled_load5=${busy};2;4;0; scaled_load15=0.3;2;4;0;`;
    },
    swap: () => `swap=${3 * gibibyte}B;0;0;0;${4 * gibibyte}`,
    procs: (n: number) => `procs=${180 + (n % 10)};300;600;0;`,
    'disk-root': (n: number) =>
      `/=${(20 + n / 24) * gibibyte}B;1;1;0;${100 * gibibyte} inodes=3;;;0;100`,
    'jira-http': (n: number) => `time=0.${1 + (n % 9)}s;3;10;0;20 size=20B;;;0`,
    ping: () => 'rta=12.5ms;200;500;0 pl=0%;20;60;0',
  };
  const run = (...more: string[]) =>
    configCommand('suggest', 'a-web1', '--inventory', inventory, '--samples', samples, ...more);

  it('proposes limits with their reasons, to paste below the host', async () => {
    record(everything);
    const { status, out, err } = await run();
    expect({ status, err }).to.deep.equal({ status: 0, err: '' });
    expect(out).to.contain(
      '# Proposed from recorded results: paste it below customers.customer-a.hosts.a-web1.',
    );
    expect(out).to.match(
      /^ {2}procs:\n {4}warning: \["290"\]\n {4}critical: \["580"\]\n {4}because: 99 of 100 results were at most 189 /m,
    );
    expect(out).to.match(
      /^ {2}load:\n {4}warning: \["1.8,1.8,0.5"\]\n {4}critical: \["3.6,3.6,1"\]/m,
    );
    expect(out).to.match(
      /^ {2}disk-root:\n {4}warning: \["20%", "14GiB"\]\n {4}critical: \["10%", "5GiB"\]\n.*1 GiB are written a day/m,
    );
    expect(out).to.match(/^ {2}# agent: its limits do not follow from results$/m);
    expect(out).to.match(
      /^ {2}# jira-disk-home: 0 results in 0 days are too few: 100 in 7 days are needed$/m,
    );
  });

  it('proposes what the checks themselves accept, where it says to paste it', async () => {
    record(everything);
    const limits = (await run()).out.replaceAll(/^/gm, '        ');
    const pasted = join(folder, 'pasted.yaml');
    writeFileSync(
      pasted,
      twoHosts.replace('        address: 192.0.2.10\n', (line) => `${line}${limits}\n`),
    );
    const whole = await loadCheckedInventory(pasted);
    expect(whole.hosts.get('a-web1')?.limits.at(-1)).to.include.keys('load', 'procs', 'disk-root');
  });

  it('proposes nothing from few results, and says so', async () => {
    record({ users: everything.users }, 99);
    expect((await run()).out).to.contain('# users: 99 results in 4 days are too few');
  });

  it('takes what the gateway keeps: ranges of figures over stretches of time', () => {
    const line =
      '{"service":"users","start":"2026-10-01T00:00Z","figures":[{"label":"users","unit":"","min":1,"average":2,"max":3,"count":9}]}';
    expect(readSamples(`${line}\n\n`, 'x')).to.deep.equal([
      {
        host: undefined,
        service: 'users',
        at: start,
        figures: [{ label: 'users', unit: '', min: 1, max: 3 }],
      },
    ]);
  });

  for (const [line, problem] of [
    ['nonsense', 'not a JSON object: nonsense'],
    ['{"at":1}', 'service: not a text: nothing'],
    [
      '{"service":"load","at":"soon"}',
      'at: not an instant such as 2026-10-16T16:30:00+02:00: "soon"',
    ],
    ['{"service":"load","at":1}', 'neither perfdata nor figures can be read'],
    ['{"service":"load","at":1,"host":7}', 'host: not a text: 7'],
  ]) {
    it(`names the line of what it cannot read: ${line}`, async () => {
      writeFileSync(samples, `{"service":"users","at":1,"perfdata":"users=1"}\n${line}\n`);
      const { status, err } = await run();
      expect(status).to.equal(1);
      expect(err).to.equal(`watchclock config suggest: ${samples}:2: ${problem}\n`);
    });
  }

  it('needs a host that there is', async () => {
    expect((await configCommand('suggest')).status).to.equal(2);
    const { status, err } = await configCommand('suggest', 'a-wbe1', '--inventory', inventory);
    expect(status).to.equal(1);
    expect(err).to.contain('the inventory has no host "a-wbe1" (did you mean "a-web1"?)');
  });

  it('proposes limits that one result in a hundred at most would have passed', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 100, maxLength: 300 });
    fc.assert(
      fc.property(counts, (values) => {
        const made = values.map((value, n) => ({
          ...{ host: undefined, service: 'procs', at: n },
          figures: [{ label: 'procs', unit: '', min: value, max: value }],
        }));
        const { warning = [], critical = [] } = proposalFor('procs', made) ?? {};
        const passed = values.filter((value) => value > Number(warning[0]));
        expect(passed.length).to.be.at.most(values.length / 100);
        expect(Number(critical[0])).to.be.above(Number(warning[0]));
      }),
    );
  });

  it('knows percentiles and slopes', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
    expect([0, 0.01, 0.5, 0.99, 1].map((share) => percentile(hundred, share))).to.deep.equal([
      1, 1, 50, 99, 100,
    ]);
    expect(
      slope([
        [0, 1],
        [1, 3],
        [2, 5],
      ]),
    ).to.equal(2);
    expect(slope([[1, 7]])).to.equal(0);
  });
});
