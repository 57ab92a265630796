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

for (const table of [...users, ...load, ...swap, ...procs, ...disk]) verify(table);

function verify({ check, machine, files = {}, commands = [], rows }: ParityTable) {
  describe(`${check} beside the reference, on a machine ${machine}`, function () {
    this.timeout(60_000);
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
