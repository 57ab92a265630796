import parsers from 'ping/lib/parser/factory.js';

/** What a run of the system's ping says: loss in percent and average round trip in milliseconds, where it says them. */
export interface PingReport {
  readonly loss: number | undefined;
  readonly average: number | undefined;
}

/** Reads the output of Linux's ping for `address`. An odd line leaves undefined what it should have said. */
export function readPingReport(output: string, address: string): PingReport {
  const parser = parsers.createParser(address, 'linux', {});
  try {
    for (const line of output.split('\n')) parser.eat(line);
  } catch {
    // The parser throws on a first line that is not the usual one; what it has read by then counts.
  }
  const { packetLoss, avg } = parser.getResult();
  return { loss: numberIn(packetLoss), average: numberIn(avg) };
}

function numberIn(text: unknown): number | undefined {
  const number = Number.parseFloat(String(text));
  return Number.isFinite(number) ? number : undefined;
}
