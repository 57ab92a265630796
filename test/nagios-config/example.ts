import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordedResults } from '../../gateway/client/recorded.ts';
import { configCommand as commandOf } from '../../nagios-config/command.ts';
import { type GenerateRequest, generate } from '../../nagios-config/generate.ts';
import type { Inventory } from '../../nagios-config/inventory/model.ts';
import { loadInventory } from '../../nagios-config/inventory.ts';

/** An inventory of one customer with two hosts: one asked through its agent, one the monitoring server itself. */
export const twoHosts = `
agents: {allowed: [198.51.100.5]}
engineers: [{name: Ada On-Duty, email: ada@support.example}]
customers:
  customer-a:
    name: "Customer A & Sons"
    plan: premium
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts:
      technical: {name: Tom Technical, phone: "+32 2 555 00 00"}
    hosts:
      a-web1:
        address: 192.0.2.10
        applications:
          jira:
            url: https://jira.a.example/jira
            home: /var/atlassian/jira
            data: /srv/jira data
            install: /opt/atlassian/jira
      a-monitor: {address: 127.0.0.1, reached: local}
`;

/** A folder that is gone after the tests of the suite that asks for it. */
export function folderOf(suite: { after: Mocha.HookFunction }, name = 'watchclock-'): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  suite.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The inventory that a text describes. */
export function inventoryOf(folder: string, text: string): Inventory {
  const path = join(folder, 'inventory.yaml');
  writeFileSync(path, text);
  return loadInventory(path);
}

/** An inventory with a host of every kind: local, asked directly, through a firewall, by the classic daemon, and sending. */
export const everyReach = `
agents: {allowed: [198.51.100.5], passive: {to: "nsca-ng://gateway.support.example:5668"}}
gateway: {url: https://support.example}
customers:
  customer-a:
    name: Customer A
    plan: standard
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: false}
    hosts:
      a-local: {address: 127.0.0.1, reached: local}
      a-asked: {address: 192.0.2.1, parents: [a-gate], services: {mail queue: {check: "check_procs -c 100 -a 'send mail'"}}}
      a-gate: {address: 192.0.2.2, reached: {by: nrpe, port: 5670, firewall: {address: 203.0.113.7, port: 15666}}}
      a-classic: {address: 192.0.2.3, reached: {by: nrpe, agent: nrpe}}
      a-sends:
        address: 192.0.2.4
        reached: passive
        applications: {crowd: {url: "http://localhost:8095/crowd"}}
`;

/** On which day, and with which dated holidays, the examples are generated. */
const request: GenerateRequest = {
  source: 'inventory.yaml',
  years: { from: 2026, until: 2028 },
  now: Date.UTC(2026, 9, 16),
};

/** Everything that an inventory text becomes: texts by path. */
export function generatedFrom(folder: string, text: string): ReadonlyMap<string, string> {
  const files = generate(inventoryOf(folder, text), request);
  return new Map(files.map((file) => [file.path, file.text()]));
}

/** Runs `watchclock config …` in this process: its status and what it wrote. */
export async function configCommand(...args: readonly string[]) {
  const said = { out: '', err: '' };
  const status = await commandOf({ recorded: async () => recordedResults })(args, {
    stdout: { write: (text) => (said.out += text) },
    stderr: { write: (text) => (said.err += text) },
  });
  return { status, ...said };
}
