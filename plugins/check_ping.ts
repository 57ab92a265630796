import { flag, value, values } from './check/option.ts';
import { definePlugin } from './check/plugin.ts';
import { anyText } from './check/readers.ts';
import { assessPing } from './ping/assess.ts';
import { differences } from './ping/differences.ts';
import { packetCount, readPingLimits } from './ping/limits.ts';
import { samplePing } from './ping/sample.ts';
import { settlePing } from './ping/settle.ts';

/** `check_ping`: loss and round trip of ICMP packets to one or several hosts. */
export const plugin = definePlugin({
  name: 'check_ping',
  summary: 'Watches the packet loss and the round trip average of hosts with the system’s ping.',
  synopsis: ['-H HOST[,HOST] -w RTA,LOSS% -c RTA,LOSS% [-p PACKETS] [-4|-6]'],
  options: {
    hostname: values(
      'Host to ping; several are all judged',
      { short: 'H', argument: 'HOST[,HOST]' },
      anyText,
    ),
    warning: value(
      'WARNING from that round trip average (ms) or loss on',
      { short: 'w', argument: 'RTA,LOSS%' },
      (text) => readPingLimits(text, 'Warning'),
    ),
    critical: value(
      'CRITICAL from that round trip average (ms) or loss on',
      { short: 'c', argument: 'RTA,LOSS%' },
      (text) => readPingLimits(text, 'Critical'),
    ),
    packets: value(
      'Packets to send (default: 5)',
      { short: 'p', argument: 'PACKETS' },
      packetCount,
    ),
    'use-ipv4': flag('Use IPv4 only', { short: '4' }),
    'use-ipv6': flag('Use IPv6 only', { short: '6' }),
    link: flag('Make the output a link to Nagios’s traceroute', { short: 'L' }),
    nohtml: flag('Accepted; the output is no link unless --link is given', { short: 'n' }),
  },
  referenceLacks: ['timeout-result'],
  examples: [
    {
      line: '-H gateway.example -w 100,20% -c 500,60%',
      says: 'Five packets; a warning from 100 ms on average or one lost packet in five on',
    },
  ],
  perfdata: [
    { label: 'rta', says: 'The round trip average in milliseconds.' },
    {
      label: 'pl',
      says: 'The packets that were lost, in percent. With several hosts each figure has its host before it.',
    },
  ],
  differences,
  settle: ({ values: typed, occurrences, operands }) =>
    settlePing({
      hosts: typed.hostname.flatMap((hosts) => hosts.split(',')),
      warning: typed.warning,
      critical: typed.critical,
      packets: typed.packets,
      timeout: typed.timeout,
      family: familyOf(occurrences),
      link: typed.link,
      operands,
    }),
  sample: samplePing,
  assess: assessPing,
  // Ping itself ends in time; a second more lets it say so.
  timeLimit: ({ seconds }) => seconds + 1,
  timedOut: (_limit, status, { seconds }) => ({
    status,
    summary: `${status} - Plugin timed out after ${seconds} seconds`,
  }),
});

function familyOf(occurrences: readonly { readonly option: string }[]): 0 | 4 | 6 {
  const last = occurrences.findLast(({ option }) => option.startsWith('use-ipv'))?.option;
  if (last === undefined) return 0;
  return last === 'use-ipv4' ? 4 : 6;
}
