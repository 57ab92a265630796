import type { FastifyInstance } from 'fastify';
import type { Door, RefusalReason } from '../door/door.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What is not taken in on this route is counted under the door of this name. */
    readonly door?: string;
  }
}

/** Counts what routes that are doors do not take in, whoever refused it: the gate, a schema, or the route itself. */
export function countRefusals(
  server: FastifyInstance,
  doorOf: (name: string) => Pick<Door, 'refuse'>,
): void {
  const doors = new Map<string, Pick<Door, 'refuse'>>();
  server.addHook('onResponse', async (request, { statusCode }) => {
    const { door: name } = request.routeOptions.config;
    const reason = reasons[statusCode];
    if (name === undefined || reason === undefined) return;
    const door = doors.get(name) ?? doorOf(name);
    doors.set(name, door);
    door.refuse(reason, `${request.ip} was answered ${statusCode}`);
  });
}

const reasons: Readonly<Record<number, RefusalReason>> = {
  400: 'malformed',
  401: 'unauthenticated',
  403: 'not allowed',
  413: 'malformed',
  415: 'malformed',
  429: 'busy',
  503: 'busy',
};
