import { readFile } from 'node:fs/promises';

/** The API of a gateway as a program reaches it. Both reject with an ApiError when the gateway did not do it. */
export interface ApiClient {
  /** With the token, if there is one: a gateway without accounts lets whoever is on its machine read. */
  readonly get: (path: string) => Promise<unknown>;
  /** Sends a value as JSON, with the token. */
  readonly post: (path: string, body: object) => Promise<unknown>;
}

/** The gateway cannot be reached, or refuses; the message is a sentence for whoever asked. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
}

/** A client for the gateway at an address; what reads is sent the token too where its file can be read. */
export function apiClient(url: URL, tokenFile: string): ApiClient {
  return {
    get: async (path) => call(new URL(path, url), { headers: await tokenHeader(tokenFile) }),
    post: async (path, body) => {
      const headers = {
        authorization: `Bearer ${await readToken(tokenFile)}`,
        'content-type': 'application/json',
      };
      return call(new URL(path, url), { method: 'POST', headers, body: JSON.stringify(body) });
    },
  };
}

/** How long an answer may take, in milliseconds. */
const patience = 30_000;

async function call(url: URL, init: RequestInit): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(url, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
  } catch (error) {
    throw new ApiError(`cannot reach ${url.origin}: ${reasonOf(error as Error)}`, { cause: error });
  }
  const body = (await answer.json().catch(() => undefined)) as { detail?: unknown } | undefined;
  if (answer.ok && body !== undefined) return body;
  const detail = typeof body?.detail === 'string' ? body.detail : answer.statusText;
  throw new ApiError(`${url.origin} answers ${answer.status}: ${detail}`);
}

/** fetch keeps what really happened as the cause of an error that says nothing. */
function reasonOf(error: Error): string {
  return error.cause instanceof Error && error.cause.message !== ''
    ? error.cause.message
    : error.message;
}

async function tokenHeader(path: string): Promise<Readonly<Record<string, string>>> {
  const token = await readFile(path, 'utf8').catch(() => '');
  return token.trim() === '' ? {} : { authorization: `Bearer ${token.trim()}` };
}

async function readToken(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    const why = (error as Error).message;
    throw new ApiError(`cannot read the token: ${why}; name its file with --token-file`, {
      cause: error,
    });
  }
}
