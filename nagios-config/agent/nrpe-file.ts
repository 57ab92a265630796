import { comments } from '../format.ts';
import type { Agents, Host } from '../inventory/model.ts';
import { joinWords } from '../join-words.ts';
import type { AgentCommand } from './commands.ts';

/** The nrpe.cfg of a host that keeps the classic NRPE daemon. */
export function nrpeFile(
  header: readonly string[],
  { reached }: Host,
  agents: Agents,
  commands: readonly AgentCommand[],
): string {
  const lines = [
    `server_address=${agents.listen}`,
    `server_port=${reached.port}`,
    `allowed_hosts=${agents.allowed.join(',')}`,
    ...comments(['No arguments from outside: what is run stands here and nowhere else.']),
    'dont_blame_nrpe=0',
    'allow_bash_command_substitution=0',
    'command_timeout=60',
    'pid_file=/run/nagios/nrpe.pid',
    'nrpe_user=nagios',
    'nrpe_group=nagios',
    ...encryption(agents),
  ];
  const run = commands.flatMap((command) => ['', ...commandLines(command, agents.plugins)]);
  return [...comments(header), '', ...lines, ...run, ''].join('\n');
}

function encryption({ tls }: Agents): readonly string[] {
  if (tls === 'off') return comments(['Not encrypted: start the daemon with -n.']);
  return [
    'ssl_version=TLSv1.2+',
    `ssl_cert_file=${tls.cert}`,
    `ssl_privatekey_file=${tls.key}`,
    `ssl_cacert_file=${tls.clients}`,
    ...comments(['Who asks must show a certificate of the monitoring server.']),
    'ssl_client_certs=2',
  ];
}

/** NRPE hands the line to a shell and reads `$` as the start of a macro. */
function commandLines({ name, words, reasons }: AgentCommand, plugins: string): readonly string[] {
  const [check = '', ...args] = words;
  const program = check.includes('/') ? check : `${plugins}/${check}`;
  const line = joinWords([program, ...args]).replaceAll('$', '$$$$');
  return [...comments(reasons), `command[${name}]=${line}`];
}
