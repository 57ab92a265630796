import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** What a server does with a request: answers on the socket in whatever way it likes. */
export type Script = (socket: Socket, request: Request) => void;

/** A request as it came. */
export interface Request {
  readonly method: string;
  /** What stands in the request line. */
  readonly target: string;
  /** The whole request, byte for byte. */
  readonly text: string;
}

/** A server on a port of its own, until it is closed. */
export interface Origin {
  readonly port: string;
  /** Every request so far, as it came. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

/** Where and how a server listens. */
export interface Listening {
  readonly host?: string;
  readonly tls?: TlsOptions;
  /** Runs the script as soon as somebody connects, without waiting for a request. */
  readonly atOnce?: boolean;
}

/**
 * Starts a server that hands every request to `script`. It speaks TCP, not HTTP: a script can answer what no HTTP
 * library would.
 */
export async function startOrigin(
  script: Script,
  { host = '127.0.0.1', tls, atOnce = false }: Listening = {},
) {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const greet = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    if (atOnce) {
      script(socket, { method: '', target: '', text: '' });
      return;
    }
    readRequest(socket, (request) => {
      requests.push(request.text);
      script(socket, request);
    });
  };
  const server = tls === undefined ? createServer(greet) : createTlsServer(tls, greet);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: String((server.address() as AddressInfo).port),
    requests,
    close: () => close(server, sockets),
  };
}

/** A script that answers with the same bytes whatever is asked, and hangs up. */
export function always(answer: string | Buffer): Script {
  return (socket) => socket.end(answer, 'latin1');
}

/** An answer as text: status, fields, body. */
export function answer(
  status: string,
  fields: Readonly<Record<string, string | number>> = {},
  body = '',
) {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${body}`;
}

function readRequest(socket: Socket, done: (request: Request) => void): void {
  let text = '';
  const take = (chunk: Buffer) => {
    text += chunk.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
    if (end < 0 || text.length < end + 4 + length) return;
    socket.off('data', take);
    const [method = '', ...rest] = (text.split('\r\n', 1)[0] ?? '').split(' ');
    done({ method, target: rest.slice(0, -1).join(' '), text });
  };
  socket.on('data', take);
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
