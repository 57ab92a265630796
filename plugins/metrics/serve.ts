import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Address, formatAddress } from '../settings/listen-address.ts';
import { formatMetrics, type Metric } from './metric.ts';

/** Where metrics are served. */
export interface MetricsDoor {
  /** `127.0.0.1:9117`, as it really is where port 0 was asked for. */
  readonly address: string;
  readonly close: () => void;
}

/** Answers `GET /metrics` with what `read` gives at that moment. Rejects where the address cannot be had. */
export async function serveMetrics(
  { host, port }: Address,
  read: () => readonly Metric[] | Promise<readonly Metric[]>,
): Promise<MetricsDoor> {
  const answer = async ({ method, url }: IncomingMessage, response: ServerResponse) => {
    if (method !== 'GET' || url !== '/metrics') return void response.writeHead(404).end();
    const text = formatMetrics(await read());
    response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8');
    response.end(text);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  server.headersTimeout = 5000;
  server.maxConnections = 20;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const bound = server.address() as AddressInfo;
  return {
    address: formatAddress({ host: bound.address, port: bound.port }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
