/** What a client of NSCA-ng says (version 1 of the protocol). */
export type NscaNgRequest =
  | { readonly kind: 'moin'; readonly version: string; readonly session: string }
  /** So many bytes of commands follow; where they are acceptable the server says OKAY first. */
  | { readonly kind: 'push'; readonly length: number }
  /** The announced bytes: lines of `[TIME] COMMAND`. */
  | { readonly kind: 'commands'; readonly lines: readonly string[] }
  | { readonly kind: 'noop' }
  | { readonly kind: 'ping'; readonly version: string }
  | { readonly kind: 'quit' }
  | { readonly kind: 'bail'; readonly why: string }
  | { readonly kind: 'wrong'; readonly why: string };

/** What a server of NSCA-ng answers. */
export type NscaNgReply =
  | { readonly kind: 'moin'; readonly version: string }
  | { readonly kind: 'okay' }
  | { readonly kind: 'pong'; readonly version: string }
  | { readonly kind: 'fail'; readonly why: string }
  | { readonly kind: 'bail'; readonly why: string }
  | { readonly kind: 'wrong'; readonly why: string };

/** The longest line, in bytes with its end; the document says 1,024, its server takes twice that. */
const longestLine = 2048;

/** The most bytes of one PUSH that a reader takes where it is not told. */
const nscaNgPushLimit = 16_384;

/**
 * What a server says in the handshake of TLS (ALPN, RFC 7301), when a client asks for it, to those that need not wait for
 * an answer before they say more. The C server has no such word: it leaves lying what comes before it has answered.
 */
export const nscaNgPipelining = 'nsca-ng-pipelining';

/** A request as bytes; the commands of a PUSH are a request of their own. */
export function encodeNscaNgRequest(request: Exclude<NscaNgRequest, { kind: 'wrong' }>): string {
  switch (request.kind) {
    case 'moin':
      return `MOIN ${request.version} ${request.session}\r\n`;
    case 'push':
      return `PUSH ${request.length}\r\n`;
    case 'commands':
      return request.lines.map((line) => `${line}\n`).join('');
    case 'ping':
      return `PING ${request.version}\r\n`;
    case 'bail':
      return `BAIL ${request.why}\r\n`;
    case 'noop':
      return 'NOOP\r\n';
    case 'quit':
      return 'QUIT\r\n';
  }
}

/** A reply as a line with its end. */
export function encodeNscaNgReply(reply: Exclude<NscaNgReply, { kind: 'wrong' }>): string {
  switch (reply.kind) {
    case 'moin':
      return `MOIN ${reply.version}\r\n`;
    case 'pong':
      return `PONG ${reply.version}\r\n`;
    case 'okay':
      return 'OKAY\r\n';
    case 'fail':
    case 'bail':
      return `${reply.kind.toUpperCase()} ${reply.why.replaceAll(/[\r\n]+/g, ' ')}\r\n`;
  }
}

/** Takes the pieces of a client's stream as they come and gives the requests that became whole. After a wrong one nothing follows. */
export function nscaNgRequestReader(pushLimit = nscaNgPushLimit) {
  let expected = 0;
  return lineReader<NscaNgRequest>({
    block: () => expected,
    readBlock: (bytes) => {
      expected = 0;
      const lines = bytes.toString().split('\n');
      return { kind: 'commands', lines: lines.filter((line) => line !== '') };
    },
    readLine: (line) => {
      const request = parseRequest(line);
      if (request.kind !== 'push') return request;
      if (request.length > pushLimit) {
        return wrong(`${request.length} bytes are more than ${pushLimit}`);
      }
      expected = request.length;
      return request;
    },
  });
}

/** The same for the replies of a server. */
export function nscaNgReplyReader() {
  return lineReader<NscaNgReply>({
    block: () => 0,
    readBlock: () => wrong('a server sends no commands'),
    readLine: parseReply,
  });
}

interface Wrong {
  readonly kind: 'wrong';
  readonly why: string;
}

interface LineRules<T> {
  /** How many bytes come next that are no line. */
  readonly block: () => number;
  readonly readBlock: (bytes: Buffer) => T | Wrong;
  readonly readLine: (line: string) => T | Wrong;
}

function lineReader<T extends { readonly kind: string }>({
  block,
  readBlock,
  readLine,
}: LineRules<T>) {
  let rest: Buffer = Buffer.alloc(0);
  let isOver = false;
  const next = (): T | Wrong | undefined => {
    const length = block();
    if (length > 0) return rest.length < length ? undefined : readBlock(take(length));
    const end = rest.indexOf(10);
    if (end >= longestLine || (end < 0 && rest.length >= longestLine)) {
      return wrong(`a line is longer than ${longestLine} bytes`);
    }
    if (end < 0) return undefined;
    return readLine(
      take(end + 1)
        .toString()
        .replace(/\r?\n$/, ''),
    );
  };
  const take = (length: number): Buffer => {
    const taken = rest.subarray(0, length);
    rest = rest.subarray(length);
    return taken;
  };
  return (piece: Buffer): readonly (T | Wrong)[] => {
    if (isOver) return [];
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const found: (T | Wrong)[] = [];
    for (let one = next(); one !== undefined; one = next()) {
      found.push(one);
      if (one.kind !== 'wrong') continue;
      isOver = true;
      break;
    }
    return found;
  };
}

function parseRequest(line: string): NscaNgRequest {
  const [word = '', ...args] = line.split(' ');
  const [first = '', second = ''] = args;
  switch (word.toUpperCase()) {
    case 'MOIN':
      return args.length === 2 && /^[\w+/=-]{1,64}$/.test(second)
        ? { kind: 'moin', version: first, session: second }
        : unreadable(line);
    case 'PUSH':
      return args.length === 1 && /^[1-9]\d{0,8}$/.test(first)
        ? { kind: 'push', length: Number(first) }
        : unreadable(line);
    case 'PING':
      return { kind: 'ping', version: first };
    case 'NOOP':
      return { kind: 'noop' };
    case 'QUIT':
      return { kind: 'quit' };
    case 'BAIL':
      return { kind: 'bail', why: args.join(' ') };
    default:
      return unreadable(line);
  }
}

function parseReply(line: string): NscaNgReply {
  const [word = '', ...args] = line.split(' ');
  switch (word.toUpperCase()) {
    case 'MOIN':
      return { kind: 'moin', version: args.join(' ') };
    case 'PONG':
      return { kind: 'pong', version: args.join(' ') };
    case 'OKAY':
      return { kind: 'okay' };
    case 'FAIL':
      return { kind: 'fail', why: args.join(' ') };
    case 'BAIL':
      return { kind: 'bail', why: args.join(' ') };
    default:
      return unreadable(line);
  }
}

function unreadable(line: string): Wrong {
  return wrong(`cannot be understood: ${JSON.stringify(line.slice(0, 80))}`);
}

function wrong(why: string): Wrong {
  return { kind: 'wrong', why };
}
