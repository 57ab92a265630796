import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** The most requests of one connection whose answers nobody has read yet. */
const most = 16;

/**
 * Ends connections on which more and more is asked and no answer is read: each answer would wait in memory. A client
 * that waits for its answers, or reads them while it asks, never gets there.
 */
export function limitUnreadAnswers(server: FastifyInstance): void {
  const unread = new WeakMap<Socket, number>();
  server.addHook('onRequest', async (request, reply) => {
    const { socket } = request.raw;
    const count = (unread.get(socket) ?? 0) + 1;
    unread.set(socket, count);
    reply.raw.once('close', () => unread.set(socket, (unread.get(socket) ?? 1) - 1));
    if (count <= most) return;
    if (!socket.destroyed) {
      request.log.warn({ unread: count }, 'a client asks without reading: its connection is ended');
      socket.destroy();
    }
    return reply.hijack();
  });
}
