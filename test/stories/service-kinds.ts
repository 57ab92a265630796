import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { built } from '../built.ts';
import type { Nagios } from '../peers/nagios.ts';
import { authority } from '../plugins/agent/nrpe/authority.ts';
import { until } from '../until.ts';
import type { Places } from './watched-hosts.ts';

/** Words with everything that shells, Nagios, NRPE and their files give a meaning to. */
export const oddWords = [
  'a b',
  "it's",
  '"q"',
  '$HOME',
  '$USER1$',
  '$$',
  '!x',
  'a\\!b',
  '\\',
  'a;b\\;c',
  '`id`',
  '$(id)',
  '|&<>*?[x]{y}~#',
  'é ☃',
  '-',
];

/** A page that is asked like Jira's. */
export interface Jira {
  readonly port: number;
  readonly state: (state: string) => void;
  readonly close: () => Promise<void>;
}

/** Starts what answers like Jira: with 200 whatever its state. */
export async function startJira(): Promise<Jira> {
  let state = 'RUNNING';
  const server: Server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ state }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    state: (next) => {
      state = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Starts the classic NRPE daemon. */
export function startDaemon(program: string, config: string): ChildProcess {
  return spawn(program, ['-c', config, '-f'], { stdio: 'ignore' });
}

/** A service, and what Nagios is to find. */
interface Found {
  readonly host: string;
  readonly service: string;
  /** 0 to 3. */
  readonly state: number;
}

/** The block of status.dat of a service, as soon as it was checked and is in a state. */
export function inState(nagios: Nagios, { host, service, state }: Found) {
  const wanted = {
    ...{ block: 'servicestatus', host_name: host, service_description: service },
    ...{ has_been_checked: '1', current_state: String(state) },
  };
  return until(`${host} / ${service} in state ${state}`, () =>
    nagios.status().find((block) => holds(block, wanted)),
  );
}

function holds(block: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>) {
  return Object.entries(wanted).every(([key, value]) => block[key] === value);
}

/**
 * Waits until Nagios misses the load of a host, sends it as the host would, and waits until Nagios has taken it and then
 * misses it again, in words that match `silence`. It reads the log, where nothing gives way to what comes after it.
 */
export async function hearsAndMisses(nagios: Nagios, host: string, silence: RegExp): Promise<void> {
  const alert = (state: string, words: string) =>
    new RegExp(`SERVICE ALERT: ${host};load;${state};.*${words}`);
  await nagios.logged(alert('UNKNOWN', silence.source));
  const sent = nagios.log().length;
  nagios.command(`PROCESS_SERVICE_CHECK_RESULT;${host};load;0;LOAD OK - all is quiet`);
  await nagios.logged(alert('OK', 'LOAD OK - all is quiet'), sent);
  const heard = nagios.log().length;
  await nagios.logged(alert('UNKNOWN', silence.source), heard);
}

/** An inventory with a host of every kind, all of them this machine; makes their certificates and scripts in `folder`. */
export function inventory({ folder, checkNrpe, ...ports }: Places): string {
  const agents = authority(folder, 'agents');
  const monitoring = authority(folder, 'monitoring');
  const host = agents.sign('host');
  const server = monitoring.sign('server');
  const wide = (subject: string, limits: string) =>
    `${subject}: {${limits}, because: any machine will do}`;
  const dump = (name: string) => {
    const script = join(folder, `${name}.sh`);
    writeFileSync(script, dumper(join(folder, `${name}.words`)), { mode: 0o755 });
    const words = oddWords.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    return `odd words: {check: ${JSON.stringify(`${script} ${words}`)}}`;
  };
  return `
nagios: {plugins: ${built()}, check_nrpe: ${checkNrpe}, watchclock: /bin/true}
agents:
  plugins: ${built()}
  listen: 127.0.0.1
  tls:
    cert: ${host.cert}
    key: ${host.key}
    clients: ${monitoring.ca}
    server: {ca: ${agents.ca}, cert: ${server.cert}, key: ${server.key}}
checks: {every: 2s, retry: 1s, attempts: 1}
limits: {${wide('users', 'warning: 9999, critical: 9999')}}
customers:
  orchard:
    name: Orchard Example
    plan: standard
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: false}
    hosts:
      local:
        address: 127.0.0.1
        reached: local
        applications: {jira: {url: "http://127.0.0.1:${ports.page}/jira"}}
        services: {${dump('local')}}
      asked:
        address: 127.0.0.1
        reached: {by: nrpe, port: ${ports.agent}}
        services: {${dump('asked')}}
      classic:
        address: 127.0.0.1
        reached: {by: nrpe, agent: nrpe, port: ${ports.classic}}
        services: {${dump('classic')}}
      sends: {address: 127.0.0.1, reached: passive}
`;
}

/** A check that keeps the words it was called with, one a line, and an empty line after each run. */
function dumper(file: string): string {
  return `#!/bin/sh\n{ for word in "$@"; do printf '%s\\n' "$word"; done; echo; } >> '${file}'\necho OK\n`;
}
