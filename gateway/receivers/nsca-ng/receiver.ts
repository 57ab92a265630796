import type { Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { nscaNgPipelining } from '../../../plugins/wire/nsca-ng.ts';
import type { Door } from '../../door/door.ts';
import { type Listener, startListening } from '../../door/listener.ts';
import type { NscaNgConfig } from './config.ts';
import { converse } from './conversation.ts';
import type { Speaker } from './decode.ts';

/** Those that the real client offers with TLS 1.2, and those of TLS 1.3 that go with a key of this kind. */
const ciphers = [
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'PSK-AES256-CBC-SHA',
  'PSK-AES128-CBC-SHA',
].join(':');

/** How long a client may take for its handshake, and between two lines, in milliseconds. */
const patience = { handshake: 10_000, line: 60_000 };

/**
 * Listens for NSCA-ng's clients: TLS with a key for each identity, and an OKAY only for what is durable. Each connection
 * goes by the configuration of its beginning.
 */
export function startNscaNg(configured: () => NscaNgConfig, door: Door): Promise<Listener> {
  const speakers = new WeakMap<Socket, Speaker>();
  const server = createServer({
    ciphers,
    ALPNProtocols: [nscaNgPipelining],
    minVersion: 'TLSv1.2',
    handshakeTimeout: patience.handshake,
    noDelay: true,
    pskCallback: (socket: TLSSocket, identity: string) => {
      // Identities come from strangers, who may also call themselves "constructor".
      const clients = new Map(Object.entries(configured().clients));
      const client = clients.get(identity) ?? clients.get('*');
      if (client === undefined) return null;
      speakers.set(socket, { identity, client });
      return Buffer.from(client.password.reveal());
    },
  });
  server.on('tlsClientError', (error: Error) => door.refuse('unauthenticated', error.message));
  return startListening({
    ...{ server, listen: configured().listen, event: 'secureConnection' },
    serve: async (socket) => {
      const speaker = speakers.get(socket);
      if (speaker === undefined) return void socket.destroy();
      socket.setTimeout(patience.line, () => socket.destroy());
      await converse(socket, speaker, door);
    },
    dropped: (why) => door.refuse('busy', why),
  });
}
