import { once } from 'node:events';
import type { Socket } from 'node:net';
import {
  encodeNscaNgReply,
  type NscaNgReply,
  type NscaNgRequest,
  nscaNgRequestReader,
} from '../../../plugins/wire/nsca-ng.ts';
import type { Door } from '../../door/door.ts';
import { decodeCommand, type Speaker } from './decode.ts';

type Reply = Exclude<NscaNgReply, { kind: 'wrong' }>;

/** What follows from a request: the answer when it is known, and whether it is the last one. */
interface Reaction {
  readonly reply?: Reply | Promise<Reply>;
  readonly isLast?: boolean;
}

/**
 * Answers a client's requests in their order until it goes. A client need not wait for answers before it asks for more:
 * what it pushes is delivered as it comes, so that much of it shares a commit; while too much of it waits for an answer,
 * or the client reads none, nothing more is read.
 */
export async function converse(socket: Socket, speaker: Speaker, door: Door): Promise<void> {
  const read = nscaNgRequestReader();
  const react = reactions(speaker, door);
  let waiting = 0;
  let isOver = false;
  let answering = Promise.resolve();
  const answerNext = async (before: Promise<void>, reactions: readonly Reaction[]) => {
    const replies = await Promise.all(reactions.map(({ reply }) => reply));
    await before;
    waiting -= reactions.length;
    // Who has gone is noticed where the next piece is awaited.
    isOver ||= !(await answerAll(reactions, replies, socket).catch(() => false));
    if (isOver) socket.end();
  };
  try {
    for await (const piece of piecesOf(socket)) {
      const reactions = read(piece).map(react);
      waiting += reactions.length;
      answering = answerNext(answering, reactions);
      const mustWait = waiting > mostWaiting || reactions.some(({ isLast }) => isLast === true);
      if (mustWait) await answering;
      if (isOver) return;
    }
    await answering;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ECONNRESET') throw error;
  } finally {
    sayGoodbye(socket);
  }
}

/** How many requests of one client may wait for their answers: as many results as the largest commit holds. */
const mostWaiting = 2_000;

/** Leaving the loop early must not cut off the last answer. */
function piecesOf(socket: Socket): AsyncIterable<Buffer> {
  return socket.iterator({ destroyOnReturn: false });
}

/** How long a client may take to go after the last answer, in milliseconds. */
const lingering = 2_000;

/** Closing while the client still says goodbye would reset the connection, and lose it the answer. */
function sayGoodbye(socket: Socket): void {
  socket.resume().end();
  const timer = setTimeout(() => socket.destroy(), lingering);
  socket.once('close', () => clearTimeout(timer));
}

/** One write for all that came together; false when the conversation is over. */
async function answerAll(
  answers: readonly Reaction[],
  replies: readonly (Reply | undefined)[],
  socket: Socket,
): Promise<boolean> {
  const last = answers.findIndex(
    ({ isLast }, index) => isLast === true || replies[index]?.kind === 'bail',
  );
  const text = (last < 0 ? replies : replies.slice(0, last + 1))
    .map((reply) => (reply === undefined ? '' : encodeNscaNgReply(reply)))
    .join('');
  if (text !== '' && !socket.write(text) && !socket.destroyed) {
    await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
  }
  return last < 0;
}

function reactions(speaker: Speaker, door: Door): (request: NscaNgRequest) => Reaction {
  let greeted = false;
  let isOver = false;
  const okay = { kind: 'okay' } as const;
  return (request) => {
    if (isOver) return {};
    isOver = ['quit', 'bail', 'wrong'].includes(request.kind);
    if (!greeted && !['moin', 'ping', 'quit', 'bail', 'wrong'].includes(request.kind)) {
      door.refuse('malformed', `${speaker.identity}: no MOIN first`);
      return { reply: { kind: 'bail', why: 'MOIN comes first' }, isLast: true };
    }
    switch (request.kind) {
      case 'moin':
        greeted = true;
        return { reply: { kind: 'moin', version: '1' } };
      case 'ping':
        return { reply: { kind: 'pong', version: '1' } };
      case 'push':
      case 'noop':
        return { reply: okay };
      case 'commands':
        return { reply: take(request.lines, speaker, door) };
      case 'quit':
        return { reply: okay, isLast: true };
      case 'bail':
        return { isLast: true };
      case 'wrong':
        door.refuse('malformed', `${speaker.identity}: ${request.why}`);
        return { reply: { kind: 'bail', why: request.why }, isLast: true };
    }
  };
}

/** OKAY when all of the commands are durable; when one is refused, none of them is delivered. */
async function take(lines: readonly string[], speaker: Speaker, door: Door): Promise<Reply> {
  const received = lines.map((line) => decodeCommand(line, speaker));
  const refusals = received.filter((each) => each.kind === 'refused');
  for (const { reason, why } of refusals) door.refuse(reason, `${speaker.identity}: ${why}`);
  const [first] = refusals;
  if (first !== undefined) return { kind: 'fail', why: first.why };
  const results = received.filter((each) => each.kind === 'result');
  try {
    await Promise.all(results.map(({ result }) => door.deliver(result)));
    return { kind: 'okay' };
  } catch (error) {
    door.refuse('busy', `${speaker.identity}: ${(error as Error).message}`);
    // FAIL would say that it never can be taken: this is to be sent again.
    return { kind: 'bail', why: `not kept, try again: ${(error as Error).message}` };
  }
}
