import type { Alike, Unlike } from '../parity.ts';

const at = '-H 127.0.0.1 -p {http}';
const secure = '-H 127.0.0.1 -S -p {https}';

const pages = `
  / /short /cut /too-long /chunked /wrong-chunk /cut-chunk /only-continue /http-1.0 /http-0.9 /http-2 /line-feeds
  /word-for-code /no-reason /blank-reason /ssh /nothing /head-only /status-line-only /odd-fields /reset /nobody
  /status/201%20Created /status/301%20Moved /status/304%20Same /status/399%20x /status/400%20Bad%20Request
  /status/401%20x /status/404%20Not%20Found /status/499%20x /status/500%20Broken /status/503%20Service%20Unavailable
  /status/599%20x /status/600%20x /status/999%20x /status/99%20x /status/000%20x /status/2000%20x /status/-1%20x`;

const ages = [
  '0',
  '9',
  '10',
  '11',
  '100',
  '7200',
  '172800',
  '172801',
  '999999',
  '-30',
  '-31',
  '-100',
];

const redirects = `
  /to/relative /to/beside /to/query /to/here /to/there /to/same /to/other /to/other-name /to/tls /to/far-port
  /to/nobody /to/nowhere /to/nothing /to/empty /to/folded /status/304%20Same /status/300%20x /hops/15 /hops/16`;

const lines = [
  // who is asked
  '',
  '-u /',
  '--wrong',
  '-p',
  '--s',
  '-H 127.0.0.1 -p 1',
  '-H no-such.invalid',
  '-I no-such.invalid',
  '-H no-such.invalid -I 127.0.0.1 -p {http}',
  '-I 127.0.0.1 -p {http} -s nope',
  '127.0.0.1 -p {http}',
  '127.0.0.1 www.example -p {http} -u /echo',
  '127.0.0.1 a b -p {http}',
  '-hn 127.0.0.1 -p {http} -to 9 -wt 5 -ct 10 -nohtml',
  '-H 127.0.0.1:{http}',
  '-H 127.0.0.1:{http} -p {other}',
  '-H 127.0.0.1:{https} -S',
  '-S -H 127.0.0.1:{https}',
  '-H 127.0.0.1:{https} -C 5',
  '-H 127.0.0.1:{https} -S -p {https}',
  '-H ::1 -p {six}',
  '-H [::1] -p {six}',
  '-I ::1 -p {six}',
  '-H ::1 -p {six} -s nope',
  '-H ::1 -4 -p {six}',
  '-H 127.0.0.1 -6 -p {http}',
  '-4 -6 -H 127.0.0.1 -p {http}',
  '-H "" -p {http}',
  // what is asked
  '-H 127.0.0.1 -p {http} -u /echo',
  '-I 127.0.0.1 -p {http} -u /echo',
  '-H www.example -I 127.0.0.1 -p {http} -u /echo -s "Host: www.example:{http}"',
  '-H www.example:42 -I 127.0.0.1 -p {http} -u /echo -s "Host: www.example:42"',
  '-H www.example:80 -I 127.0.0.1 -p {http} -u /echo -l -r "Host: www.example."',
  '-H www.example:42 -I 127.0.0.1 -p {http} -s nope',
  `${at} -u /echo -k X-A:b -k "Y: z"`,
  `${at} -u /echo -k Host:other`,
  `${at} -u /echo -k nocolon`,
  `${at} -u /echo -A agent/1`,
  `${at} -u /echo -A ""`,
  `${at} -u /echo -a user:secret`,
  `${at} -u /echo -b user:secret`,
  `${at} -u /echo -P a=b`,
  `${at} -u /echo -P ""`,
  `${at} -u /echo -P one -P two`,
  `${at} -u /echo -P a=b -T text/plain`,
  `${at} -u /echo -P a=b -j PUT`,
  `${at} -u /echo -j PUT -P a=b`,
  `${at} -u /echo -j PUT`,
  `${at} -u /echo -j GET -P a=b`,
  `${at} -u /echo -j odd`,
  `${at} -u /echo -j HEAD`,
  `${at} -u /echo -j DELETE`,
  `${at} -u /echo -j OPTIONS`,
  `${at} -u /echo -j GET:POST`,
  `${at} -u /echo -j CONNECT:GET`,
  `${at} -u "/echo?a b,c&d"`,
  `${at} -u /x/../echo#part`,
  `${at} -u ""`,
  `${at} -u short`,
  `${at} -u http://www.example/short`,
  // what is expected
  ...[
    'hello',
    'nope',
    '""',
    'exactly-twenty-nine-characters',
    'of-more-than-thirty-characters-in-all',
  ].map((text) => `${at} -s ${text}`),
  ...[
    'text/html',
    '"Content-type: text/html"',
    'nope',
    '200',
    'of-more-than-thirty-characters-in-all',
  ].map((text) => `${at} -d ${text}`),
  ...[
    '200',
    'HTTP/1.1',
    'OK',
    '404',
    '404,200',
    '"404, 200"',
    '"200 OK"',
    '""',
    ',',
    '301,302',
  ].map((text) => `${at} -e ${text}`),
  `${at} -u /status/404%20x -e 404`,
  `${at} -u /status/500%20x -e 404,500 -s nope`,
  `${at} -u /to/relative -e 302 -f follow`,
  `${at} -u /ssh -e SSH`,
  `${at} -u /word-for-code -e abc`,
  ...words(
    'hel+o HELLO world.second ^second line$ nope (hello|bye) "" \\. [[:alpha:]]+ \\<world\\> [^[:space:]] a** ) a) x{,3} h[[:alnum:]_]*o world[^a]second',
  ).map((text) => `${at} -r ${text}`),
  `${at} -R HELLO`,
  `${at} -l -r world.second`,
  `${at} -r world.second -l`,
  `${at} -l -r ^second`,
  `${at} -r hello --invert-regex`,
  `${at} -r nope --invert-regex`,
  `${at} --invert`,
  `${at} -r nope -s nope -d nope -m 1000`,
  `${at} -m 1:50 -r nope`,
  ...['10', '82', '83', '1:10', '1:100', '100:200', '0', '0:0', '82:82'].map(
    (size) => `${at} -m ${size}`,
  ),
  ...ages.map((age) => `${at} -M 10 -u /modified/${age}`),
  ...['2m', '1d', '1h', '1s'].map((age) => `${at} -u /modified/100 -M ${age}`),
  ...['undated', 'unmodified', 'odd-date', 'odd-modified'].map((page) => `${at} -M 10 -u /${page}`),
  `${at} -u /status/500%20x -M 1`,
  // redirects
  ...[
    'ok',
    'warning',
    'critical',
    'unknown',
    'follow',
    'sticky',
    'stickyport',
    'wrong',
    '""',
    'OK',
  ].map((mode) => `${at} -u /to/other -f ${mode}`),
  ...words(redirects).map((page) => `${at} -u ${page} -f follow`),
  ...['sticky', 'stickyport'].flatMap((mode) =>
    ['/to/other-name', '/to/here', '/to/there'].map((page) => `${at} -u ${page} -f ${mode}`),
  ),
  ...['follow', 'sticky', 'stickyport'].map(
    (mode) => `-H www.example -I 127.0.0.1 -p {http} -u /to/other -f ${mode} -s nope`,
  ),
  '-H www.example -I 127.0.0.1 -p {http} -u /to/relative -f follow',
  `${at} -u /hops/3 -f follow --max-redirs 2`,
  `${at} -u /hops/2 -f follow --max-redirs=2`,
  `${at} -u /hops/2 -f follow --max-redirs=0`,
  `${at} -f follow --max-redirs=abc`,
  `${at} --max-redirs=-1`,
  `${at} -P x -u /to/echo -f follow -s POST`,
  // times
  `${at} -w 5 -c 10`,
  `${at} -w 0`,
  `${at} -c 0`,
  `${at} -w 1:5`,
  `${at} -w @0:5`,
  `${at} -w 10 -c 5`,
  `${at} -w 0.5 -c 20`,
  `${at} -w 0.5 -c 20 -t 3`,
  `${at} -t 7`,
  `${at} -u /status/404%20x -w 0`,
  `${at} -u /status/404%20x -c 0`,
  `${at} -u /hang -t 1`,
  `${at} -u /hang-in-head -t 1`,
  `${at} -u /hang-in-body -t 1`,
  `${at} -t abc`,
  `${at} -t -1`,
  // what is shown
  `${at} -E`,
  `${secure} -E`,
  `${at} -L`,
  `${at} -L -u /status/404%20x`,
  `${at} -L -n`,
  '-L -H www.example -I 127.0.0.1 -p {http} -u /to/other-name -f sticky',
  `${at} -B -u /short`,
  `${at} -N`,
  `${at} -N -s hello`,
  `${at} -N -u /hang-in-body`,
  // TLS
  secure,
  `${secure} -s nope`,
  '-S -H 127.0.0.1:{https} -s nope',
  '-H 127.0.0.1 -p {hangup} -S',
  '-H 127.0.0.1 -p {hangup} -C 14',
  '-H 127.0.0.1 -p {hangup}',
  '-H 127.0.0.1 -p {https}',
  '-H 127.0.0.1 -p 1 -C 14',
  '-H 127.0.0.1 -p {past} -S',
  ...['1', '1.1', '1.2', '1+', '1.1+', '1.2+', '2+', '3+'].flatMap((version) => [
    `-H 127.0.0.1 -p {tls12} -S${version}`,
    `-H 127.0.0.1 -p {tls13} -S${version}`,
  ]),
  `${at} -S2`,
  `${at} -S3`,
  '-H 127.0.0.1 -p 1 -S2',
  '-H 127.0.0.1 -p 1 -S3+',
  '-H 127.0.0.1 -p {silent} -S -t 1',
  '-H 127.0.0.1 -p {silent} -C 14 -t 1',
  ...['4', '0', 'x', '-1', '+'].map((version) => `${at} -S${version}`),
  '-S -H 127.0.0.1 -p {clients}',
  '-S -H 127.0.0.1 -p {clients} -J {dir}/client.pem -K {dir}/client.key',
  '-H 127.0.0.1 -p {clients} -J {dir}/client.pem -K {dir}/client.key',
  '-S -H 127.0.0.1 -p {clients} -J {dir}/client.pem',
  '-S -H 127.0.0.1 -p {clients} -K {dir}/client.key',
  '-S -H 127.0.0.1 -p {clients} -J {dir}/client.pem -K {dir}/good.key',
  '-S -H 127.0.0.1 -p {clients} -J {dir}/client.key -K {dir}/client.key',
  `${at} -J /no-such-file`,
  `${at} -K /no-such-file`,
  `${at} -p abc`,
  `${at} -p -1`,
  ...['abc', '-5', '14,abc', '1,2,3'].map((days) => `${at} -C ${days}`),
];

/** Command lines that check_http and its reference answer alike. */
export const alike: readonly Alike[] = [
  ...words(pages).map((page) => `${at} -u ${page}`),
  ...lines,
].map((line) => ({ line }));

const slips = 'It is a usage error that shows the value.';
const certificates =
  '-C judges every certificate that the server sends, names one that ends before the server’s own is in danger, and gives the days left as `certificate_days`.';
const leads =
  'A redirect leads where it says; another scheme than http and https, or an address that is none, is UNKNOWN.';

const tunnels =
  'A tunnel through a proxy leads to the port that the host or the URL has, and a refusal is shown as the proxy said it.';

/** Command lines that they deliberately answer in different ways. */
export const unlike: readonly Unlike[] = [
  {
    line: `${at} -r [`,
    reference:
      /^3 Could Not Compile Regular Expression: Invalid regular expressioncheck_http: Could not parse arguments$/,
    ours: /^3 Could Not Compile Regular Expression: Invalid regular expression: "\["$/,
    differs: 'What is wrong with a regular expression ends with the expression.',
  },
  {
    line: `${secure} --ssl=`,
    reference: /^3 check_http: Invalid option - Valid SSL\/TLS versions: /,
    ours: /^0 HTTP OK: /,
    differs: '--ssl= without a version behind it is --ssl.',
  },
  {
    line: `${at} -w abc`,
    reference: /^1 HTTP WARNING: /,
    ours: /^3 --warning: .*: "abc"$/,
    differs: slips,
  },
  {
    line: `${at} -c abc`,
    reference: /^2 HTTP CRITICAL: /,
    ours: /^3 --critical: .*: "abc"$/,
    differs: slips,
  },
  {
    line: `${at} -m 10:`,
    reference: /^1 Bad format/,
    ours: /^3 Bad format: .*: "10:"$/,
    differs: slips,
  },
  {
    line: `${at} -m abc`,
    reference: /^0 HTTP OK/,
    ours: /^3 Bad format: .*: "abc"$/,
    differs: slips,
  },
  { line: `${at} -M 1x`, reference: /^1 $/, ours: /^3 unparsable max-age: "1x"$/, differs: slips },
  {
    line: `${at} -u /continue`,
    reference: /^0 HTTP OK: HTTP\/1\.1 100 Continue - /,
    ours: /^2 HTTP CRITICAL: HTTP\/1\.1 500 Broken - /,
    differs: 'The answer that follows an interim answer is judged.',
  },
  {
    line: `${at} -u /to/relative -e 200 -f follow`,
    reference:
      /^2 HTTP CRITICAL - Invalid HTTP response received from host on port \d+: HTTP\/1\.1 302 Found$/,
    ours: /^0 HTTP OK: Status line output matched "200" - /,
    differs:
      'A redirect that is not itself expected is followed, and --expect judges the page at its end.',
  },
  {
    line: '-H named.example -I 127.0.0.1 -p {sni} -C 14',
    reference: /^0 OK - Certificate 'www\.example' will expire on /,
    ours: /^0 OK - Certificate 'leaf\.example' will expire on /,
    differs: 'The host name is always sent in the TLS handshake; --sni is accepted.',
  },
  ...[
    [`${at} -u /json --json state=starting`, '^0 HTTP OK: '],
    [
      `${at} -u /json --json state=ready`,
      "^2 HTTP CRITICAL: .* - json 'state' is 'starting', not 'ready' - ",
    ],
    [`${at} -r nope --state-regex warning`, '^1 HTTP WARNING: .* - pattern not found - '],
    [`${secure} -D`, '^2 CRITICAL - Cannot trust the certificate: self-signed certificate$'],
    [`${secure} --http-version 1.1`, '^0 HTTP OK: '],
    [`-H www.example -p 80 -x 127.0.0.1:{http}`, '^0 HTTP OK: '],
    [`${at} -x 127.0.0.1:1 --noproxy 127.0.0.1`, '^0 HTTP OK: '],
    [`${at} -u /cookie --cookie-jar {dir}/jar`, '^0 HTTP OK: '],
  ].map(([line = '', ours = '']) => ({
    line,
    reference: /^3 Usage:$/,
    ours: new RegExp(ours),
    differs:
      '--json, --state-regex, --verify-cert, --ca-cert, --proxy, --noproxy, --cookie-jar and --http-version are options of either name.',
  })),
  ...['1.5', '1.2x'].map((version) => ({
    line: `-H 127.0.0.1 -p 1 -S${version}`,
    reference: /^2 connect to address 127\.0\.0\.1 and port 1: Connection refused$/,
    ours: /^3 check_http: Invalid option - Valid SSL\/TLS versions: 2, 3, 1, 1\.1, 1\.2 \(with/,
    differs: 'A version of TLS that there is not is a usage error.',
  })),
  {
    line: '-H 127.0.0.1 -p {tls13} -S1.3',
    reference: /^2 CRITICAL - Cannot make SSL connection\.$/,
    ours: /^0 HTTP OK: /,
    differs: '-S 1.3 asks for TLS 1.3.',
  },
  ...(
    [
      ['-p {https} -C 14', '0 OK', "'www.example' will expire on ", '\\|certificate_days=100;14;0'],
      [
        '-p {https} -C 100',
        '1 WARNING',
        "'www.example' expires in 100 day\\(s\\) ",
        '\\|certificate_days=100;100;0',
      ],
      [
        '-p {https} -C 300,200',
        '2 CRITICAL',
        "'www.example' expires in 100 day\\(s\\) ",
        '\\|certificate_days=100;300;200',
      ],
      [
        '-p {https} -C 200,99',
        '1 WARNING',
        "'www.example' expires in 100 day\\(s\\) ",
        '\\|certificate_days=100;200;99',
      ],
      [
        '-p {past} -C 1',
        '2 CRITICAL',
        "'past.example' expired on Sat Feb  1 12:00:00 2020 \\+0000\\.",
        '\\|certificate_days=-\\d+;1;0',
      ],
      [
        '-p {hours} -C 1',
        '2 CRITICAL',
        "'hours.example' expires in 4 hours \\(",
        '\\|certificate_days=0;1;0',
      ],
      ['-p {unnamed} -C 1', '0 OK', "'Unknown CN' will expire on ", '\\|certificate_days=100;1;0'],
    ] as const
  ).map(([line, status, says, figure]) => ({
    line: `-H 127.0.0.1 ${line}`,
    reference: new RegExp(`^${status} - Certificate ${says}[^|]*$`),
    ours: new RegExp(`^${status} - Certificate ${says}[^|]*${figure}$`),
    differs: certificates,
  })),
  {
    line: '-H 127.0.0.1 -p {chain} -C 60',
    reference: /^0 OK - Certificate 'leaf\.example' will expire on /,
    ours: /^1 WARNING - Certificate 'Example CA' expires in 50 day\(s\) .*\|certificate_days=50;60;0$/,
    differs: certificates,
  },
  {
    line: '-H 127.0.0.1 -p {https} -C 14 --continue-after-certificate',
    reference: /^0 OK - Certificate [^|]*$/,
    ours: /^0 OK - Certificate .*\|time=.* size=82B;;;0; certificate_days=100;14;0$/,
    differs: certificates,
  },
  {
    line: `${at} -u /to/file -f follow`,
    reference: /^1 HTTP WARNING: HTTP\/1\.1 404 Not Found/,
    ours: /^3 HTTP UNKNOWN - Could not parse redirect location - file:\/\/\/etc\/passwd$/,
    differs: leads,
  },
  ...['any-scheme', 'fragment'].map((page) => ({
    line: `${at} -u /to/${page} -f follow`,
    reference: /^1 HTTP WARNING: HTTP\/1\.1 404 Not Found/,
    ours: /^0 HTTP OK: HTTP\/1\.1 200 OK/,
    differs: leads,
  })),
  {
    line: `-H localhost -I 127.0.0.1 -p {http} -a user:secret -u /to/other-echo -f follow -s "Authorization"`,
    reference: /^0 HTTP OK: /,
    ours: /^2 HTTP CRITICAL: .* - string 'Authorization' not found/,
    differs:
      'Credentials go to the host itself and to names that end in its name or that its name ends in, and never in the clear after TLS.',
  },
  {
    line: `${at} -u /to/six -f follow`,
    reference: /^1 HTTP WARNING: HTTP\/1\.1 404 Not Found/,
    ours: /^0 HTTP OK: HTTP\/1\.1 200 OK/,
    differs: leads,
  },
  {
    line: '-H www.example:{https} -I 127.0.0.1 -p {proxy} -S -j CONNECT',
    reference: /^2 CRITICAL - Cannot make SSL connection\.$/,
    ours: /^0 HTTP OK: HTTP\/1\.1 200 OK/,
    differs: tunnels,
  },
  {
    line: '-H www.example:1 -I 127.0.0.1 -p {proxy} -S -j CONNECT',
    reference: /^2 CRITICAL - Cannot make SSL connection\.$/,
    ours: /^2 HTTP CRITICAL - The proxy opens no tunnel: HTTP\/1\.1 403 Forbidden$/,
    differs: tunnels,
  },
  {
    line: '-H [::1]:{six}',
    reference: /^2 Name or service not known$/,
    ours: /^0 HTTP OK: /,
    differs: '-H [ADDRESS]:PORT is understood.',
  },
  {
    line: `${at} -u /packed -s packed`,
    reference: /^2 HTTP CRITICAL: .* - string 'packed' not found/,
    ours: /^0 HTTP OK: /,
    differs: 'A packed body is unpacked before it is searched.',
  },
  {
    line: `${at} -u /bar`,
    reference: /^0 HTTP OK: HTTP\/1\.1 200 O\|K/,
    ours: /^0 HTTP OK: HTTP\/1\.1 200 O,K - [^|]*\|time=/,
    differs: 'A | in a text is replaced by a comma.',
  },
  {
    line: `${at} -u /keep-alive -t 1`,
    reference: /^2 CRITICAL - Socket timeout after 1 seconds$/,
    ours: /^0 HTTP OK: HTTP\/1\.1 200 OK - 40 bytes/,
    differs: 'An answer has ended when it says so, whether the server hangs up or not.',
  },
  {
    line: '-L -H 127.0.0.1 -p 1',
    reference:
      /^2 <A HREF="[^"]*" target="_blank">connect to address 127\.0\.0\.1 and port 1: Connection refused$/,
    ours: /^2 <A HREF="[^"]*" target="_blank">connect to address .*: Connection refused<\/A>$/,
    differs: 'The link of --link is always closed.',
  },
  {
    line: `${at} -u /no-code`,
    reference: /^(SIGSEGV|SIGABRT|\d+) /,
    ours: /^2 HTTP CRITICAL: Invalid Status Line \(HTTP\/1\.1\)$/,
    differs: 'A status line without a code is CRITICAL: Invalid Status Line.',
  },
  {
    // Which is port 1 to the reference: nobody listens there.
    line: `${at} -p 65537`,
    reference: /^2 connect to address 127\.0\.0\.1 and port 65537: /,
    ours: /^3 check_http: Invalid port number - 65537$/,
    differs: 'A port above 65535 is a usage error.',
  },
  {
    line: `${at} -v -a user:secret`,
    reference: /^0 GET \/ HTTP\/1\.1/,
    ours: /^0 HTTP OK: /,
    differs: 'What -v adds stands below the status line.',
  },
];

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
