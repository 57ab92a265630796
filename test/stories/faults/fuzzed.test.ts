import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { randomToken, tokenDigest } from '../../../gateway/access/token.ts';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { type GatewayProcess, startGateway } from '../../gateway/gateway-process.ts';
import { type Installation, install } from '../../gateway/installation.ts';
import { critical, post } from '../../gateway/web/call.ts';
import { until } from '../../until.ts';
import type { Attack } from './fuzz/attack.ts';
import { httpAttack } from './fuzz/http-attack.ts';
import { httpFrames } from './fuzz/http-doors.ts';
import { nscaAttack } from './fuzz/nsca-attack.ts';
import { nscaNgAttack } from './fuzz/nsca-ng-attack.ts';
import { smtpAttack } from './fuzz/smtp-attack.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const frames = soak ? 1_000_000 : 2_000;
const httpDoors = ['http', 'nagios', 'nrdp', 'alertmanager', 'webhook'] as const;
const password = 'a-secret-of-the-tests';
const webhook = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

describe(`a gateway that gets ${frames} frames at each door, most of them wrong`, function () {
  this.timeout(soak ? 7_200_000 : 120_000);
  let installation: Installation;
  let gateway: GatewayProcess;
  let store: Store;
  let results: string;
  const attacked: string[] = [];
  before(async () => {
    installation = await install(inventory);
    writeFileSync(installation.config, config);
    store = await openStore({ kind: 'sqlite', path: installation.store });
    results = await customersToken(store);
    gateway = await startGateway(installation.config);
  });
  after(async () => {
    await gateway?.kill();
    await store?.close();
    await installation?.remove();
  });

  const attacks: Readonly<Record<string, () => Attack>> = {
    nsca: () => nscaAttack(portOf(gateway, 'nsca'), password),
    'nsca-ng': () => nscaNgAttack(portOf(gateway, 'nsca-ng'), password),
    'e-mail': () => smtpAttack(portOf(gateway, 'e-mail')),
    ...Object.fromEntries(
      httpDoors.map((door, index) => [
        door,
        () => {
          const keys = { results, nrdp: password, alertmanager: password, webhook };
          const made = httpFrames({ ...keys, notifications: gateway.token })[door];
          const port = Number(new URL(gateway.url).port);
          return httpAttack({ port, frames: made, seed: 23 + index });
        },
      ]),
    ),
  };

  for (const [door, attack] of Object.entries(attacks)) {
    it(`${door}: takes nothing that is forged, counts what it refuses, and goes on`, async () => {
      attacked.push(door);
      await attack()(Math.min(frames / 4, 10_000));
      const before = { memory: memoryOf(gateway), refused: await refusals(gateway, door) };
      const tally = await attack()(frames);
      for (const [reason, sent] of tally) {
        const counted = await until(`${sent} refused as ${reason} at ${door}`, async () => {
          const now = (await refusals(gateway, door)).get(reason) ?? 0;
          const more = now - (before.refused.get(reason) ?? 0);
          return more >= sent ? more : undefined;
        });
        expect(counted).to.be.at.least(sent);
      }
      expect(memoryOf(gateway) - before.memory).to.be.below(200 * 2 ** 20);
      const answer = await post(gateway, '/api/v1/results', [
        critical({ service: `after-${door}` }),
      ]);
      expect(answer.status).to.equal(200);
    });
  }

  it('has heard of nothing but what those said who may', async () => {
    const incidents = await store.list({});
    const told = incidents.map(({ raised: { host, service } }) => `${host} ${service}`).sort();
    const asked = attacked.map((door) => `app-1 after-${door}`);
    expect(told).to.deep.equal(asked.sort());
    const strangers = ['app-3', 'app-1'].map((host) => ({
      ...{ host, service: 'forged', customer: host === 'app-3' ? 'customer-b' : 'customer-a' },
    }));
    expect(await store.watched(strangers)).to.deep.equal([]);
    expect(gateway.log.filter((line) => line.includes('"level":50'))).to.deep.equal([]);
  });
});

const inventory = `
customers:
  customer-a:
    name: Customer A
    plan: premium
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Ida Example, email: ida@a.example}}
    hosts: {app-1: {address: 127.0.0.1}, app-2: {address: 127.0.0.1}}
  customer-b:
    name: Customer B
    plan: standard
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Ben Example}}
    hosts: {app-3: {address: 127.0.0.1}}
`;

const config = `inventory: ./inventory.yaml
http: {listen: 127.0.0.1:0}
nsca: [{listen: 127.0.0.1:0, encryption: rijndael-128, password: ${password}, hosts: [app-1, app-2]}]
nsca_ng: {listen: 127.0.0.1:0, clients: {customer-a: {password: ${password}, hosts: [app-1, app-2]}}}
nrdp: {tokens: [{token: ${password}, customer: customer-a}]}
smtp: {listen: 127.0.0.1:0, recipients: [support@support.example]}
alertmanager: {tokens: [{token: ${password}, customer: customer-a}]}
webhooks_in: {newer: {secrets: [${webhook}], customer: customer-a}}
`;

/** A program of customer-a that may deliver results. */
async function customersToken({ accounts }: Store): Promise<string> {
  const [name, text] = ['ida', randomToken()];
  const person = {
    name,
    displayName: 'Ida Example',
    role: 'customer',
    customer: 'customer-a',
  } as const;
  const dates = { disabledAt: null, createdAt: Date.now() };
  await accounts.add({ ...person, password: null, subject: null, ...dates });
  const token = { id: 'fuzz', digest: tokenDigest(text), account: name, label: '' };
  await accounts.addToken({
    ...token,
    scopes: ['results'],
    createdAt: Date.now(),
    expiresAt: null,
  });
  return text;
}

function portOf({ log }: GatewayProcess, door: string): number {
  const line = log.find((each) => each.includes('door open') && each.includes(`"${door}"`)) ?? '{}';
  const { address = ':0' } = JSON.parse(line) as { readonly address?: string };
  return Number(address.split(':').at(-1));
}

/** How often a door has refused, by its reasons. */
async function refusals({ url, token }: GatewayProcess, door: string) {
  const headers = { authorization: `Bearer ${token}` };
  const text = await (await fetch(`${url}/metrics`, { headers })).text();
  const lines = text.matchAll(/^watchclock_signals_refused_total\{(.*)\} (\d+)$/gm);
  return new Map(
    [...lines].flatMap(([, labels = '', count]) =>
      labels.includes(`door="${door}"`)
        ? [
            [
              /reason="([^"]*)"/.exec(labels)?.[1]?.replaceAll('_', ' ') ?? '',
              Number(count),
            ] as const,
          ]
        : [],
    ),
  );
}

/** Resident, in bytes. */
function memoryOf({ pid }: GatewayProcess): number {
  const status = readFileSync(join('/proc', String(pid), 'status'), 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024;
}
