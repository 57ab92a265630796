import { expect } from 'chai';
import { createIntake } from '../../../gateway/intake.ts';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { secret } from '../../../plugins/settings/secret.ts';
import { outboxContract } from '../../contracts/outbox.ts';
import { reportContract } from '../../contracts/report.ts';
import { resultHistoryContract } from '../../contracts/result-history.ts';
import { storeContract } from '../../contracts/store.ts';
import { peer } from '../../peers/peer.ts';
import { type PostgreSql, startPostgreSql } from '../../peers/postgresql.ts';
import { until } from '../../until.ts';
import { directory, minute, notification, periods } from '../samples.ts';

describe('PostgreSQL', () => {
  let server: PostgreSql | undefined;
  const running = () => {
    if (server === undefined) throw new Error('the server does not run');
    return server;
  };
  const openOn = (url: string) => openStore({ kind: 'postgresql', url: secret(url) });
  before(async function () {
    server = await startPostgreSql(peer(this, 'postgresql'));
  });
  after(() => server?.remove());

  const inDatabase = async () => {
    const url = running().createDatabase();
    return { open: () => openOn(url), remove: async () => undefined };
  };
  storeContract('PostgreSQL', inDatabase);
  resultHistoryContract('PostgreSQL', inDatabase);
  outboxContract('PostgreSQL', inDatabase);
  reportContract('PostgreSQL', inDatabase);

  describe('that goes away', () => {
    let store: Store;
    beforeEach(async () => {
      store = await openOn(running().createDatabase());
    });
    afterEach(() => store.close());

    it('makes senders try again, and has every acknowledged signal once when it is back', async () => {
      const intake = createIntake({
        ...{ store, directory: () => directory, periods, now: () => minute(100) },
      });
      const refusals: unknown[] = [];
      const send = (host: string) =>
        until(`${host} is kept`, async () => {
          const signal = notification({ host, keys: [host] });
          return intake.submit({ kind: 'signal', signal }).catch((error: Error) => {
            refusals.push(error.name);
            return undefined;
          });
        });
      const hosts = Array.from({ length: 60 }, (_, index) => `app-${index}`);
      await Promise.all(hosts.slice(0, 20).map(send));
      await running().stop();
      const during = hosts.slice(20).map(send);
      await until('a refusal', () => (refusals.length > 0 ? true : undefined));
      await running().start();
      await Promise.all(during);
      expect([...new Set(refusals)]).to.deep.equal(['BusyError']);
      const kept = (await store.list({})).map(({ raised }) => raised.host);
      expect(kept.sort()).to.deep.equal([...hosts].sort());
      await intake.stop();
    });
  });
});
