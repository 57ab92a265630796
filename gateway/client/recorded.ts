import { formatInstant } from '../../sla/written/instant.ts';
import { apiClient } from './api-client.ts';

/** What is asked of a gateway about one host. */
interface RecordedQuestion {
  /** The address of the gateway. */
  readonly url: string;
  readonly tokenFile: string;
  readonly host: string;
  readonly services: readonly string[];
  /** Epoch milliseconds. */
  readonly from: number;
}

/**
 * What a gateway recorded of some services of a host, each an object with `host`, `service` and what `GET /api/v1/results` says of
 * one result or stretch of time. Rejects with an ApiError when the gateway does not answer.
 */
export async function recordedResults({
  url,
  tokenFile,
  host,
  services,
  from,
}: RecordedQuestion): Promise<readonly object[]> {
  const api = apiClient(new URL(url), tokenFile);
  const all: object[] = [];
  for (const service of services) {
    const query = new URLSearchParams({ host, service, from: formatInstant(from) });
    const { results } = (await api.get(`/api/v1/results?${query}`)) as {
      readonly results: readonly object[];
    };
    for (const result of results) all.push({ host, service, ...result });
  }
  return all;
}
