import { hostname } from 'node:os';
import type { DemoOptions } from './options.ts';

/** The file with the token that the gateway asks of those who write. */
export const tokenFile = 'token';

/** The demonstration's configuration files by name: a made-up customer with this machine as its only host. */
export function demoFiles(settings: DemoOptions): Readonly<Record<string, string>> {
  return {
    'inventory.yaml': inventory(settings),
    'gateway.yaml': gateway(settings),
    'agent.yaml': agent(settings),
  };
}

/** The name of this machine, as far as a host may be called so. */
function hostName(): string {
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(hostname()) ? hostname() : 'this-machine';
}

function inventory({ applicationPort }: DemoOptions): string {
  return `# Who is looked after, and what is watched. Names are made up; the host is this machine.
customers:
  orchard:
    name: Orchard Example
    plan: premium
    preconditions:
      remote_connection: true
      administration_rights: true
      technical_contact: true
    contacts:
      technical: {name: Pippa Example, email: pippa@orchard.example}
    hosts:
      ${hostName()}:
        address: 127.0.0.1
        alias: the machine that the demonstration runs on
        reached: passive
        services:
          shop-http:
            check: check_http -I 127.0.0.1 -p ${applicationPort} -s Welcome -t 5
            because: the small web application of the demonstration
`;
}

function gateway({ port }: DemoOptions): string {
  return `# Written anew at each start of the demonstration.
inventory: ./inventory.yaml
store: sqlite:./watchclock.db
http:
  listen: 127.0.0.1:${port}
  token_file: ./${tokenFile}
`;
}

function agent({ port, applicationPort, every }: DemoOptions): string {
  return `# The limits are wide: a demonstration starts in good health.
commands:
  users: check_users -w 50 -c 100
  load: check_load -r -w 5,4,3 -c 20,15,10
  swap: check_swap -n ok -w 10% -c 5%
  procs: check_procs -k -w 2000 -c 4000
  disk-root: check_disk -w 2% -c 1% -p /
  shop-http: check_http -I 127.0.0.1 -p ${applicationPort} -s Welcome -t 5
passive:
  every: ${every}
  to: http://127.0.0.1:${port}/
  token: {file: ./${tokenFile}}
  host: ${hostName()}
  spool: ./spool
`;
}
