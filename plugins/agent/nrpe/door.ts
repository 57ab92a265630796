import { once } from 'node:events';
import { type AddressInfo, createServer as listener, type Server, type Socket } from 'node:net';
import { createServer as tlsServer } from 'node:tls';
import type { Address } from '../../settings/listen-address.ts';
import type { IsAllowed } from './allowed.ts';
import { type Service, serveNrpe } from './connection.ts';
import { type NrpeTls, tlsOptions } from './tls.ts';

/** Bounds on what clients may ask of the agent at once. */
export interface NrpeLimits {
  readonly connections: number;
  /** Milliseconds for the handshake and the query together. */
  readonly query: number;
  /** Milliseconds for a whole connection. */
  readonly connection: number;
}

/** What the door is opened with. */
export interface NrpeDoorParts extends Pick<Service, 'answer' | 'context' | 'payloadLimit'> {
  readonly listen: Partial<Address> & { readonly port: number };
  readonly isAllowed: IsAllowed;
  readonly tls: NrpeTls | 'off';
  readonly limits: NrpeLimits;
  /** Told of a connection that ended without an answer. */
  readonly refused: (address: string, why: string) => void;
}

/** An open door. */
export interface NrpeDoor {
  /** Where it listens, with the port that the system chose. */
  readonly address: Address;
  /** How many connections are open. */
  readonly connections: () => number;
  /** Serves new connections with other parts; where it listens stays. Throws when the certificate cannot be used. */
  readonly replace: (parts: NrpeDoorParts) => void;
  /** Stops listening and ends all connections. */
  readonly close: () => Promise<void>;
}

/** Listens for NRPE clients. Rejects when the address cannot be had or the certificate cannot be used. */
export async function openNrpeDoor(parts: NrpeDoorParts): Promise<NrpeDoor> {
  const open = new Set<Socket>();
  let current = servedBy(parts);
  const server = listener({ noDelay: true, allowHalfOpen: true }, (socket) => {
    const { parts, handOver } = current;
    const address = socket.remoteAddress ?? '';
    socket.on('error', () => undefined); // its end is all there is to know
    socket.on('close', () => open.delete(socket));
    if (open.size >= parts.limits.connections) {
      parts.refused(address, `there are ${open.size} connections already`);
      socket.destroy();
      return;
    }
    open.add(socket);
    admit(socket, address, parts, handOver);
  });
  const address = await listenOn(server, parts.listen);
  return {
    address,
    connections: () => open.size,
    replace: (next) => {
      current = servedBy(next);
    },
    close: () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const socket of open) socket.destroy();
      return closed;
    },
  };
}

function servedBy(parts: NrpeDoorParts) {
  const handOver = parts.tls === 'off' ? servePlain(parts) : serveTls(parts, parts.tls);
  return { parts, handOver };
}

type HandOver = (socket: Socket, address: string, asked: () => void) => void;

/** Lets a socket in when its address is allowed, and ends it when its time is over, whatever it does. */
function admit(socket: Socket, address: string, parts: NrpeDoorParts, handOver: HandOver): void {
  const { isAllowed, limits, refused } = parts;
  const end = (why: string) => {
    refused(address, why);
    socket.destroy();
  };
  const query = setTimeout(() => end('it took too long to ask'), limits.query);
  const whole = setTimeout(() => end('it took too long'), limits.connection);
  socket.on('close', () => {
    clearTimeout(query);
    clearTimeout(whole);
  });
  const judge = (allowed: boolean) => {
    if (socket.destroyed) return;
    if (!allowed) return end('it is not among those allowed');
    handOver(socket, address, () => clearTimeout(query));
  };
  const allowed = isAllowed(address);
  if (typeof allowed === 'boolean') judge(allowed);
  else void allowed.then(judge);
}

function servePlain(parts: NrpeDoorParts): HandOver {
  return (socket, address, asked) => serveNrpe(socket, serviceFor(parts, address, asked));
}

function serveTls(parts: NrpeDoorParts, tls: NrpeTls): HandOver {
  const services = new Map<string, Service>();
  const server = tlsServer(tlsOptions(tls, parts.context.now()));
  server.on('secureConnection', (socket) => {
    socket.on('error', () => undefined);
    socket.allowHalfOpen = true; // from here on: who has asked may end its own side
    const service = services.get(clientOf(socket));
    if (service === undefined) socket.destroy();
    else serveNrpe(socket, service);
  });
  server.on('tlsClientError', (error, socket) => {
    parts.refused(socket.remoteAddress ?? '', error.message);
    socket.destroy();
  });
  return (socket, address, asked) => {
    const client = clientOf(socket);
    services.set(client, serviceFor(parts, address, asked));
    socket.on('close', () => services.delete(client));
    socket.allowHalfOpen = false; // a handshake takes two
    server.emit('connection', socket);
  };
}

/** The same for a socket and for the TLS socket around it. */
function clientOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

function serviceFor(parts: NrpeDoorParts, address: string, asked: () => void): Service {
  const { answer, context, payloadLimit, refused } = parts;
  return { answer, context, payloadLimit, asked, refused: (why) => refused(address, why) };
}

async function listenOn(server: Server, listen: NrpeDoorParts['listen']): Promise<Address> {
  const listening = once(server, 'listening');
  server.listen({ ...listen, backlog: 1024 });
  await listening;
  server.on('error', () => undefined); // such as no descriptor for one more connection
  const { address: host, port } = server.address() as AddressInfo;
  return { host, port };
}
