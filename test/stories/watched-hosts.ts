import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { generate } from '../../nagios-config/generate.ts';
import type { Inventory } from '../../nagios-config/inventory/model.ts';
import { type Agent, startAgent } from '../../plugins/agent/agent.ts';
import { loadAgentSettings } from '../../plugins/agent/settings.ts';
import { freePort } from '../free-port.ts';
import { type Nagios, startNagios } from '../peers/nagios.ts';
import { peer } from '../peers/peer.ts';
import { removeFolder } from '../remove-folder.ts';
import { inState, type Jira, startDaemon, startJira } from './service-kinds.ts';

/** Where hosts that are all this machine have what is watched; the numbers are ports of 127.0.0.1. */
export interface Places {
  /** Everything that is generated, and whatever else the hosts need. */
  readonly folder: string;
  readonly page: number;
  readonly agent: number;
  readonly classic: number;
  readonly checkNrpe: string;
}

/** What is to be watched. */
interface Watching {
  readonly inventoryAt: (places: Places) => Inventory;
  /** The hosts whose generated configuration the resident agent and the classic daemon run with. */
  readonly agents: { readonly resident: string; readonly classic: string };
}

/** A real Nagios that watches. */
export interface WatchedHosts {
  readonly folder: string;
  readonly page: Jira;
  readonly nagios: Nagios;
  /** The block of status.dat of a service as soon as it is in a state, 0 to 3. */
  readonly is: (host: string, service: string, state: number) => ReturnType<typeof inState>;
  /** Starts the agent of one more host. */
  readonly agentOf: (host: string) => Promise<Agent>;
  readonly stop: () => Promise<void>;
}

/** Starts a real Nagios over what an inventory becomes, with the page and the agents that its hosts need. */
export async function watchHosts(
  context: Mocha.Context,
  { inventoryAt, agents }: Watching,
): Promise<WatchedHosts> {
  const program = peer(context, 'nagios4');
  const [nrpe, checkNrpe] = [peer(context, 'nrpe'), peer(context, 'check_nrpe')];
  await using parts = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-hosts-'));
  parts.defer(() => removeFolder(folder));
  // The classic daemon runs as a user of its own, and must reach its files and what they name.
  chmodSync(folder, 0o777);
  const page = await startJira();
  parts.defer(page.close);
  const ports = { page: page.port, agent: await freePort(), classic: await freePort() };
  writeGenerated(folder, inventoryAt({ folder, ...ports, checkNrpe }));
  const agentOf = async (host: string) =>
    startAgent(
      await loadAgentSettings(join(folder, `agents/${host}.agent.yaml`)),
      pino({ level: 'silent' }),
    );
  const agent = await agentOf(agents.resident);
  parts.defer(agent.stop);
  const daemon = startDaemon(nrpe, join(folder, `agents/${agents.classic}.nrpe.cfg`));
  parts.defer(() => void daemon.kill());
  const nagios = await startNagios({
    program,
    mainFile: join(folder, 'nagios/nagios.cfg'),
    settings: { interval_length: 60, service_freshness_check_interval: 2 },
  });
  parts.defer(nagios.stop);
  const running = parts.move();
  return {
    ...{ folder, page, nagios, agentOf },
    is: (host, service, state) => inState(nagios, { host, service, state }),
    stop: () => running.disposeAsync(),
  };
}

function writeGenerated(folder: string, inventory: Inventory): void {
  const years = { from: 2026, until: 2028 };
  const request = { source: 'inventory.yaml', years, now: Date.UTC(2026, 9, 16) };
  for (const file of generate(inventory, request)) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text());
  }
}
