import type { Site } from './site.ts';

/** An answer of the API, its body read as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what came, whatever it is
  readonly body: any;
}

/** Where to call, and with which token. */
type Place = Pick<Site, 'url' | 'token'>;

/** `GET` of a path of a site. */
export function get(site: Place, path: string): Promise<Answer> {
  return call(site, path);
}

/** `POST` of a value as JSON with the site's token. */
export function post(site: Place, path: string, value: unknown): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${site.token}`,
    'content-type': 'application/json',
  };
  return call(site, path, { method: 'POST', headers, body: JSON.stringify(value) });
}

/** Any call to a site. */
export async function call(site: Place, path: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await fetch(site.url + path, init);
  const text = await answer.text();
  const body = text === '' ? undefined : JSON.parse(text);
  return { status: answer.status, headers: answer.headers, body };
}

/** A CRITICAL result of the http service of app-1, as the API takes it. */
export function critical(change: object = {}) {
  return { host: 'app-1', service: 'jira-http', code: 2, output: 'connection refused', ...change };
}
