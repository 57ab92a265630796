import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { generate } from '../../nagios-config/generate.ts';
import { loadInventory } from '../../nagios-config/inventory.ts';
import { type GatewayProcess, startGateway } from '../gateway/gateway-process.ts';
import { get } from '../gateway/web/call.ts';
import { type AgentProcess, startAgentProcess } from '../plugins/agent/agent-process.ts';
import { until } from '../until.ts';

/** What this machine cannot be in health for: there is always a process. */
const alone = 'no process at all';

const inventory = (folder: string, port: number) => `
agents:
  passive: {to: "nsca-ng://127.0.0.1:${port}", every: 1s, secret: ${folder}/gateway/secrets/customer-a}
customers:
  customer-a:
    name: Customer A
    plan: premium
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Tina Technical}}
    hosts:
      a-sends:
        address: 192.0.2.4
        reached: passive
        services: {${alone}: {check: check_procs -w 0 -c 0}}
`;

describe('an agent with the generated configuration', () => {
  let folder: string;
  let gateway: GatewayProcess | undefined;
  let agent: AgentProcess | undefined;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'watchclock-sending-'));
  });
  after(async () => {
    await agent?.stop();
    await gateway?.kill();
    rmSync(folder, { recursive: true });
  });

  it("delivers to the gateway's NSCA-ng door, with the sender's key that was generated for it", async () => {
    write('gateway/secrets/customer-a', 'a made-up password\n');
    const senders = generated(1, 'gateway/senders.yaml');
    write('gateway/gateway.yaml', gatewayConfig(senders));
    gateway = await startGateway(join(folder, 'gateway/gateway.yaml'));
    const door = gateway.log.find((line) => /"door":"nsca-ng"/.test(line)) ?? '';
    const [, port] = /"address":"127\.0\.0\.1:(\d+)"/.exec(door) ?? [];
    write('agent/agent.yaml', generated(Number(port), 'agents/a-sends.agent.yaml'));
    agent = await startAgentProcess(join(folder, 'agent/agent.yaml'));
    const site = gateway;
    const incident = await until('the incident', async () => {
      const { body } = await get(site, '/api/v1/incidents');
      // Its usual checks run too, and may find this machine busy.
      return (body.incidents as readonly Shown[]).find(({ service }) => service === alone);
    });
    expect(incident).to.include({ customer: 'customer-a', host: 'a-sends' });
  });

  function generated(port: number, path: string): string {
    write('inventory.yaml', inventory(folder, port));
    const years = { from: 2026, until: 2028 };
    const request = { source: 'inventory.yaml', years, now: Date.UTC(2026, 9, 16) };
    const files = generate(loadInventory(join(folder, 'inventory.yaml')), request);
    return files.find((file) => file.path === path)?.text() ?? '';
  }

  function gatewayConfig(senders: string): string {
    const listening = senders.replace('nsca_ng:\n', 'nsca_ng:\n  listen: 127.0.0.1:0\n');
    return `inventory: ../inventory.yaml\nhttp: {listen: 127.0.0.1:0}\n${listening}`;
  }

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});

interface Shown {
  readonly customer: string;
  readonly host: string;
  readonly service: string;
}
