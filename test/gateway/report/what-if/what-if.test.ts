import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { command } from '../../../../gateway/report/what-if/command.ts';
import { openStore } from '../../../../gateway/store/open.ts';
import { runCommand } from '../commands.ts';
import { populatedPlace } from '../reported-store.ts';

describe('watchclock sla what-if on a store', () => {
  let place: Awaited<ReturnType<typeof populatedPlace>>;
  before(async () => {
    place = await populatedPlace();
  });
  after(() => place?.remove());

  const whatIf = (...args: readonly string[]) =>
    runCommand(
      command,
      '--store',
      `sqlite:${place.path}`,
      '--from',
      '2026-10-01',
      '--to',
      '2026-10-31',
      ...args,
    );

  it('shows what would differ under another plan, incident by incident', async () => {
    const { status, stdout, stderr } = await whatIf('--under', 'standard');
    expect(status, stderr).to.equal(0);
    const found = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(found.map(({ incident }) => incident)).to.deep.equal([1, 2, 3, 4, 5]);
    expect(found[1].differences).to.deep.include({
      ...{ of: 'response', field: 'target', is: 7200, under: 14_400 },
    });
    expect(stderr).to.equal('5 of 5 incidents would differ under standard 1\n');
  });

  it('finds nothing under the plan that is in force, and leaves the others out', async () => {
    const { stdout, stderr } = await whatIf('--under', 'premium', '--customer', 'customer-b');
    expect(stdout).to.equal('');
    expect(stderr).to.equal('0 of 1 incidents would differ under premium 1\n');
  });

  it('touches nothing', async () => {
    const before = await reading();
    await whatIf('--under', 'standard');
    expect(await reading()).to.deep.equal(before);
  });

  it('takes a plan from a file', async () => {
    const plan = join(place.folder, 'plan.json');
    const calendar = { zone: 'Europe/Brussels', hours: { friday: ['00:00-24:00'] }, holidays: [] };
    const objectives = { response: { targets: '1h' }, intervention: { targets: '2h' } };
    await writeFile(plan, JSON.stringify({ version: '7', calendar, objectives }));
    const { stderr } = await whatIf('--under', plan);
    expect(stderr).to.contain('would differ under other plan 7');
  });

  const wrong: readonly (readonly [args: readonly string[], status: number, message: string])[] = [
    [['--store', 'sqlite:x'], 2, '--under is missing'],
    [['--under', 'premium'], 2, 'either --config or --store is needed'],
    [['--store', 'sqlite:x', '--under', 'premium', '--from', 'x'], 2, '--from: not a day'],
    [['--store', 'sqlite:./no.db', '--under', 'premium'], 1, 'there is no such store'],
    [['--store', 'sqlite:x', '--untder', 'premium'], 2, "Unknown option '--untder'"],
  ];
  for (const [args, status, message] of wrong) {
    it(`ends with ${status} for ${args.join(' ')}`, async () => {
      const ended = await runCommand(command, ...args);
      expect(ended.stderr).to.contain(message);
      expect(ended.status).to.equal(status);
    });
  }

  it('says of an unknown plan what it looked for', async () => {
    const { status, stderr } = await whatIf('--under', 'gold');
    expect(status).to.equal(1);
    expect(stderr).to.contain('"gold" is neither a plan nor a file with one');
  });

  async function reading() {
    const opened = await openStore({ kind: 'sqlite', path: place.path });
    try {
      return [await opened.chain(), await opened.checkpoints.all(), await opened.list({})];
    } finally {
      await opened.close();
    }
  }
});
