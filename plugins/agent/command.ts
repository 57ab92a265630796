import { readOptions } from '../process/options.ts';
import { say } from '../process/say.ts';
import { ConfigError } from '../settings/problem.ts';
import { type Asked, loadAsked } from './asked.ts';
import { runAgent } from './resident.ts';

const usage = `Usage: watchclock agent --config FILE [--nrpe-config FILE] [--check]
       watchclock agent --nrpe-config FILE [--tls off|anonymous] [--check]

Runs the checks of this machine without starting a process for each: when a monitoring server
asks (check_nrpe), and again and again by itself, with the results delivered to the gateway.
While the gateway is away they wait on the disk, in order.

  -c, --config FILE       the configuration (YAML)
      --nrpe-config FILE  an existing nrpe.cfg, with the files it includes; what is not honoured
                          is listed. Beside --config, whose keys and commands come first
      --tls off           no encryption, for clients that are called with -n
      --tls anonymous     anonymous key exchange too, for old clients
      --check             only check the configuration
  -h, --help              this text

SIGHUP has it read configuration and certificates again; connections that are open go on.

Exit status: 0 stopped or checked, 1 failed, 2 usage error.

Example:
  watchclock agent --config /etc/watchclock/agent.yaml

with this in agent.yaml:
  listen: 0.0.0.0:5666                     # for check_nrpe; without it nothing listens
  allowed: [192.0.2.0/24, monitoring.example]
  tls: {cert: agent.pem, key: agent.key, clients: ca.pem}     # or: tls: off
  metrics: 127.0.0.1:9118                  # for Prometheus and "watchclock status"
  commands:
    load: check_load -r -w 2,1.5,1 -c 5,4,3
    disk-root: check_disk -w 10% -c 5% -p /
    disk: {run: 'check_disk -w 10% -c 5% -p $ARG1$', arguments: '/[a-z/]*'}
    raid: /usr/local/lib/plugins/check_raid --all
  passive:
    every: 60s
    to: https://watchclock.example/        # or nsca-ng://, nsca://, nrdp+https://
    token: {file: /etc/watchclock/token}   # password: for NSCA-ng and NSCA
    heartbeat: agent                       # a service that is OK as long as the agent lives
    spool: /var/lib/watchclock-agent/spool # where results wait
    limit: 100000                          # the most that wait; beyond it new ones are dropped
`;

const options = {
  config: { type: 'string', short: 'c' },
  'nrpe-config': { type: 'string' },
  tls: { type: 'string' },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** `watchclock agent …`: runs until SIGTERM or SIGINT; exit status 0 stopped, 1 failed, 2 usage error. */
export async function command(args: readonly string[], io: NodeJS.Process): Promise<number> {
  const asked = readOptions(args, options);
  const wrong = typeof asked === 'string' ? asked : objection(asked);
  if (wrong !== undefined) return say(io.stderr, `watchclock agent: ${wrong}\n${usage}`, 2);
  if (typeof asked === 'string' || asked.help) return say(io.stdout, usage, 0);
  try {
    const load = () => loadAsked(asked, io.env);
    if (!asked.check) return await runAgent(load, io);
    const { notes } = await load();
    const files = [asked.config, asked['nrpe-config']].filter((path) => path !== undefined);
    const lines = [...notes, `${files.join(', ')}: nothing is wrong`];
    return say(io.stdout, lines.map((line) => `${line}\n`).join(''), 0);
  } catch (error) {
    if (error instanceof ConfigError) return say(io.stderr, `${error.message}\n`, 1);
    throw error;
  }
}

function objection(asked: Asked & { readonly help: boolean }): string | undefined {
  const { config, 'nrpe-config': nrpeConfig, tls, help } = asked;
  if (help) return undefined;
  if (config === undefined && nrpeConfig === undefined) return '--config is missing';
  if (tls === undefined) return undefined;
  if (nrpeConfig === undefined) {
    return '--tls goes with --nrpe-config; the configuration has its own key';
  }
  return tls === 'off' || tls === 'anonymous'
    ? undefined
    : `--tls: must be off or anonymous, not "${tls}"`;
}
