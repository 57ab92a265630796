import fetch from 'node-fetch';
import { unlessAborted } from '../unless-aborted.ts';
import { boundedBytes } from './bounded-bytes.ts';
import { type Page, readPage } from './head.ts';
import type { Line } from './line.ts';
import { OneLineAgent } from './one-line-agent.ts';
import { type Recording, Wire } from './wire.ts';

/** How much of a body, decoded, is kept to be searched. The rest is counted only. */
const bodyLimit = 16 * 1024 * 1024;

/** A request and how much of its answer is wanted. */
export interface Asking {
  /** The whole request as it goes over the wire. */
  readonly request: Buffer;
  /** What comes back has a head only, whatever it says of a body (HEAD). */
  readonly bodiless: boolean;
  /** Stop reading after the head. */
  readonly headOnly: boolean;
}

/** What came back. */
export interface Answer extends Page {
  readonly recording: Recording;
  /** The body as it was sent, without its content coding, at most `bodyLimit` bytes; `bodyBytes` counts all. */
  readonly body: Buffer;
  readonly bodyBytes: number;
  /** What broke the answer off, or why it is not HTTP. */
  readonly flaw: NodeJS.ErrnoException | undefined;
}

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

interface Body {
  readonly body: Buffer;
  readonly bodyBytes: number;
  readonly flaw?: Error;
}

const nothing: Body = { body: Buffer.alloc(0), bodyBytes: 0 };

async function readBody(stream: NodeJS.ReadableStream | null): Promise<Body> {
  const bytes = boundedBytes(bodyLimit);
  const taken = () => ({ body: bytes.kept(), bodyBytes: bytes.total() });
  try {
    for await (const chunk of stream ?? []) bytes.add(Buffer.from(chunk));
    return taken();
  } catch (error) {
    return { ...taken(), flaw: error instanceof Error ? error : new Error(String(error)) };
  }
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
