import type { Socket } from 'node:net';
import type { Certificate } from './certificate.ts';
import { type Destination, dial } from './dial.ts';
import type { Failure } from './failure.ts';
import { secure, type TlsPlan } from './secure.ts';
import { openTunnel } from './tunnel.ts';

/** How to reach a server. */
export interface Route {
  readonly destination: Destination;
  /** The CONNECT request for a proxy at the destination, with its empty line. */
  readonly tunnel?: string | undefined;
  readonly tls?: TlsPlan | undefined;
}

/** An open connection to a server, ready for a request. Times are seconds. */
export interface Line {
  readonly socket: Socket;
  /** With the look-up of the name and the proxy's tunnel. */
  readonly connectTime: number;
  readonly tlsTime: number | undefined;
  readonly certificates: readonly Certificate[];
  /** Both sides have agreed on HTTP/2. */
  readonly http2: boolean;
}

/** Opens the line. Rejects only when `signal` fires; whoever gets the line must destroy its socket. */
export async function openLine(
  { destination, tunnel, tls }: Route,
  signal: AbortSignal,
): Promise<{ readonly line: Line } | { readonly failure: Failure }> {
  const started = performance.now();
  const dialled = await dial(destination, signal);
  if ('failure' in dialled) return dialled;
  const { socket } = dialled;
  const refusal = tunnel === undefined ? undefined : await openTunnel(socket, tunnel, signal);
  if (refusal !== undefined) return { failure: refusal };
  const connectTime = secondsSince(started);
  if (tls === undefined)
    return { line: { socket, connectTime, tlsTime: undefined, certificates: [], http2: false } };
  const secureStarted = performance.now();
  const secured = await secure(socket, tls, signal);
  if ('failure' in secured) return secured;
  const tlsTime = secondsSince(secureStarted);
  const http2 = secured.socket.alpnProtocol === 'h2';
  return { line: { ...secured, connectTime, tlsTime, http2 } };
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}
