import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { readAsset } from '../assets.ts';

const types: Readonly<Record<string, string>> = {
  'style.css': 'text/css',
  'live.js': 'text/javascript',
  'icon.svg': 'image/svg+xml',
};

/** `/assets/…`: what pages need besides themselves. */
export function mountAssets(server: FastifyInstance): void {
  for (const [name, type] of Object.entries(types)) {
    const content = readAsset(name);
    const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
    server.get(`/assets/${name}`, { config: { open: true } }, async (request, reply) => {
      reply.header('etag', etag).header('cache-control', 'no-cache');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type(`${type}; charset=utf-8`).send(content);
    });
  }
}
