import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { sendTo } from '../../gateway/receivers/nagios/deliver.ts';
import type { Envelope } from '../../gateway/receivers/nagios/envelope.ts';
import { verifyLog } from '../../gateway/report/verify/verify.ts';
import { openStore } from '../../gateway/store/open.ts';
import { drain, type Send } from '../../plugins/spool/drain.ts';
import { openSpool, type Spool } from '../../plugins/spool/spool.ts';
import { type GatewayProcess, startGateway } from './gateway-process.ts';
import { type Installation, install } from './installation.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const kills = soak ? 200 : 5;
const services = 20;
const turns = soak ? 150 : 20;

describe('a gateway that is killed again and again while it takes notifications', function () {
  if (soak) this.timeout(3_600_000);
  let installation: Installation;
  let gateway: GatewayProcess | undefined;
  beforeEach(async () => {
    installation = await install();
  });
  afterEach(async () => {
    await gateway?.kill();
    await installation.remove();
  });

  it('has each of them once, in order, and a log that verifies', async () => {
    gateway = await startGateway(installation.config);
    const { url, tokenFile } = gateway;
    const folder = join(installation.folder, 'spool');
    const warn = (sentence: string) => expect.fail(sentence);
    const spool = await openSpool({ folder, limit: 1_000_000, now: Date.now, warn });
    const send = sendTo({ gateway: new URL(url), tokenFile, timeout: 10_000 });

    await fill(spool);
    const delivering = deliver(spool, send);
    for (let kill = 0; kill < kills; kill++) {
      await sleep(Math.random() * 60);
      expect(await spool.list(), 'nothing was left to interrupt').to.not.have.length(0);
      await gateway.kill();
      gateway = await startGateway(installation.config);
    }
    await delivering;
    await gateway.kill();

    const store = await openStore({ kind: 'sqlite', path: installation.store });
    const incidents = await store.list({});
    expect(incidents).to.have.length(services);
    for (const { id } of incidents) {
      const kinds = (await store.history(id)).map(({ event }) => event.kind);
      expect(kinds).to.deep.equal(undisturbed());
    }
    expect(verifyLog(await store.chain())).to.deep.equal([]);
    await store.close();
  });
});

/** A few at a time, so that there is always something in flight; whatever goes wrong is tried again. */
async function deliver(spool: Spool, send: Send): Promise<void> {
  while ((await spool.list()).length > 0) {
    await drain(spool, send, { atOnce: 3 }).catch(() => sleep(20));
  }
}

/** Each service fails and recovers in turns; every notification goes to two contacts. */
async function fill(spool: Spool): Promise<void> {
  const base = Date.now() - 10_000;
  for (let turn = 0; turn < turns; turn++) {
    for (let service = 0; service < services; service++) {
      for (const contact of ['one', 'two']) {
        await spool.put(JSON.stringify(envelope(turn, service, contact, base)));
      }
    }
  }
}

function envelope(turn: number, service: number, contact: string, base: number): Envelope {
  const failing = turn % 2 === 0;
  return {
    id: `${turn}-${service}-${contact}`,
    site: 'main',
    takenAt: base + turn,
    macros: {
      HOSTNAME: 'app-1',
      SERVICEDESC: `service-${service}`,
      NOTIFICATIONTYPE: failing ? 'PROBLEM' : 'RECOVERY',
      SERVICESTATE: failing ? 'CRITICAL' : 'OK',
      SERVICENOTIFICATIONID: String(turn * services + service + 1),
      CONTACTNAME: contact,
    },
  };
}

function undisturbed(): string[] {
  return Array.from({ length: turns }, (_, turn) =>
    turn === 0 ? 'raised' : turn % 2 === 0 ? 'alert-raised' : 'alert-cleared',
  );
}
