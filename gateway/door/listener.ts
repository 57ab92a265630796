import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import type { Address } from '../../plugins/settings/listen-address.ts';
import { within } from './within.ts';

/** A receiver that listens on an address of its own. */
export interface Listener {
  /** Where it listens, with the port that the system chose. */
  readonly address: Address;
  /** Takes no new connections, ends those that wait for the next thing, and answers when the others are done, or after ten seconds. */
  readonly close: () => Promise<void>;
}

/** What a receiver says of its connections. */
export interface ListenParts {
  readonly server: Server;
  readonly listen: Address;
  /** Everything that is under way on a connection; it ends by itself when its socket ends. */
  readonly serve: (socket: Socket) => Promise<void>;
  /** Told of connections beyond the limit, which are closed at once. */
  readonly dropped: (why: string) => void;
  /** `secureConnection` for TLS. */
  readonly event?: string;
}

/** How many connections a listener keeps at once; each costs a file descriptor and some kilobytes. */
const mostConnections = 8_000;

/** How long what is under way may still take at the end, in milliseconds. */
const patience = 10_000;

/** Starts listening; rejects when the address cannot be had. */
export async function startListening(parts: ListenParts): Promise<Listener> {
  const { server, listen, serve, dropped, event = 'connection' } = parts;
  const serving = new Map<Socket, Promise<void>>();
  const connected = new Set<Socket>();
  server.maxConnections = mostConnections;
  server.on('drop', () => dropped(`more than ${mostConnections} connections`));
  // With TLS these are below the sockets that are served, and there before them.
  server.on('connection', (socket: Socket) => {
    connected.add(socket);
    socket.once('close', () => connected.delete(socket));
  });
  server.on(event, (socket: Socket) => {
    socket.on('error', () => socket.destroy());
    const done = serve(socket).finally(() => serving.delete(socket));
    serving.set(socket, done);
  });
  server.listen(listen.port, listen.host);
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  return {
    address: { host: listen.host, port },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of serving.keys()) socket.destroySoon();
      await within(patience, Promise.allSettled(serving.values()));
      for (const socket of connected) socket.destroy();
      await within(patience, closed);
    },
  };
}
