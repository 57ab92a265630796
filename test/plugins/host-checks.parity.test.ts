import { expect } from 'chai';
import { loadPlugin } from '../../plugins/registry.ts';
import { peer } from '../peers/peer.ts';
import { skip } from '../skip.ts';
import { type Answers, expectAnswers } from './parity.ts';
import { doJob } from './parity-job.ts';
import { tables as disk } from './parity-tables/disk.ts';
import { tables as load } from './parity-tables/load.ts';
import { tables as procs } from './parity-tables/procs.ts';
import { tables as swap } from './parity-tables/swap.ts';
import type { ParityTable } from './parity-tables/table.ts';
import { tables as users } from './parity-tables/users.ts';

/** Differences that a table of command lines cannot show, and the tests that do. */
const elsewhere: Readonly<Record<string, string>> = {
  'A file system that does not answer is named and given up in time, and the others are judged.':
    '../stories/dead-mount.test.ts',
};

const tables = [...users, ...load, ...swap, ...procs, ...disk];
for (const table of tables) verify(table);

describe('the differences from the reference that the host checks name', () => {
  it('are all tried out', async () => {
    const tried = tables.flatMap(({ rows }) =>
      rows.flatMap((row) => ('differs' in row ? [row.differs] : [])),
    );
    for (const check of new Set(tables.map((table) => table.check))) {
      const named = (await loadPlugin(check))?.manual.differences ?? [];
      const untried = named.filter(({ ours }) => !tried.includes(ours) && !(ours in elsewhere));
      expect(untried, check).to.deep.equal([]);
    }
  });
});

function verify({ check, machine, files = {}, commands = [], rows }: ParityTable) {
  describe(`${check} beside the reference, on a machine ${machine}`, () => {
    let answers: readonly Answers[];

    before(function () {
      const reference = peer(this, `check_${check.slice(6)}`);
      if (process.getuid?.() !== 0) skip(this, 'only root can make a mount namespace');
      const contents = Object.entries(files).map(([path, content]) => [
        path,
        Buffer.from(content).toString('base64'),
      ]);
      const lines = rows.map(({ line }) => line);
      answers = doJob({ check, reference, files: Object.fromEntries(contents), commands, lines });
    });

    for (const [at, row] of rows.entries()) {
      const does = 'differs' in row ? 'does better with' : 'answers the same to';
      it(`${does} ${row.line || 'nothing'}`, async () => {
        const answer = answers[at];
        if (answer === undefined) throw new Error('no answer');
        await expectAnswers(check, row, answer);
      });
    }
  });
}
