import { boundedBytes } from './bounded-bytes.ts';

/** How much of a body, decoded, is kept to be searched. The rest is counted only. */
const bodyLimit = 16 * 1024 * 1024;

/** A body as it was read: its beginning, its length, and what broke it off. */
export interface Body {
  readonly body: Buffer;
  readonly bodyBytes: number;
  readonly flaw?: Error;
}

/** The body of an answer without one. */
export const nothing: Body = { body: Buffer.alloc(0), bodyBytes: 0 };

/** Reads a body to its end and keeps its beginning. */
export async function readBody(stream: NodeJS.ReadableStream | null): Promise<Body> {
  const bytes = boundedBytes(bodyLimit);
  const taken = () => ({ body: bytes.kept(), bodyBytes: bytes.total() });
  try {
    for await (const chunk of stream ?? []) bytes.add(Buffer.from(chunk));
    return taken();
  } catch (error) {
    return { ...taken(), flaw: error instanceof Error ? error : new Error(String(error)) };
  }
}
