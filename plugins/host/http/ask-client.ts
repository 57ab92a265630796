import fetch from 'node-fetch';
import type { Answer, Asking } from './answer.ts';
import { type Body, nothing, readBody } from './body.ts';
import { type Page, readPage } from './head.ts';
import { OneLineAgent } from './one-line-agent.ts';
import type { Recording, Tap } from './tap.ts';
import { Wire } from './wire.ts';

/**
 * Has node-fetch read an answer of which the beginning may have come: packed, in chunks, after interim ones, or hardly
 * HTTP at all. What breaks it off is told as its flaw.
 */
export async function askClient(tapped: Tap, { bodiless, headOnly }: Asking): Promise<Answer> {
  const wire = new Wire(tapped);
  const recorded = () => readPage(tapped.recording().beginning);
  try {
    // The address is of no account: the agent has the connection, and the request is sent.
    const fetched = fetch('http://localhost/', {
      method: bodiless ? 'HEAD' : 'GET',
      agent: new OneLineAgent(wire),
      redirect: 'manual',
      insecureHTTPParser: true, // what old servers send is judged, not refused
    });
    const response = await Promise.race([fetched, closing(wire)]);
    if (headOnly) return { ...answer(tapped, recorded(), nothing), ...nothing };
    const read = await readBody(response.body);
    return answer(tapped, recorded(), read); // with all of the body, which the head came before
  } catch (error) {
    const page = recorded();
    const flaw = error instanceof Error ? error : new Error(String(error));
    return answer(tapped, page, { body: page.body, bodyBytes: page.body.length, flaw });
  }
}

/** Rejects after the wire has closed: the client drops an upgrade (101) without a word. */
function closing(wire: Wire): Promise<never> {
  return new Promise((_, reject) => {
    wire.once('close', () => setImmediate(() => reject(new Error('the connection was closed'))));
  });
}

function answer(tapped: Tap, page: Page, read: Body): Answer {
  const { statusLine, fields, headBytes } = page;
  const recording = tapped.recording();
  const body = isAsItCame(page, recording)
    ? { ...read, body: page.body, bodyBytes: page.body.length }
    : read;
  return { statusLine, fields, headBytes, flaw: undefined, ...body, recording };
}

// A body that is longer than its Content-Length says is judged whole, where Node's client would drop it.
function isAsItCame({ fields }: Page, { beginning, bytes }: Recording): boolean {
  return beginning.length === bytes && !/^(transfer|content)-encoding\s*:/im.test(fields);
}
