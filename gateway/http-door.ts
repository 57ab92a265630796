import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route judges for itself who may write (a receiver with tokens of its own). */
    readonly ownAuthentication?: boolean;
  }
}

/** Something that adds its routes to the HTTP server: the API, the pages, a receiver that speaks HTTP. */
export type Mount = (server: FastifyInstance) => void | Promise<void>;
