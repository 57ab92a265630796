import type { Mount } from '../door/http-door.ts';
import type { Metrics } from '../metrics.ts';

/** `GET /metrics`, in the text format of Prometheus. */
export function metricsRoute(metrics: Metrics): Mount {
  return (server) => {
    server.get('/metrics', { config: { right: 'operate' } }, async (_request, reply) =>
      reply.type(metrics.contentType).send(await metrics.text()),
    );
  };
}
