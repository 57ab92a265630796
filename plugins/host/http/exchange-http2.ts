import { once } from 'node:events';
import { type ClientHttp2Stream, connect, type IncomingHttpHeaders } from 'node:http2';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { unlessAborted } from '../unless-aborted.ts';
import type { Answer, Asking } from './answer.ts';
import { type Body, nothing, readBody } from './body.ts';
import type { Line } from './line.ts';

/**
 * Like `exchange`, over a line on which both sides have agreed on HTTP/2. The request is given as HTTP/1.1 has it;
 * the head of the answer is told in the same way, with an empty reason.
 */
export async function exchangeHttp2(
  { socket }: Line,
  asking: Asking,
  signal: AbortSignal,
): Promise<Answer> {
  const session = connect('https://localhost', { createConnection: () => socket });
  // What goes wrong with the session goes wrong with its only stream.
  session.on('error', () => undefined);
  const { headers, body } = toHttp2(asking.request);
  const askedAt = performance.now();
  const stream = session.request(headers, { endStream: body.length === 0 });
  stream.on('error', () => undefined); // whoever reads it is told; once nobody does, it is of no account
  if (body.length > 0) stream.end(body);
  try {
    const end = () => session.destroy();
    return await unlessAborted(readAnswer(stream, asking, askedAt), signal, end);
  } finally {
    session.destroy();
  }
}

async function readAnswer(
  stream: ClientHttp2Stream,
  { bodiless, headOnly }: Asking,
  askedAt: number,
): Promise<Answer> {
  let wireBytes = 0;
  let lastAt = 0;
  stream.on('data', (chunk: Buffer) => {
    wireBytes += chunk.length;
    lastAt = performance.now();
  });
  stream.pause();
  const told = (head: Told, read: Body, firstAt: number): Answer => ({
    ...head,
    flaw: undefined,
    ...read,
    recording: {
      beginning: Buffer.alloc(0),
      bytes: head.headBytes + wireBytes,
      askedAt,
      sentAt: askedAt,
      firstAt,
      lastAt: Math.max(firstAt, lastAt),
    },
  });
  try {
    const [headers] = await once(stream, 'response');
    const firstAt = performance.now();
    const body = bodiless || headOnly ? nothing : await readBody(unpacked(stream, headers));
    return told(headOf(headers), body, firstAt);
  } catch (error) {
    const flaw = error instanceof Error ? error : new Error(String(error));
    return told({ statusLine: '', fields: '', headBytes: 0 }, { ...nothing, flaw }, 0);
  }
}

type Told = Pick<Answer, 'statusLine' | 'fields' | 'headBytes'>;

function headOf(headers: IncomingHttpHeaders & { ':status'?: number }): Told {
  const statusLine = `HTTP/2 ${headers[':status']} `;
  const fields = Object.entries(headers)
    .filter(([name]) => !name.startsWith(':'))
    .flatMap(([name, value]) => [value ?? []].flat().map((one) => `${name}: ${one}`));
  const headBytes = Buffer.byteLength([statusLine, ...fields, '', ''].join('\r\n'));
  return { statusLine, fields: fields.join('\n'), headBytes };
}

function unpacked(stream: ClientHttp2Stream, headers: IncomingHttpHeaders): Readable {
  const unpack = unpackers[headers['content-encoding'] ?? ''];
  if (unpack === undefined) return stream;
  const unpacking = unpack();
  stream.on('error', (error) => unpacking.destroy(error));
  return stream.pipe(unpacking);
}

const unpackers: Readonly<Record<string, () => ReturnType<typeof createGunzip>>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The head of a request as HTTP/2 has it (RFC 9113, 8.3), without what belongs to the connection, and its body. */
function toHttp2(request: Buffer) {
  const end = request.indexOf('\r\n\r\n');
  const [first = '', ...lines] = request.toString('utf8', 0, end).split('\r\n');
  const [method = 'GET', ...rest] = first.split(' ');
  const fields = lines.flatMap((line) => {
    const [, name = '', value = ''] = /^([^:\s]+)\s*:\s*(.*)$/.exec(line) ?? [];
    return name === '' ? [] : [[name.toLowerCase(), value] as const];
  });
  const authority = fields.find(([name]) => name === 'host')?.[1] ?? 'localhost';
  const headers = {
    ':method': method,
    ':scheme': 'https',
    ':authority': authority,
    ':path': rest.slice(0, -1).join(' '),
    ...Object.fromEntries(fields.filter(([name]) => !ofConnection.includes(name))),
  };
  return { headers, body: request.subarray(end + 4) };
}

const ofConnection = ['host', 'connection', 'proxy-connection', 'keep-alive', 'upgrade'];
