/** What stands in the way of the packets, by a line in ping's output, in the words of the reference; undefined when nothing is named. */
export function obstacleIn(output: string): string | undefined {
  return obstacles.find(([pattern]) => pattern.test(output))?.[1];
}

const obstacles: readonly (readonly [RegExp, string])[] = [
  [/Network is unreachable|Destination Net Unreachable|No route/, 'Network Unreachable'],
  [/Destination Host Unreachable|Address unreachable/, 'Host Unreachable'],
  [/Destination Port Unreachable|Port unreachable/, 'Bogus ICMP: Port Unreachable'],
  [/Destination Protocol Unreachable/, 'Bogus ICMP: Protocol Unreachable'],
  [/Destination Net Prohibited/, 'Network Prohibited'],
  [/Destination Host Prohibited/, 'Host Prohibited'],
  [/Packet filtered|Administratively prohibited/, 'Packet Filtered'],
  [/unknown host/, 'Host not found'],
  [/Time to live exceeded|Time exceeded/, 'Time to live exceeded'],
  [/Destination unreachable: /, 'Destination Unreachable'],
];
