import { expect } from 'chai';
import { commonDifferences } from '../../plugins/check/common-differences.ts';
import { loadPlugin } from '../../plugins/registry.ts';
import { peer } from '../peers/peer.ts';
import { type Alike, expectParity, type Unlike } from './parity.ts';

/** Wide enough for a machine that has much else to do: ping -U counts the time until it is told of an answer. */
const limits = '-w 3000,20% -c 5000,40% -p 1';

const alike = [
  '',
  `-H 127.0.0.1 ${limits}`,
  '-H 127.0.0.1 -w 3000,20% -c 5000,40% -p 2',
  `-H localhost -4 ${limits}`,
  `-H ::1 ${limits}`,
  `-H ::1 -6 ${limits}`,
  `-H ::1 -4 ${limits}`,
  `-H 127.0.0.1 -6 ${limits}`,
  `-H 127.0.0.1 -L ${limits}`,
  `-H no-such.invalid ${limits}`,
  `-H 127.0.0.1 -H no-such.invalid ${limits}`,
  `-H "" ${limits}`,
  `-H 224.0.0.1 ${limits} -t 1`,
  `-H 127.0.0.1 -v ${limits}`,
  `-H 127.0.0.1 -n ${limits}`,
  '--hostname=127.0.0.1 --warning=3000,20% --critical=5000,40% --packets=1',
  '-H 127.0.0.1 -w 0,0% -c 200,40% -p 1',
  '-H 127.0.0.1 -w 0,0% -c 0,0% -p 1',
  '-H 127.0.0.1 -w 3000,0% -c 5000,0% -p 1',
  '-H 127.0.0.1 -w 3000.5,20% -c 5000.25,40% -p 1',
  '127.0.0.1 100 100 3000 5000 -p 1',
  '127.0.0.1 0 0 0 0 -p 1',
  '-H 127.0.0.1 -w 3000,20% -c 5000,40% 1',
  'no-such.invalid 0 0 0 0 -p 1 -t 1',
  '-w 100,10% -c 200,20%',
  '-H 127.0.0.1',
  '-H 127.0.0.1 -w 100 -c 200,20%',
  '-H 127.0.0.1 -w 20% -c 40%',
  '-H 127.0.0.1 -w 100 -c 200',
  '-H 127.0.0.1 -w 100,20%',
  '-H 127.0.0.1 -w 300,20% -c 200,40%',
  '-H 127.0.0.1 -w 100,60% -c 200,40%',
].map((line): Alike => ({ line }));

const all =
  'Several hosts are all pinged and judged; the gravest state counts, and each has its own figures.';
const shown = 'A limit that is none is refused and shown.';
const least = 'At least one packet is sent, and a time-out is a number.';

const unlike: readonly Unlike[] = [
  {
    line: `-H 127.0.0.1,127.0.0.2 ${limits}`,
    reference: /^0 127\.0\.0\.1 is alive$/,
    ours: /^0 PING OK - 127\.0\.0\.1: Packet loss = 0%, RTA = T ms; 127\.0\.0\.2: Packet loss = 0%, RTA = T ms\|127\.0\.0\.1_rta=Tms;3000\.000000;5000\.000000;0\.000000 127\.0\.0\.1_pl=0%;20;40;0; 127\.0\.0\.2_rta=/,
    differs: all,
  },
  {
    line: `-H 127.0.0.1,224.0.0.1 ${limits} -t 1`,
    reference: /^0 127\.0\.0\.1 is alive$/,
    ours: /^2 PING CRITICAL - 127\.0\.0\.1: Packet loss = 0%, RTA = T ms; (224\.0\.0\.1: Packet loss = 100%|CRITICAL - Network Unreachable \(224\.0\.0\.1\))/,
    differs: all,
  },
  {
    line: `-H 255.255.255.255 ${limits}`,
    reference: /^3 \/bin\/ping -4 -n -U -w 10 -c 1 255\.255\.255\.255$/,
    ours: /^3 PING UNKNOWN - Could not interpret output from ping command$/,
    differs:
      'What ping prints that is not understood is UNKNOWN; the command line and the output follow below.',
  },
  {
    line: '-H 127.0.0.1 -w abc -c 200,40%',
    reference: /^3 check_ping: %s: Warning threshold must be integer or percentage!$/,
    ours: /^3 check_ping: Warning threshold must be integer or percentage! - abc$/,
    differs: shown,
  },
  {
    line: '-H 127.0.0.1 -w 100,20 -c 200,40',
    reference: /^3 check_ping: %s/,
    ours: /^3 check_ping: Warning threshold must be integer or percentage! - 100,20$/,
    differs: shown,
  },
  {
    line: '-H 127.0.0.1 -w 20%,3000 -c 40%,5000 -p 1',
    reference: /^0 PING OK .*pl=0%;20;40;0;$/,
    ours: /^3 check_ping: Warning threshold must be .* - 20%,3000$/,
    differs: 'Limits are RTA,LOSS% in this order; a loss may have a fraction.',
  },
  {
    line: '-H 127.0.0.1 -w 100,20% -c 200,40% -p 0',
    reference: /^3 /,
    ours: /^3 check_ping: <max_packets> must be a positive number - 0$/,
    differs: least,
  },
  {
    line: `-H 127.0.0.1 ${limits} -t abc`,
    reference: /^0 PING OK/,
    ours: /^3 check_ping: Timeout interval must be a positive integer - abc$/,
    differs: least,
  },
];

describe('check_ping beside the reference', () => {
  let reference: string;
  before(function () {
    reference = peer(this, 'check_ping');
    peer(this, 'ping');
  });

  const verify = (row: Alike | Unlike) =>
    expectParity({ check: 'check_ping', reference, fill: (line) => line, mask }, row);

  for (const row of alike) it(`answers the same to ${row.line || 'nothing'}`, () => verify(row));
  for (const row of unlike) it(`does better with ${row.line}`, () => verify(row));

  it('does better in all that its page of differences names', async () => {
    const tried = new Set([...unlike.map(({ differs }) => differs), ...elsewhere]);
    const differences = (await loadPlugin('check_ping'))?.manual.differences ?? [];
    expect(differences.map(({ ours }) => ours).filter((ours) => !tried.has(ours))).to.deep.equal(
      [],
    );
  });
});

/** Differences that every check has, which are tried on the others. */
const elsewhere = commonDifferences.map(({ ours }) => ours);

/** Times differ from run to run. */
function mask(output: string): string {
  return output
    .replace(/rta=\d+\.\d{6}ms/g, 'rta=Tms')
    .replace(/RTA = \d+\.\d\d ms/g, 'RTA = T ms');
}
