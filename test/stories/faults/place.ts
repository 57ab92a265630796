import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { built } from '../../built.ts';
import { freePort } from '../../free-port.ts';
import { type GatewayProcess, startGateway } from '../../gateway/gateway-process.ts';
import { install } from '../../gateway/installation.ts';

/** What all doors of these gateways want to hear. */
export const password = 'a-secret-of-the-tests';

/** A gateway as it is built, with its doors open, that things are done to. */
export interface FaultyPlace {
  readonly folder: string;
  readonly store: string;
  /** The path of watchclock as it is built. */
  readonly program: string;
  /** The one that runs, or ran last. */
  readonly gateway: () => GatewayProcess;
  readonly nscaPort: () => number;
  readonly nscaNgPort: () => number;
  /** Starts it where it was before; `before` is what runs the program, `env` what it is told. */
  readonly start: (before?: readonly string[], env?: NodeJS.ProcessEnv) => Promise<void>;
  /** Ends it as a crash would. */
  readonly kill: () => Promise<void>;
  readonly withStore: <T>(look: (store: Store) => Promise<T>) => Promise<T>;
  readonly remove: () => Promise<void>;
}

/** What is not as usual in a place: another file for the store, another program than the one as it is built. */
export interface Unusual {
  readonly store?: string;
  readonly program?: string;
}

/** A new place whose gateway does not run yet. */
export async function faultyPlace(unusual: Unusual = {}): Promise<FaultyPlace> {
  const installation = await install();
  const { folder, config } = installation;
  const path = unusual.store ?? installation.store;
  const program = unusual.program ?? join(built(), 'watchclock');
  const ports = { http: await freePort(), nsca: await freePort(), nscaNg: await freePort() };
  let gateway: GatewayProcess | undefined;
  const running = () => {
    if (gateway === undefined) throw new Error('no gateway ever ran');
    return gateway;
  };
  const kill = async () => {
    await gateway?.kill();
  };
  return {
    ...{ folder, store: path, program, gateway: running, kill },
    nscaPort: () => ports.nsca,
    nscaNgPort: () => ports.nscaNg,
    start: async (before = [], env = {}) => {
      writeFileSync(config, configText(path, join(folder, 'token'), ports));
      const [first = '', ...rest] = [...before, program];
      gateway = await startGateway(config, [first, ...rest], env);
    },
    withStore: async (look) => {
      const opened = await openStore({ kind: 'sqlite', path });
      return look(opened).finally(() => opened.close());
    },
    remove: async () => {
      await kill();
      await installation.remove();
    },
  };
}

interface Ports {
  readonly http: number;
  readonly nsca: number;
  readonly nscaNg: number;
}

/** Nothing flaps here, because what is sent again after a fault would count. */
function configText(store: string, tokenFile: string, { http, nsca, nscaNg }: Ports): string {
  return `inventory: ./inventory.yaml
store: sqlite:${store}
http: {listen: 127.0.0.1:${http}, token_file: ${tokenFile}}
nsca: [{listen: 127.0.0.1:${nsca}, encryption: rijndael-128, password: ${password}}]
nsca_ng: {listen: 127.0.0.1:${nscaNg}, clients: {customer-a: {password: ${password}, hosts: [app-*]}}}
nrdp: {tokens: [{token: ${password}, customer: customer-a}]}
results: {rules: [{flapping: {low: 100, high: 100}}]}
`;
}
