import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { verifyLog } from '../../../gateway/report/verify/verify.ts';
import { openSpool } from '../../../plugins/spool/spool.ts';
import { peer } from '../../peers/peer.ts';
import { until } from '../../until.ts';
import { type FaultyPlace, faultyPlace } from './place.ts';
import {
  httpSender,
  notifySender,
  nrdpSender,
  nscaSender,
  type Sender,
  spoolIn,
  type Word,
} from './senders.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const kills = soak ? 200 : 3;
const services = 10;
/** What a sender waits after each word, in milliseconds: a gateway that starts needs a part of the machine too. */
const breath = 50;

/** What every service says at least, one word after the other; while there are kills to come it is said over again. */
const codes: readonly Word['code'][] = [2, 1, 2, 0, 2, 1];

describe('a gateway that is killed again and again while real senders speak to all of its doors', function () {
  if (soak) this.timeout(7_200_000);
  const places: FaultyPlace[] = [];
  afterEach(async () => {
    for (const place of places.splice(0)) await place.remove();
  });

  it('has every word that was safe once, and the incidents of a run that nobody disturbed', async function () {
    const client = peer(this, 'send_nsca');
    const begin = async (program?: string) => {
      const place = await faultyPlace({ ...(program !== undefined && { program }) });
      places.push(place);
      await place.start();
      const senders = {
        http: httpSender(place),
        nrdp: nrdpSender(place),
        nsca: nscaSender(place, client),
        notify: notifySender(place),
      };
      return { place, senders };
    };

    const disturbed = await begin();
    let left = kills;
    const killing = (async () => {
      for (; left > 0; left--) {
        await sleep(Math.random() * 700);
        await disturbed.place.kill();
        await disturbed.place.start();
      }
    })();
    // A start that fails must end the test, which would wait for the last kill for ever.
    killing.catch(() => {
      left = 0;
    });
    const turns = await speakAll(disturbed.senders, (turn) => turn < codes.length || left > 0);
    await killing;

    const quiet = await begin(disturbed.place.program);
    await speakAll(quiet.senders, (turn, door) => turn < (turns[door] ?? 0));
    for (const { place } of [disturbed, quiet]) await spoolIsEmpty(place);
    expect(await incidentsOf(disturbed.place)).to.deep.equal(await incidentsOf(quiet.place));
    expect(Object.keys(await incidentsOf(quiet.place))).to.have.length(3 * services + 2);
  });
});

type Senders = Readonly<Record<'http' | 'nrdp' | 'nsca' | 'notify', Sender>>;

/** All doors at once, each in its own time; how many words the services of each have said. */
async function speakAll(
  senders: Senders,
  goesOn: (turn: number, door: keyof Senders) => boolean,
): Promise<Partial<Record<keyof Senders, number>>> {
  const doors = Object.entries(senders) as [keyof Senders, Sender][];
  const said = await Promise.all(
    doors.map(async ([door, send]) => {
      // A real notification is a process: two services are enough.
      const names = Array.from(
        { length: door === 'notify' ? 2 : services },
        (_, n) => `${door}-${n}`,
      );
      let turn = 0;
      for (; goesOn(turn, door); turn++) {
        const code = codes[turn % codes.length] ?? 2;
        await send(names.map((service) => ({ service, code })));
        await sleep(breath);
      }
      return [door, turn] as const;
    }),
  );
  return Object.fromEntries(said);
}

async function spoolIsEmpty(place: FaultyPlace): Promise<void> {
  const options = { folder: spoolIn(place), limit: 1_000, now: Date.now, warn: () => undefined };
  const spool = await openSpool(options);
  await until('nothing waits in the spool', async () =>
    (await spool.list()).length === 0 ? true : undefined,
  );
}

/** Of each service that has an incident, what the log says of it. */
async function incidentsOf(place: FaultyPlace): Promise<Record<string, readonly string[]>> {
  return place.withStore(async (store) => {
    expect(verifyLog(await store.chain())).to.deep.equal([]);
    const told = await Promise.all(
      (await store.list({})).map(async ({ id, status, raised, alerts }) => {
        const kinds = (await store.history(id)).map(({ event }) => event.kind);
        const states = alerts.map(({ state }) => state);
        return [`${raised.service}`, [status, ...states, ...kinds]] as const;
      }),
    );
    expect(new Set(told.map(([service]) => service)).size).to.equal(told.length);
    return Object.fromEntries(told.sort());
  });
}
