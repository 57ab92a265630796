import type { FastifyRequest } from 'fastify';
import { formKey } from '../session.ts';
import type { Visitor } from './layout.ts';

/** Who looks, and the key that their forms carry; undefined for whoever is not known. */
export function visitorOf({ recognised }: FastifyRequest): Visitor | undefined {
  if (recognised === null || recognised === undefined) return undefined;
  const { viewer, cookie } = recognised;
  return { viewer, formKey: cookie === undefined ? undefined : formKey(cookie) };
}
