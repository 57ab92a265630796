import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { say } from '../process/say.ts';
import { formatAddress, parseAddress } from '../settings/listen-address.ts';

const usage = `Usage: watchclock status ADDRESS…

Tells how resident processes of watchclock are: what they did, how long it took, what failed, what waits.
ADDRESS is where one serves its metrics: "metrics" in agent.yaml, --metrics of a worker, the gateway's own address.

  -h, --help  this text

Exit status: 0 all answered, 1 one did not, 2 usage error.

Example:
  watchclock status 127.0.0.1:9117
`;

/** `watchclock status ADDRESS…`: prints the metrics of each, without their comments. */
export async function command(args: readonly string[], io: NodeJS.Process): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) return say(io.stdout, usage, 0);
  const wrong = args.find((arg) => parseAddress(arg) === undefined);
  if (wrong !== undefined || args.length === 0) {
    const sentence =
      wrong === undefined ? 'no address' : `not an address such as 127.0.0.1:9117: "${wrong}"`;
    return say(io.stderr, `watchclock status: ${sentence}\n${usage}`, 2);
  }
  const statuses = [];
  for (const arg of args) statuses.push(await show(arg, io));
  return Math.max(...statuses);
}

async function show(arg: string, io: NodeJS.Process): Promise<number> {
  const { host = '', port = 0 } = parseAddress(arg) ?? {};
  const address = formatAddress({ host, port });
  try {
    const lines = (await fetchText(`http://${address}/metrics`)).split('\n');
    const figures = lines.filter((line) => line !== '' && !line.startsWith('#'));
    const shown = figures.map((line) => `  ${line}\n`).join('');
    return say(io.stdout, `${address}: answers\n${shown}`, 0);
  } catch (error) {
    return say(io.stderr, `watchclock status: ${address}: ${(error as Error).message}\n`, 1);
  }
}

function fetchText(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { timeout: 5000 }, (response) => {
      if (response.statusCode === 200) text(response).then(resolve, reject);
      else reject(new Error(`it answers with HTTP status ${response.statusCode}`));
    });
    request.on('timeout', () => request.destroy(new Error('no answer within 5 seconds')));
    request.on('error', reject);
  });
}
