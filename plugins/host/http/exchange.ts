import fetch from 'node-fetch';
import { unlessAborted } from '../unless-aborted.ts';
import type { Answer, Asking } from './answer.ts';
import { type Body, nothing, readBody } from './body.ts';
import { type Page, readPage } from './head.ts';
import type { Line } from './line.ts';
import { OneLineAgent } from './one-line-agent.ts';
import { type Recording, Wire } from './wire.ts';

/**
 * Sends a request over an open line and reads its answer, whatever it is, until it ends. The line is used up.
 * Rejects only when `signal` fires.
 */
export async function exchange(line: Line, asking: Asking, signal: AbortSignal): Promise<Answer> {
  const wire = new Wire(line.socket, asking.request);
  try {
    return await unlessAborted(ask(wire, asking), signal, () => wire.destroy());
  } finally {
    wire.destroy();
  }
}

async function ask(wire: Wire, { bodiless, headOnly }: Asking): Promise<Answer> {
  try {
    // The address is of no account: the agent has the connection, and the wire its own request.
    const fetched = fetch('http://localhost/', {
      method: bodiless ? 'HEAD' : 'GET',
      agent: new OneLineAgent(wire),
      redirect: 'manual',
      insecureHTTPParser: true, // what old servers send is judged, not refused
    });
    const response = await Promise.race([fetched, closing(wire)]);
    const page = readPage(wire.recording().beginning);
    if (headOnly) return { ...answer(wire, page, nothing), ...nothing };
    return answer(wire, page, await readBody(response.body));
  } catch (error) {
    const page = readPage(wire.recording().beginning);
    const flaw = error instanceof Error ? error : new Error(String(error));
    return answer(wire, page, { body: page.body, bodyBytes: page.body.length, flaw });
  }
}

/** Rejects after the wire has closed: the client drops an upgrade (101) without a word. */
function closing(wire: Wire): Promise<never> {
  return new Promise((_, reject) => {
    wire.once('close', () => setImmediate(() => reject(new Error('the connection was closed'))));
  });
}

function answer(wire: Wire, page: Page, read: Body): Answer {
  const { statusLine, fields, headBytes } = page;
  const recording = wire.recording();
  const body = isAsItCame(page, recording)
    ? { ...read, body: page.body, bodyBytes: page.body.length }
    : read;
  return { statusLine, fields, headBytes, flaw: undefined, ...body, recording };
}

// A body that is longer than its Content-Length says is judged whole, where Node's client would drop it.
function isAsItCame({ fields }: Page, { beginning, bytes }: Recording): boolean {
  return beginning.length === bytes && !/^(transfer|content)-encoding\s*:/im.test(fields);
}
