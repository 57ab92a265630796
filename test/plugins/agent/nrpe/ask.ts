import type { Socket } from 'node:net';
import { decodeNrpe, encodeNrpe, type NrpeVersion } from '../../../../plugins/wire/nrpe.ts';

/** Sends one query over a fresh connection and gives the text of the answer, or what came instead in parentheses. */
export function askNrpe(socket: Socket, text: string, version: NrpeVersion = 4): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const pieces: Buffer[] = [];
  socket.setNoDelay(true);
  socket.write(encodeNrpe({ version, type: 'query', result: 0, text }));
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  socket.on('error', reject);
  socket.on('close', () => {
    const decoded = decodeNrpe(Buffer.concat(pieces));
    resolve(decoded.kind === 'packet' ? decoded.packet.text : `(${decoded.kind})`);
  });
  return promise;
}
