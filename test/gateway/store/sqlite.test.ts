import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../gateway/store/open.ts';
import { outboxContract } from '../../contracts/outbox.ts';
import { reportContract } from '../../contracts/report.ts';
import { resultHistoryContract } from '../../contracts/result-history.ts';
import { storeContract } from '../../contracts/store.ts';

storeContract('SQLite', inFolder);
outboxContract('SQLite', inFolder);
resultHistoryContract('SQLite', inFolder);
reportContract('SQLite', inFolder);

async function inFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'watchclock-store-'));
  return {
    open: () => openStore({ kind: 'sqlite', path: join(folder, 'watchclock.db') }),
    remove: () => rm(folder, { recursive: true }),
  };
}
