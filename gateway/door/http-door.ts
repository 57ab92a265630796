import type { FastifyInstance } from 'fastify';
import type { Right } from '../access/role.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route judges for itself who may write (a receiver with tokens of its own). */
    readonly ownAuthentication?: boolean;
    /** The route is for everybody, also before they have signed in. */
    readonly open?: boolean;
    /** A form of a page: it is sent with a session's cookie and must carry the key of that session. */
    readonly form?: boolean;
    /** What somebody must be allowed to do; to read for what reads and for forms, to act for the rest. */
    readonly right?: Right;
  }
}

/** Something that adds its routes to the HTTP server: the API, the pages, a receiver that speaks HTTP. */
export type Mount = (server: FastifyInstance) => void | Promise<void>;
