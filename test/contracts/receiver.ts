import { expect } from 'chai';
import type { Door, RefusalReason } from '../../gateway/door/door.ts';
import { BusyError } from '../../gateway/intake.ts';
import type { PassiveResult } from '../../gateway/signal.ts';
import type { PassiveCheck } from '../../plugins/wire/passive-check.ts';
import { until } from '../until.ts';

/** A receiver that listens, and its client. */
export interface ReceiverPlace {
  /** Sends checks as a client of this protocol does; whether it was told that they are safe, undefined where nobody says. */
  readonly send: (...checks: readonly PassiveCheck[]) => Promise<boolean | undefined>;
  /** The same with a wrong password, token or key. */
  readonly sendAsStranger: (...checks: readonly PassiveCheck[]) => Promise<boolean | undefined>;
  /** Bytes that are nothing in this protocol. */
  readonly sendGarbage: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What the receiver hands on and refuses while a test looks. */
interface Recorded {
  readonly results: PassiveResult[];
  readonly refusals: RefusalReason[];
  /** What delivering does besides recording. */
  deliver: () => Promise<void>;
}

/** A CRITICAL check of the http service of app-1, run in the present second. */
export function check(change: Partial<PassiveCheck> = {}): PassiveCheck {
  const at = Math.floor(Date.now() / 1000) * 1000;
  const usual = { host: 'app-1', service: 'jira-http', code: 2, output: 'refused', at };
  return { ...usual, ...change };
}

/**
 * What every receiver of passive results promises. Its door knows the hosts app-* of customer-a; other hosts belong to
 * somebody else. `acknowledges` is false where the protocol never says whether something is safe.
 */
export function receiverContract(
  name: string,
  open: (door: Door) => Promise<ReceiverPlace>,
  { acknowledges = true }: { readonly acknowledges?: boolean } = {},
): void {
  describe(`the receiver for ${name}`, () => {
    let place: ReceiverPlace;
    let recorded: Recorded;
    beforeEach(async () => {
      recorded = { results: [], refusals: [], deliver: async () => undefined };
      place = await open(doorInto(recorded));
    });
    afterEach(() => place.close());

    const delivered = (count: number) =>
      until(`${count} results`, () =>
        recorded.results.length >= count ? recorded.results : undefined,
      );
    const refused = (...reasons: readonly RefusalReason[]) =>
      until(`a refusal: ${reasons.join(' or ')}`, () =>
        recorded.refusals.find((reason) => reasons.includes(reason)),
      );
    const safe = acknowledges ? true : undefined;
    const unsafe = acknowledges ? false : undefined;

    it('delivers a result with its output taken apart', async () => {
      const sent = check({ output: 'refused | time=3s\nmore' });
      expect(await place.send(sent)).to.equal(safe);
      const [result] = await delivered(1);
      expect(result).to.deep.include({
        ...{ kind: 'result', host: 'app-1', service: 'jira-http', state: 'CRITICAL' },
        ...{ output: 'refused', longOutput: 'more', perfdata: 'time=3s', keys: [] },
      });
      // NSCA has the time of the sending, in whole seconds.
      expect(result?.at).to.be.within(sent.at ?? 0, Date.now());
    });

    it('delivers the result of a host in the states of a host', async () => {
      await place.send(check({ service: null, code: 1 }));
      expect((await delivered(1))[0]).to.include({ service: null, state: 'DOWN' });
    });

    it('keeps the order of what is sent together', async () => {
      const outputs = Array.from({ length: 20 }, (_, index) => `number ${index}`);
      expect(await place.send(...outputs.map((output) => check({ output })))).to.equal(safe);
      expect((await delivered(20)).map(({ output }) => output)).to.deep.equal(outputs);
    });

    it('takes hostile text as text', async () => {
      const output = `'; drop table x; -- $(id) <b>&amp;</b> "quoted" \`id\` ${'é'.repeat(20)} €`;
      await place.send(check({ output }));
      expect((await delivered(1))[0]?.output).to.equal(output);
    });

    it('refuses who does not know the secret, delivers nothing and counts it', async () => {
      expect(await place.sendAsStranger(check())).to.equal(unsafe);
      await refused('unauthenticated');
      expect(recorded.results).to.deep.equal([]);
    });

    it('refuses hosts of somebody else and counts it', async () => {
      expect(await place.send(check({ host: 'other-1' }))).to.equal(unsafe);
      await refused('not allowed');
      expect(recorded.results).to.deep.equal([]);
    });

    for (const change of [{ code: 7 }, { code: -1 }, { service: null, code: 3 }]) {
      it(`refuses a status that is out of range: ${JSON.stringify(change)}`, async () => {
        expect(await place.send(check(change))).to.equal(unsafe);
        await refused('malformed');
        expect(recorded.results).to.deep.equal([]);
      });
    }

    it('refuses garbage, and goes on with the next one', async () => {
      await place.sendGarbage();
      await refused('malformed', 'unauthenticated');
      await place.send(check());
      await delivered(1);
    });

    if (acknowledges) {
      it('says that it is safe only when it is', async () => {
        const durable = Promise.withResolvers<void>();
        recorded.deliver = () => durable.promise;
        let answered = false;
        const answer = place.send(check()).finally(() => {
          answered = true;
        });
        await delivered(1);
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(answered).to.equal(false);
        durable.resolve();
        expect(await answer).to.equal(true);
      });

      it('says so when it is too busy', async () => {
        recorded.deliver = () => Promise.reject(new BusyError('20000 requests wait already'));
        expect(await place.send(check())).to.equal(false);
        await refused('busy');
      });
    } else {
      it('waits with what it read while it is too busy', async () => {
        let busy = 2;
        recorded.deliver = async () => {
          if (busy-- > 0) throw new BusyError('20000 requests wait already');
        };
        await place.send(check());
        await delivered(3);
        expect(busy).to.equal(-1);
      });
    }
  });
}

function doorInto(recorded: Recorded): Door {
  return {
    deliver: async (result) => {
      recorded.results.push(result);
      await recorded.deliver();
      return { incident: undefined, events: 0, repeated: false };
    },
    refuse: (reason) => recorded.refusals.push(reason),
    customerOf: (host) => (host.startsWith('app-') ? 'customer-a' : 'customer-b'),
    now: Date.now,
  };
}
