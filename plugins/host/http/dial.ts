import { connect, type Socket } from 'node:net';
import { errorWords } from '../../check/system-error.ts';
import { type Family, resolveHost } from '../addresses.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type { Attempt, Failure } from './failure.ts';

/** Where to connect to: a name or an address, with or without the brackets of IPv6. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  readonly family: Family;
}

/** Opens a TCP connection, trying the addresses of the name one after the other. Rejects only when `signal` fires. */
export async function dial(
  { host, port, family }: Destination,
  signal: AbortSignal,
): Promise<{ readonly socket: Socket } | { readonly failure: Failure }> {
  // A look-up cannot be stopped, but it need not be waited for.
  const resolving = resolveHost(host.replace(/^\[(.*)\]$/, '$1'), family);
  const resolution = await unlessAborted(resolving, signal, () => undefined);
  if ('reason' in resolution) {
    return { failure: { kind: 'unresolved', host, reason: resolution.reason } };
  }
  const attempts: Attempt[] = [];
  for (const { address } of resolution.addresses) {
    const outcome = await connectTo(address, port, signal);
    if (typeof outcome !== 'string') return { socket: outcome };
    attempts.push({ address, port, reason: outcome });
  }
  return { failure: { kind: 'unconnected', attempts } };
}

function connectTo(host: string, port: number, signal: AbortSignal): Promise<Socket | string> {
  const { promise, resolve } = Promise.withResolvers<Socket | string>();
  const socket = connect({ host, port, noDelay: true });
  // Stays for the life of the socket: an error that nobody listens to would end the process.
  socket.on('error', (error) => resolve(errorWords(error)));
  socket.once('connect', () => resolve(socket));
  return unlessAborted(promise, signal, () => socket.destroy());
}
