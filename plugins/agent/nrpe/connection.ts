import type { Socket } from 'node:net';
import type { CheckContext } from '../../check/context.ts';
import { cutToBytes } from '../../check/result.ts';
import { encodeNrpe, type NrpePacket, nrpeReader, nrpeTextLimits } from '../../wire/nrpe.ts';
import type { Answer } from './answer.ts';

/** What a connection is served with. */
export interface Service {
  readonly answer: Answer;
  readonly context: CheckContext;
  /** The most bytes of text in a query. */
  readonly payloadLimit: number;
  /** Told when the query is whole. */
  readonly asked: () => void;
  /** Told why a connection was ended without an answer. */
  readonly refused: (why: string) => void;
}

/** How much a client may send after its query, in bytes: it is read, so that the client's end is seen. */
const mostAfterwards = 65_536;

/**
 * Serves one connection: one query, one answer, the end. Whoever calls it bounds its time and ends `socket` then; when
 * the connection breaks, the check under way is stopped. A client that only ends its own side still gets its answer.
 */
export function serveNrpe(socket: Socket, service: Service): void {
  const { payloadLimit, refused } = service;
  const read = nrpeReader(payloadLimit);
  const refuse = (why: string) => {
    refused(why);
    socket.destroy();
  };
  let whole = false;
  let afterwards = 0;
  socket.on('data', (piece: Buffer) => {
    if (whole) {
      afterwards += piece.length;
      if (afterwards > mostAfterwards) refuse('it goes on sending');
      return;
    }
    const decoded = read(piece);
    if (decoded.kind === 'more') return;
    whole = true;
    if (decoded.kind === 'wrong') return refuse(decoded.why);
    if (decoded.packet.type !== 'query') return refuse('it is no query');
    answerQuery(socket, decoded.packet, service);
  });
  socket.on('end', () => {
    if (!whole) refuse('it ended before its query was whole');
  });
}

function answerQuery(socket: Socket, query: NrpePacket, { answer, context, asked }: Service): void {
  const gone = new AbortController();
  socket.on('close', () => gone.abort());
  asked();
  answer(query.text, { ...context, signal: gone.signal }).then(
    (outcome) => respond(socket, query, outcome),
    (error: Error) => socket.destroy(error),
  );
}

/** In one write: a header in a TLS record of its own breaks the real client. */
function respond(
  socket: Socket,
  { version }: NrpePacket,
  { exitCode, output }: { readonly exitCode: number; readonly output: string },
): void {
  const text = cutToBytes(output, nrpeTextLimits[version]);
  socket.end(encodeNrpe({ version, type: 'response', result: exitCode, text }));
}
