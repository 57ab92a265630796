import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { readAsset } from '../assets.ts';

/** The style sheets in the order in which they apply; browsers get them as one. */
const styles = [
  'base',
  'frame',
  'form',
  'table',
  'board',
  'clock',
  'incident',
  'chart',
  'capacity',
  'report',
];

const scripts = ['live.js', 'countdown.js', 'keys.js', 'board.js'];

/** `/assets/…`: what pages need besides themselves. */
export function mountAssets(server: FastifyInstance): void {
  const style = styles.map((name) => readAsset(`${name}.css`)).join('\n');
  serve(server, 'style.css', { type: 'text/css', content: style });
  serve(server, 'icon.svg', { type: 'image/svg+xml', content: readAsset('icon.svg') });
  for (const name of scripts) {
    serve(server, name, { type: 'text/javascript', content: readAsset(name) });
  }
}

interface Asset {
  readonly type: string;
  readonly content: string;
}

function serve(server: FastifyInstance, name: string, { type, content }: Asset): void {
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  server.get(`/assets/${name}`, { config: { open: true } }, async (request, reply) => {
    reply.header('etag', etag).header('cache-control', 'no-cache');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type(`${type}; charset=utf-8`).send(content);
  });
}
