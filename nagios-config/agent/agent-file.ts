import { formatAddress } from '../../plugins/settings/listen-address.ts';
import { comments } from '../format.ts';
import type { Agents, Host } from '../inventory/model.ts';
import { joinWords } from '../join-words.ts';
import { scalar } from '../yaml-text.ts';
import type { AgentCommand } from './commands.ts';

/** The agent.yaml of a host: who may ask, what may be asked, and where results are sent when nobody asks. */
export function agentFile(
  header: readonly string[],
  host: Host,
  agents: Agents,
  commands: readonly AgentCommand[],
): string {
  const parts = [
    ...(host.reached.by === 'nrpe' ? [listening(host, agents)] : []),
    commandLines(commands),
    ...(host.reached.by === 'passive' ? [sending(host, agents, commands)] : []),
  ];
  return [...comments(header), ...parts.flatMap((lines) => ['', ...lines]), ''].join('\n');
}

function listening({ reached }: Host, { listen, allowed, tls }: Agents): readonly string[] {
  const where =
    tls === 'off'
      ? ['tls: off']
      : [
          'tls:',
          `  cert: ${scalar(tls.cert)}`,
          `  key: ${scalar(tls.key)}`,
          `  clients: ${scalar(tls.clients)}`,
        ];
  return [
    ...comments(['The monitoring server connects from outside; nobody else is answered.']),
    `listen: ${scalar(formatAddress({ host: listen, port: reached.port }))}`,
    `allowed: [${allowed.map(scalar).join(', ')}]`,
    ...where,
  ];
}

function commandLines(commands: readonly AgentCommand[]): readonly string[] {
  return [
    'commands:',
    ...commands.flatMap(({ name, words, reasons }) => [
      ...comments(reasons).map((line) => `  ${line}`),
      `  ${scalar(name)}: ${scalar(joinWords(words))}`,
    ]),
  ];
}

function sending(
  { name, customer }: Host,
  { passive }: Agents,
  commands: readonly AgentCommand[],
): readonly string[] {
  if (passive === undefined)
    return comments(['agents.passive of the inventory does not say where results go.']);
  const { protocol } = new URL(passive.to);
  const kind = protocol.startsWith('nsca') ? 'password' : 'token';
  return [
    'passive:',
    `  every: ${passive.every / 1000}s`,
    `  to: ${scalar(withIdentity(passive.to, customer))}`,
    `  ${kind}: {file: ${scalar(passive.secret)}}`,
    `  host: ${scalar(name)}`,
    '  services:',
    ...commands.map((command) => `    ${scalar(command.service)}: ${scalar(command.name)}`),
  ];
}

/** NSCA-ng knows senders by name: the customer's, unless the inventory gives another. */
function withIdentity(to: string, customer: string): string {
  const [, scheme, rest = ''] = /^(nsca-ng:\/\/)([^@]*)$/.exec(to) ?? [];
  return scheme === undefined ? to : `${scheme}${customer}@${rest}`;
}
