import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { followInventoryWindows } from '../../../gateway/directory/inventory-windows.ts';
import { personal } from '../../../gateway/incident-event.ts';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { loadInventory } from '../../../nagios-config/inventory.ts';
import { folderOf } from '../../nagios-config/example.ts';

const day = 86_400_000;
const announced = Date.UTC(2026, 9, 26, 9);
const start = Date.UTC(2026, 10, 7, 19);
const end = start + day / 4;

describe('the maintenance windows of an inventory', () => {
  const folder = folderOf({ after });
  let store: Store;
  let opened = 0;
  beforeEach(async () => {
    opened += 1;
    store = await openStore({ kind: 'sqlite', path: join(folder, `${opened}.db`) });
  });
  afterEach(() => store.close());

  const follow = (reasons: readonly string[], now: number) =>
    followInventoryWindows(store, inventoryWith(reasons), now);
  const known = async () =>
    (await store.maintenance()).map(({ reason, announcedAt, cancelledAt }) => {
      return { reason, announcedAt, cancelledAt };
    });

  function inventoryWith(reasons: readonly string[]) {
    const path = join(folder, 'inventory.yaml');
    const at = (instant: number) => new Date(instant).toISOString();
    const windows = reasons.map(
      (reason) =>
        `{announced: ${at(announced)}, start: ${at(start)}, end: ${at(end)}, reason: ${reason}}`,
    );
    writeFileSync(
      path,
      `customers:
  a:
    name: A
    plan: standard
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: false}
    maintenance: [${windows.join(', ')}]
`,
    );
    return loadInventory(path);
  }

  it('are announced once, as early as the inventory says', async () => {
    await follow(['new database'], announced + day);
    const again = await follow(['new database'], announced + 2 * day);
    expect(again).to.deep.equal({ announced: [], cancelled: [] });
    expect(await known()).to.deep.equal([
      { reason: 'new database', announcedAt: announced, cancelledAt: undefined },
    ]);
  });

  it('are announced now where the inventory says it will be later', async () => {
    await follow(['new database'], announced - day);
    expect((await known())[0]?.announcedAt).to.equal(announced - day);
  });

  it('are cancelled when they are taken out before they begin, by the gateway', async () => {
    await follow(['new database', 'new disks'], announced);
    const { cancelled } = await follow(['new disks'], start - 1);
    expect(cancelled.map(({ reason }) => reason)).to.deep.equal(['new database']);
    expect(await known()).to.deep.equal([
      { reason: 'new database', announcedAt: announced, cancelledAt: start - 1 },
      { reason: 'new disks', announcedAt: announced, cancelledAt: undefined },
    ]);
    expect(await follow(['new disks'], start - 1)).to.deep.equal({ announced: [], cancelled: [] });
  });

  it('stay when they are taken out after they have begun', async () => {
    await follow(['new database'], announced);
    expect(await follow([], start)).to.deep.equal({ announced: [], cancelled: [] });
    expect((await known())[0]?.cancelledAt).to.equal(undefined);
  });

  it('become another window when they are changed', async () => {
    await follow(['new database'], announced);
    await follow(['newer database'], announced + day);
    expect(await known()).to.deep.equal([
      { reason: 'new database', announcedAt: announced, cancelledAt: announced + day },
      { reason: 'newer database', announcedAt: announced, cancelledAt: undefined },
    ]);
  });

  it('are announced anew when they come back, as of then', async () => {
    await follow(['new database'], announced);
    await follow([], announced + day);
    await follow(['new database'], announced + 2 * day);
    await follow(['new database'], announced + 3 * day);
    expect(await known()).to.deep.equal([
      { reason: 'new database', announcedAt: announced, cancelledAt: announced + day },
      { reason: 'new database', announcedAt: announced + 2 * day, cancelledAt: undefined },
    ]);
  });

  it('leave alone what people announced', async () => {
    const window = { id: 'inventory-of-ada', customer: 'a', hosts: [], applications: [] };
    const actor = { kind: 'engineer', name: personal('Ada') } as const;
    await store.announce({ ...window, announcedAt: announced, start, end, actor, reason: 'x' });
    expect(await follow([], announced)).to.deep.equal({ announced: [], cancelled: [] });
  });
});
