import type { Difference } from '../check/manual.ts';

const shared: readonly Difference[] = [
  {
    reference: 'A limit, a size or an age that is no number is read as 0 or ends with WARNING.',
    ours: 'It is a usage error that shows the value.',
    why: 'A slip in a command definition must not look like a state of the server.',
  },
  {
    reference: 'What is wrong with a regular expression runs into `Could not parse arguments`.',
    ours: 'What is wrong with a regular expression ends with the expression.',
    why: 'A usage error shows the value.',
  },
  {
    reference: '--ssl= without a version behind it is a usage error.',
    ours: '--ssl= without a version behind it is --ssl.',
    why: 'It is a macro without a value, and asks for TLS without choosing a version.',
  },
  {
    reference: 'With --expect no redirect is followed.',
    ours: 'A redirect that is not itself expected is followed, and --expect judges the page at its end.',
    why: '`-e 200 -f follow` says what is wanted at the end of the journey.',
  },
  {
    reference: '-C judges the certificate of the server only, and gives no figure.',
    ours: '-C judges every certificate that the server sends, names one that ends before the server’s own is in danger, and gives the days left as `certificate_days`.',
    why: 'An intermediate certificate that has expired stops clients all the same; the figure shows it coming.',
  },
  {
    reference: 'Credentials are sent to whatever host a redirect names.',
    ours: 'Credentials go to the host itself and to names that end in its name or that its name ends in, and never in the clear after TLS.',
    why: 'A redirect must not be able to fetch a password.',
  },
  {
    reference: '-H [ADDRESS]:PORT is not understood for IPv6.',
    ours: '-H [ADDRESS]:PORT is understood.',
    why: 'It is how an IPv6 address is written with a port.',
  },
  {
    reference:
      'A packed body (gzip, deflate, brotli) is searched as it came; check_curl unpacks what it has asked for.',
    ours: 'A packed body is unpacked before it is searched.',
    why: 'Servers pack what they send.',
  },
  {
    reference: 'The link of --link is not closed after an error or a certificate.',
    ours: 'The link of --link is always closed.',
    why: 'An open link swallows the rest of the page.',
  },
  {
    reference: '-v shows credentials as they are sent.',
    ours: 'Credentials in what -v shows are `***`.',
    why: 'Everybody who may look at Nagios sees the output.',
  },
];

/** Where check_http deliberately does not do what the reference's check_http does. */
export const httpDifferences: readonly Difference[] = [
  ...shared,
  {
    reference: 'An interim answer (100 Continue) is judged, whatever follows it.',
    ours: 'The answer that follows an interim answer is judged.',
    why: 'A server may send any number of interim answers before the real one (RFC 9110, 15.2).',
  },
  {
    reference: 'The host name is sent in the TLS handshake with --sni only.',
    ours: 'The host name is always sent in the TLS handshake; --sni is accepted.',
    why: 'A server with several names shows a wrong certificate without it.',
  },
  {
    reference: '-S takes a version that only begins like one, such as 1.5, for TLS 1.',
    ours: 'A version of TLS that there is not is a usage error.',
    why: 'A slip in a command definition must not speak another version than was meant.',
  },
  {
    reference: 'TLS 1.3 cannot be asked for.',
    ours: '-S 1.3 asks for TLS 1.3.',
    why: 'It is what servers speak.',
  },
  {
    reference:
      'A redirect to `//host:port/`, to an IPv6 address, to another scheme (`file:`) or with a fragment is asked for as if it were a path.',
    ours: 'A redirect leads where it says; another scheme than http and https, or an address that is none, is UNKNOWN.',
    why: 'The page that a browser would show is the one to be judged.',
  },
  {
    reference: 'An answer from a server that keeps the connection open is a time-out.',
    ours: 'An answer has ended when it says so, whether the server hangs up or not.',
    why: 'HTTP/1.1 servers may keep connections open.',
  },
  {
    reference:
      'A tunnel through a proxy (-j CONNECT) always leads to port 443, and a refusal of the proxy is called a failed TLS handshake.',
    ours: 'A tunnel through a proxy leads to the port that the host or the URL has, and a refusal is shown as the proxy said it.',
    why: 'Not every server is on port 443.',
  },
  {
    reference: 'A status line without a code ends the program with a signal.',
    ours: 'A status line without a code is CRITICAL: Invalid Status Line.',
    why: 'A server must not be able to crash its check.',
  },
  {
    reference: 'A port above 65535 is asked for modulo 65536.',
    ours: 'A port above 65535 is a usage error.',
    why: 'Nobody means another port.',
  },
  {
    reference:
      'It verifies no certificate (check_curl does), speaks to no proxy of its own, and knows neither JSON nor cookies.',
    ours: '--json, --state-regex, --verify-cert, --ca-cert, --proxy, --noproxy, --cookie-jar and --http-version are options of either name.',
    why: 'Users have asked for them for years.',
  },
];

/** Where check_curl deliberately does not do what the reference's check_curl does. */
export const curlDifferences: readonly Difference[] = [
  ...shared,
  {
    reference: 'A redirect that has a path only leads to port 80 or 443.',
    ours: 'A redirect that has a path only leads to the port that it came from.',
    why: 'So it says (RFC 9110, 10.2.2).',
  },
  {
    reference: 'Of several things that a page misses the last one is named.',
    ours: 'Everything that a page misses is named.',
    why: 'It has to be mended one and all.',
  },
  {
    reference:
      'With --continue-after-certificate the state of the certificate is shown and does not count.',
    ours: 'With --continue-after-certificate the graver state of certificate and page counts.',
    why: 'A certificate that has expired is no OK.',
  },
  {
    reference: 'It knows neither --proxy nor --noproxy, JSON or a state for its pattern.',
    ours: '--json, --state-regex, --proxy and --noproxy are options of either name.',
    why: 'Users have asked for them for years.',
  },
  {
    reference: 'A cookie jar that cannot be written is passed over.',
    ours: 'A cookie jar that cannot be written is UNKNOWN.',
    why: 'The next run would not have the session that was asked to be kept.',
  },
  {
    reference: 'User-Agent ends with the versions of libcurl and its parts.',
    ours: 'User-Agent ends with the version of the plugins.',
    why: 'There is no libcurl in it.',
  },
];
