import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peer } from '../peers/peer.ts';
import { makeIdentity, tlsOptions } from './http/certificates.ts';
import { type Origin, startOrigin } from './http/origin.ts';
import { site } from './http/site.ts';
import { type Alike, expectParity, type Unlike } from './parity.ts';

const at = '-H 127.0.0.1 -p {http}';
const secure = '-H 127.0.0.1 -S -p {https}';

const lines = [
  '',
  '-u /',
  '-H 127.0.0.1 -p 1',
  '-H no-such.invalid',
  '-I no-such.invalid',
  '-I 127.0.0.1 -p {http} -s nope',
  '127.0.0.1 www.example -p {http}',
  '-H www.example -I 127.0.0.1 -p {http} -u /echo -A agent -s "Host: www.example:{http}"',
  '-H www.example:42 -I 127.0.0.1 -p {http} -u /echo -A agent -s "Host: www.example:42"',
  ...'/ /short /cut /chunked /cut-chunk /http-0.9 /word-for-code /ssh /nothing /reset /head-only /status-line-only'
    .split(' ')
    .map((page) => `${at} -u ${page}`),
  ...[
    '201 Created',
    '301 Moved',
    '404 Not Found',
    '500 Broken',
    '600 x',
    '999 x',
    '99 x',
    '2000 x',
  ].map((status) => `${at} -u /status/${encodeURIComponent(status)}`),
  `${at} -s hello`,
  `${at} -s nope`,
  `${at} -d nope`,
  `${at} -r HELLO`,
  `${at} -R HELLO`,
  `${at} -m 100`,
  `${at} -m 1:10`,
  `${at} -M 10 -u /modified/100`,
  `${at} -e 200`,
  `${at} -e 404,200`,
  `${at} -e 404`,
  `${at} -u /status/404%20x -e 404`,
  `${at} -u /to/other -f ok`,
  `${at} -u /to/other -f critical`,
  `${at} -u /to/other -f follow`,
  `${at} -u /to/other -f sticky`,
  `${at} -u /to/far-port -f follow`,
  `${at} -u /to/nobody -f follow`,
  `${at} -u /to/nowhere -f follow`,
  `${at} -f wrong`,
  `${at} --max-redirs=abc`,
  `${at} -w 5 -c 20`,
  `${at} -w 0`,
  `${at} -L`,
  `${at} -E`,
  `${at} -N`,
  `${at} -p abc`,
  `${at} -p 99999`,
  `${at} -t abc`,
  `${at} -C abc`,
  `${at} -S2`,
  `${at} -J /no-such-file`,
  '-S -H 127.0.0.1 -p {https} -J {dir}/good.pem',
  `${at} -u /hang -t 1`,
  `${at} -u /echo -A agent -k X-A:b`,
  `${at} -u /echo -A agent -a user:secret`,
  `${at} -u /echo -A agent -b user:secret`,
  `${at} -u /echo -A agent -P a=b -s "a=b"`,
  `${at} -u /echo -A agent -j DELETE`,
  `${at} -u /echo -A agent -k Host:other`,
  `${at} -u /echo -A agent --http-version 1.0`,
  `${at} -u /x/../echo#part -A agent`,
  `${at} -u ""`,
  `${at} -u /packed --enable-automatic-decompression -s packed`,
  secure,
  `${secure} -E`,
  `${secure} -D`,
  `${secure} -D --ca-cert {dir}/good.pem`,
  '-H www.example -I 127.0.0.1 -S -p {https} -D --ca-cert {dir}/good.pem',
  '-H leaf.example -I 127.0.0.1 -S -p {chain} -D --ca-cert {dir}/ca.pem',
  '-H leaf.example -I 127.0.0.1 -S -p {chain} -D',
  '-H past.example -I 127.0.0.1 -S -p {past} -D --ca-cert {dir}/past.pem',
  `${secure} --ca-cert /no-such-file`,
  '-H 127.0.0.1 -p {tls12} -S1.2',
  '-H 127.0.0.1 -p {tls13} -S1.3',
  '-H 127.0.0.1 -p {tls13} -S1.2+',
];

const unlike: readonly Unlike[] = [
  {
    line: `${at} -u /to/relative -f follow`,
    reference:
      /^2 HTTP CRITICAL - Invalid HTTP response received from host on port 80: cURL returned 7 - /,
    ours: /^0 HTTP OK: HTTP\/1\.1 200 OK - 43 bytes/,
    differs: 'A redirect that has a path only leads to the port that it came from.',
  },
  {
    line: `${at} -s nope -m 1000`,
    reference: /^2 HTTP CRITICAL: HTTP\/1\.1 200 OK - page size 82 too small - /,
    ours: /^2 HTTP CRITICAL: HTTP\/1\.1 200 OK - string 'nope' not found on '[^']*', page size 82 too small - /,
    differs: 'Everything that a page misses is named.',
  },
  {
    line: '-H 127.0.0.1 -p {past} -C 14 --continue-after-certificate',
    reference: /^0 CRITICAL - Certificate /,
    ours: /^2 CRITICAL - Certificate /,
    differs: 'With --continue-after-certificate the graver state of certificate and page counts.',
  },
  {
    line: `${at} -u /json --json state=starting`,
    reference: /^3 Usage:$/,
    ours: /^0 HTTP OK/,
    differs: '--json, --state-regex, --proxy and --noproxy are options of either name.',
  },
  {
    line: `${at} -u /echo -s libcurl/`,
    reference: /^0 HTTP OK/,
    ours: /^2 HTTP CRITICAL: .* - string 'libcurl\/' not found/,
    differs: 'User-Agent ends with the version of the plugins.',
  },
  {
    line: `${at} -u /to/same -e 200 -f follow`,
    reference:
      /^2 HTTP CRITICAL - Invalid HTTP response received from host on port \d+: HTTP\/1\.1 302 Found$/,
    ours: /^0 HTTP OK: HTTP\/1\.1 200 OK - Status line output matched "200" - /,
    differs:
      'A redirect that is not itself expected is followed, and --expect judges the page at its end.',
  },
  {
    line: `${at} -w abc`,
    reference: /^1 HTTP WARNING: /,
    ours: /^3 --warning: .*: "abc"$/,
    differs: 'It is a usage error that shows the value.',
  },
  {
    line: `${at} -u /packed -s packed`,
    reference: /^2 HTTP CRITICAL: .* - string 'packed' not found/,
    ours: /^0 HTTP OK/,
    differs: 'A packed body is unpacked before it is searched.',
  },
  {
    line: '-L -H 127.0.0.1 -p 1',
    reference: /^2 <A HREF=".*Couldn't connect to server$/,
    ours: /^2 <A HREF=".*Couldn't connect to server<\/A>$/,
    differs: 'The link of --link is always closed.',
  },
];

describe('check_curl beside the reference', () => {
  let dir: string;
  let reference: string;
  const origins: Record<string, Origin> = {};
  const port = (name: string) => origins[name]?.port ?? '1';

  before(async function () {
    reference = peer(this, 'check_curl');
    dir = mkdtempSync(join(tmpdir(), 'watchclock-curl-'));
    const pages = site(() => ({ http: port('http'), other: port('other'), https: port('https') }));
    const later = new Date(Date.now() + 100 * 86_400_000);
    const names = 'DNS:www.example,IP:127.0.0.1';
    const ca = await makeIdentity(dir, 'ca', { subject: '/CN=Example CA', until: later });
    const good = await makeIdentity(dir, 'good', {
      subject: '/CN=www.example',
      until: later,
      names,
    });
    const leaf = await makeIdentity(dir, 'leaf', {
      subject: '/CN=leaf.example',
      until: later,
      issuer: ca,
    });
    const past = await makeIdentity(dir, 'past', {
      subject: '/CN=past.example',
      until: new Date('2020-02-01T12:00:00Z'),
    });
    origins.http = await startOrigin(pages);
    origins.other = await startOrigin(pages);
    origins.https = await startOrigin(pages, { tls: tlsOptions(good) });
    origins.chain = await startOrigin(pages, { tls: tlsOptions(leaf, ca) });
    origins.past = await startOrigin(pages, { tls: tlsOptions(past) });
    origins.tls12 = await startOrigin(pages, {
      tls: { ...tlsOptions(good), maxVersion: 'TLSv1.2' },
    });
    origins.tls13 = await startOrigin(pages, {
      tls: { ...tlsOptions(good), minVersion: 'TLSv1.3' },
    });
  });
  after(async () => {
    await Promise.all(Object.values(origins).map((origin) => origin.close()));
    rmSync(dir, { recursive: true });
  });

  const fill = (line: string) =>
    line.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'dir' ? dir : port(name)));
  const verify = (row: Alike | Unlike) =>
    expectParity({ check: 'check_curl', reference, fill, mask }, row);

  for (const line of lines) it(`answers the same to ${line || 'nothing'}`, () => verify({ line }));
  for (const row of unlike) it(`does better with ${row.line}`, () => verify(row));
});

/** Times differ from run to run. */
function mask(output: string): string {
  return output
    .replace(/in \d+\.\d{3} second/g, 'in T second')
    .replace(/\b(time\w*)=\d+\.\d{6}s/g, '$1=Ts')
    .replace(/after \d+ (ms|milliseconds)/g, 'after N $1');
}
