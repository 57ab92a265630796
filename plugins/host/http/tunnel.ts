import type { Socket } from 'node:net';
import { unlessAborted } from '../unless-aborted.ts';
import type { Failure } from './failure.ts';

/** An answer to CONNECT that is longer than this is none. */
const answerLimit = 64 * 1024;

/**
 * Sends `head`, a CONNECT request with its empty line, to the proxy behind `socket` and waits for its answer.
 * Undefined when the tunnel is open: what follows on `socket` then comes from the other end.
 */
export async function openTunnel(
  socket: Socket,
  head: string,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  socket.write(head, 'latin1');
  const answer = await unlessAborted(readHead(socket), signal, () => socket.destroy());
  if (/^HTTP\/1\.\d 2\d\d\b/.test(answer)) return undefined;
  socket.destroy();
  return { kind: 'tunnel', reason: answer.split(/\r?\n/, 1)[0] ?? '' };
}

function readHead(socket: Socket): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let received = Buffer.alloc(0);
  const read = (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    const end = received.indexOf('\r\n\r\n');
    if (end < 0 && received.length < answerLimit) return;
    finish();
    if (end >= 0) socket.unshift(received.subarray(end + 4));
  };
  const finish = () => {
    socket.pause();
    socket.off('data', read).off('close', finish);
    resolve(received.toString('latin1'));
  };
  socket.on('data', read).once('close', finish);
  return promise;
}
