import { expect } from 'chai';
import type { Account, ApiToken, Session } from '../../gateway/access/account.ts';
import { verifyAudit } from '../../gateway/access/audit.ts';
import { ConflictError, type Store } from '../../gateway/store/store.ts';

const eva: Account = {
  ...{ name: 'eva', displayName: 'Eva Example', role: 'lead', customer: null },
  ...{ password: 'hash', subject: null, disabledAt: null, createdAt: 1_000 },
};
const session: Session = {
  ...{ digest: 'd1', account: 'eva', displayName: 'Eva Example' },
  ...{ openedAt: 1_000, expiresAt: 5_000, proof: null },
};
const token: ApiToken = {
  ...{ id: 't1', digest: 'd2', account: 'eva', label: 'a program', scopes: ['read'] },
  ...{ createdAt: 1_000, expiresAt: 9_000 },
};

/** What every store promises of accounts, sessions, tokens and the audit log; called in the store's own suite. */
export function accountsContract(open: () => Store): void {
  it('keeps accounts, each name once', async () => {
    const { accounts } = open();
    expect(await accounts.any()).to.equal(false);
    await accounts.add(eva);
    expect(await accounts.any()).to.equal(true);
    expect(await accounts.account('eva')).to.deep.equal(eva);
    expect(await accounts.account('Eva')).to.equal(undefined);
    const second = await accounts.add(eva).catch((error: unknown) => error);
    expect(second).to.be.instanceOf(ConflictError);
  });

  it('ends the sessions of an account that changes, and keeps those of others', async () => {
    const { accounts } = open();
    await accounts.add(eva);
    await accounts.openSession(session);
    await accounts.openSession({ ...session, digest: 'd3', account: null, proof: 'p' });
    expect(await accounts.session('d1', 4_999)).to.deep.equal(session);
    expect(await accounts.session('d1', 5_000)).to.equal(undefined);
    expect(await accounts.change('eva', { role: 'auditor', disabledAt: 2_000 })).to.equal(true);
    expect(await accounts.account('eva')).to.deep.equal({
      ...{ ...eva, role: 'auditor', disabledAt: 2_000 },
    });
    expect(await accounts.session('d1', 2_000)).to.equal(undefined);
    expect(await accounts.session('d3', 2_000)).to.include({ proof: 'p' });
    await accounts.closeSession('d3');
    expect(await accounts.session('d3', 2_000)).to.equal(undefined);
    expect(await accounts.change('nobody', { role: 'lead' })).to.equal(false);
  });

  it('lists the sessions of an account that last', async () => {
    const { accounts } = open();
    await accounts.openSession(session);
    await accounts.openSession({ ...session, digest: 'd3', openedAt: 2_000 });
    await accounts.openSession({ ...session, digest: 'd4', account: 'tom' });
    const digests = async (now: number) =>
      (await accounts.sessions('eva', now)).map(({ digest }) => digest);
    expect(await digests(3_000)).to.deep.equal(['d3', 'd1']);
    expect(await digests(5_000)).to.deep.equal([]);
  });

  it('counts tries under each of their keys, and forgets old ones', async () => {
    const { tries } = open();
    await tries.add({ id: '1', keys: ['a', 'b'], at: 10 }, 0);
    await tries.add({ id: '2', keys: ['b'], at: 20 }, 0);
    const times = await tries.add({ id: '3', keys: ['a', 'b'], at: 30 }, 10);
    expect([...times].toSorted()).to.deep.equal([
      ['a', [30]],
      ['b', [20, 30]],
    ]);
    await tries.remove('3');
    await tries.forget('b');
    const left = await tries.add({ id: '4', keys: ['a', 'b'], at: 40 }, 10);
    expect([...left.values()]).to.deep.equal([[40], [40]]);
  });

  it('hands out a journey once, and in time only', async () => {
    const { journeys } = open();
    const traveller = { journey: { state: 's', nonce: 'n', verifier: 'v' }, next: '/raise' };
    for (const digest of ['d1', 'd2']) {
      await journeys.keep(digest, traveller, { now: 1_000, until: 2_000 });
    }
    expect(await journeys.take('d1', 1_999)).to.deep.equal(traveller);
    expect(await journeys.take('d1', 1_999)).to.equal(undefined);
    expect(await journeys.take('d2', 2_000)).to.equal(undefined);
  });

  it('finds an account by who it is to its provider', async () => {
    const { accounts } = open();
    await accounts.add({ ...eva, subject: 'https://id.example eva' });
    expect(await accounts.bySubject('https://id.example eva')).to.include({ name: 'eva' });
    expect(await accounts.bySubject('https://id.example')).to.equal(undefined);
  });

  it('keeps tokens until they end or are revoked', async () => {
    const { accounts } = open();
    await accounts.addToken(token);
    await accounts.addToken({ ...token, id: 't2', digest: 'd4', expiresAt: null });
    expect(await accounts.token('d2', 8_999)).to.deep.equal(token);
    expect(await accounts.token('d2', 9_000)).to.equal(undefined);
    expect(await accounts.token('d4', 99_000)).to.include({ id: 't2' });
    expect((await accounts.tokens()).map(({ id }) => id).sort()).to.deep.equal(['t1', 't2']);
    expect(await accounts.revokeToken('t2')).to.equal(true);
    expect(await accounts.revokeToken('t2')).to.equal(false);
    expect(await accounts.token('d4', 99_000)).to.equal(undefined);
  });

  it('chains its audit log, also when many write at once', async () => {
    const { audit } = open();
    const entry = { kind: 'signed in', who: 'eva', about: 'password', from: '127.0.0.1' } as const;
    await Promise.all([1, 2, 3, 4, 5].map((at) => audit.record({ ...entry, who: `e${at}` }, at)));
    const all = await audit.all();
    expect(all.map(({ position }) => position)).to.deep.equal([1, 2, 3, 4, 5]);
    expect(verifyAudit(all)).to.deep.equal([]);
    expect((await audit.latest(2)).map(({ position }) => position)).to.deep.equal([5, 4]);
    const forged = all.map((each) => (each.position === 3 ? { ...each, who: 'mallory' } : each));
    expect(verifyAudit(forged)).to.deep.equal([
      'audit entry 3: was changed: its hash does not fit',
    ]);
    expect(verifyAudit(all.filter(({ position }) => position !== 2))).to.have.length(3);
  });
}
