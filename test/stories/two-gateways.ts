import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GatewayProcess, startGateway } from '../gateway/gateway-process.ts';
import { post } from '../gateway/web/call.ts';

/** Two gateways on one database, and a client that knows both. */
export interface TwoGateways {
  readonly folder: string;
  /** Those that run. */
  readonly running: GatewayProcess[];
  /** Starts one more, of its own configuration. */
  readonly start: () => Promise<GatewayProcess>;
  /** Delivers results to one of those that run, as a sender behind one address would, until one says that they are kept. */
  readonly deliver: (results: readonly object[]) => Promise<void>;
  readonly remove: () => Promise<void>;
}

const usualInventory = `
settling: 1s
customers:
  customer-a:
    name: Customer A
    plan: premium
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Tina Technical}}
    hosts: {app-1: {address: 127.0.0.1}, app-2: {address: 127.0.0.1}}
`;

/** Starts two gateways on the database at `url`; `more` is added to the configuration of each. */
export async function startTwo(
  url: string,
  more = '',
  inventory = usualInventory,
): Promise<TwoGateways> {
  const folder = await mkdtemp(join(tmpdir(), 'watchclock-two-'));
  writeFileSync(join(folder, 'inventory.yaml'), inventory);
  const running: GatewayProcess[] = [];
  let count = 0;
  let turn = 0;
  const start = async () => {
    const own = join(folder, `gateway-${count++}`);
    mkdirSync(own);
    const config = join(own, 'gateway.yaml');
    const http = '{listen: 127.0.0.1:0, token_file: ../token}';
    writeFileSync(config, `inventory: ../inventory.yaml\nstore: ${url}\nhttp: ${http}\n`);
    appendFileSync(config, more);
    const gateway = await startGateway(config);
    running.push(gateway);
    return gateway;
  };
  await start();
  await start();
  return {
    folder,
    running,
    start,
    deliver: async (results) => {
      for (;;) {
        const gateway = running[turn++ % running.length];
        const answer = gateway && (await post(gateway, '/api/v1/results', results).catch(() => 0));
        if (typeof answer === 'object' && answer.status === 200) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    remove: async () => {
      for (const gateway of running) await gateway.kill();
      await rm(folder, { recursive: true });
    },
  };
}
