import { join } from 'node:path';
import { expect } from 'chai';
import {
  type InventoryDirectory,
  inventoryDirectory,
} from '../../../gateway/directory/inventory-directory.ts';
import { readTerms } from '../../../gateway/incident/terms.ts';
import { loadInventory } from '../../../nagios-config/inventory.ts';
import { install } from '../installation.ts';

describe('the directory of an inventory', () => {
  let directory: InventoryDirectory;
  before(async () => {
    const { folder, remove } = await install();
    directory = inventoryDirectory(loadInventory(join(folder, 'inventory.yaml')));
    await remove();
  });
  const planOf = (digest: string) => {
    const written = directory.terms.find((terms) => terms.digest === digest);
    return readTerms(written?.content ?? '').plan.name;
  };

  it('knows whose a service is, its application, its plan and the severity it proposes', () => {
    const opening = directory.openingForAlert(
      { host: 'app-1', service: 'jira-http', state: 'CRITICAL' },
      0,
    );
    expect(opening).to.include({ customer: 'customer-a', application: 'jira', severity: 'A' });
    expect(opening.notGuaranteed).to.deep.equal([]);
    expect(planOf(opening.terms)).to.equal('premium');
  });

  it('says why the guarantees do not apply', () => {
    const opening = directory.openingForAlert({ host: 'app-3', service: null, state: 'DOWN' }, 0);
    expect(opening.notGuaranteed).to.deep.equal([
      'no remote connection to the production environment is available',
    ]);
    expect(planOf(opening.terms)).to.equal('standard');
  });

  it('opens for a host that nobody described, without guarantees', () => {
    const opening = directory.openingForAlert(
      { host: 'stray', service: 'load', state: 'CRITICAL' },
      0,
    );
    expect(opening).to.deep.include({
      customer: null,
      application: null,
      notGuaranteed: ['the host "stray" is in no customer\'s inventory'],
    });
  });

  it('opens for a report of a known customer only', () => {
    const nothing = { host: null, service: null };
    expect(directory.openingForReport({ customer: 'customer-a', ...nothing }, 0)).to.include({
      severity: 'C',
    });
    expect(directory.openingForReport({ customer: 'customer-x', ...nothing }, 0)).to.equal(
      undefined,
    );
  });
});
