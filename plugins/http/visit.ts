import type { SampleContext } from '../check/context.ts';
import type { Answer } from '../host/http/answer.ts';
import { exchange } from '../host/http/exchange.ts';
import { type Line, openLine, type Route } from '../host/http/line.ts';
import type { TlsPlan } from '../host/http/secure.ts';
import type { Recording } from '../host/http/tap.ts';
import { type Cookie, cookieField } from './cookies.ts';
import type { Place, Plan } from './plan.ts';
import { noProgress, type Progress } from './progress.ts';
import { proxyFor } from './proxy.ts';
import { requestText, tunnelText, type Wording } from './request.ts';
import type { Failed, Outcome, Times } from './sampled.ts';

/** Who visits, and what is needed on the way. */
export interface Traveller {
  readonly plan: Plan;
  readonly context: SampleContext;
  /** What is brought to TLS handshakes, made when it is first needed. */
  readonly tls: () => Omit<TlsPlan, 'name'>;
  /** Where it is noted how far the visit has come. */
  readonly progress: Progress;
}

/** How a visit went. */
export interface Visited {
  readonly outcome: Outcome;
  readonly request: Buffer;
  /** Through which proxy; `host:port`. */
  readonly proxy: string | undefined;
}

/** Asks once for the page at `place`. Rejects when the time is over. */
export async function visit(
  { plan, context, tls, progress }: Traveller,
  place: Place,
  cookies: readonly Cookie[],
): Promise<Visited> {
  const { dialect, request: wishes } = plan;
  const proxy = proxyFor(plan, place, context.env);
  const cookie = cookieField(cookies, place, context.now() / 1000);
  const passedOn = place.secure ? undefined : proxy;
  const request = requestText({ dialect, wishes, place, proxy: passedOn, cookie });
  const route = routeTo({ dialect, wishes, place, proxy, cookie }, plan, tls);
  Object.assign(progress, noProgress());
  const opened = await openLine(route, context.signal);
  progress.connected = true;
  const outcome: Outcome =
    'failure' in opened
      ? { kind: 'failure', failure: opened.failure, place, proxy }
      : await useLine(opened.line, plan, { place, request, progress }, context.signal);
  return { outcome, request, proxy: proxy && `${proxy.host}:${proxy.port}` };
}

/** Only connects to where the plan leads, without TLS; what it is called if that fails. Rejects when the time is over. */
export async function knock({ plan, context }: Traveller): Promise<Failed | undefined> {
  const { place, family } = plan;
  const { address, port } = place;
  const opened = await openLine({ destination: { host: address, port, family } }, context.signal);
  if ('line' in opened) {
    opened.line.socket.destroy();
    return undefined;
  }
  return { kind: 'failure', failure: opened.failure, place, proxy: undefined };
}

function routeTo(wording: Wording, plan: Plan, tls: Traveller['tls']): Route {
  const { place, proxy, wishes } = wording;
  const { address, port, host, secure } = place;
  const name = (host ?? address).replace(/^\[(.*)\]$/, '$1');
  const tunnelled = secure && (proxy !== undefined || (wishes.tunnel && host !== undefined));
  return {
    destination: { host: proxy?.host ?? address, port: proxy?.port ?? port, family: plan.family },
    tunnel: tunnelled ? tunnelText(wording) : undefined,
    tls: secure ? { ...tls(), name } : undefined,
  };
}

interface Asked {
  readonly place: Place;
  readonly request: Buffer;
  readonly progress: Progress;
}

async function useLine(
  line: Line,
  { certificate, expect, request: { method } }: Plan,
  { place, request, progress }: Asked,
  signal: AbortSignal,
): Promise<Outcome> {
  const { certificates } = line;
  if (place.secure && certificate?.thenPage === false) {
    line.socket.destroy();
    return { kind: 'certificate', certificates, limits: certificate };
  }
  const asking = {
    ...{ request, bodiless: method === 'HEAD', headOnly: expect.headOnly },
    follow: (recording: () => Recording) => {
      progress.recording = recording;
    },
  };
  const answer = line.http2
    ? await (await import('../host/http/exchange-http2.ts')).exchangeHttp2(line, asking, signal)
    : await exchange(line, asking, signal);
  return { kind: 'page', place, answer, times: timesOf(line, answer), certificates };
}

function timesOf({ connectTime, tlsTime }: Line, { recording }: Answer): Times {
  const { askedAt, sentAt, firstAt, lastAt } = recording;
  const seconds = (from: number, to: number) => Math.max(0, to - from) / 1000;
  return {
    connect: connectTime,
    ssl: tlsTime,
    headers: seconds(askedAt, sentAt),
    firstByte: seconds(sentAt, firstAt),
    transfer: seconds(sentAt, lastAt),
  };
}
