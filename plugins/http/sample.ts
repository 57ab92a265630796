import type { SampleContext } from '../check/context.ts';
import { type Answer, exchange } from '../host/http/exchange.ts';
import { type Line, openLine, secondsSince } from '../host/http/line.ts';
import type { TlsPlan } from '../host/http/secure.ts';
import { readIdentity } from './identity.ts';
import type { Place, Plan } from './plan.ts';
import { follow } from './redirect.ts';
import { requestFor, tunnelRequestFor } from './request.ts';
import { matchesStatus, statusCode } from './status.ts';
import type { Outcome, Sample, Times, Visit } from './visit.ts';

/** Asks for the page of the plan, follows its redirects and tells how it went. Rejects when the time is over. */
export async function samplePage(plan: Plan, { now, signal }: SampleContext): Promise<Sample> {
  const started = performance.now();
  const visits: Visit[] = [];
  const outcome = await travel(plan, await readIdentity(plan), visits, signal);
  return { outcome, visits, seconds: secondsSince(started), now: now() };
}

type Identity = Omit<TlsPlan, 'name'>;

async function travel(
  plan: Plan,
  identity: Identity,
  visits: Visit[],
  signal: AbortSignal,
): Promise<Outcome> {
  let place = plan.place;
  for (;;) {
    const outcome = await visit(plan, place, identity, signal);
    if (outcome.kind !== 'page') return outcome;
    visits.push(visitOf(plan, place, outcome.answer));
    if (!leadsOn(plan, outcome.answer)) return outcome;
    const turn = follow(outcome.answer, place, plan.redirects, visits.length - 1);
    if ('summary' in turn) return { kind: 'astray', ...turn };
    place = turn.place;
  }
}

async function visit(
  plan: Plan,
  place: Place,
  identity: Identity,
  signal: AbortSignal,
): Promise<Outcome> {
  const opened = await openLine(routeTo(plan, place, identity), signal);
  if ('failure' in opened) return { kind: 'failure', failure: opened.failure, place };
  const { line } = opened;
  const { certificates } = line;
  if (place.secure && plan.certificate?.thenPage === false) {
    line.socket.destroy();
    return { kind: 'certificate', certificates, limits: plan.certificate };
  }
  const asking = {
    request: requestFor(plan, place),
    bodiless: plan.request.method === 'HEAD',
    headOnly: plan.expect.headOnly,
  };
  const answer = await exchange(line, asking, signal);
  return { kind: 'page', place, answer, times: timesOf(line, answer), certificates };
}

function routeTo(plan: Plan, place: Place, identity: Identity) {
  const { address, port, host, secure } = place;
  const name = (host ?? address).replace(/^\[(.*)\]$/, '$1');
  const tunnelled = plan.request.tunnel && secure && host !== undefined;
  return {
    destination: { host: address, port, family: plan.family },
    tunnel: tunnelled ? tunnelRequestFor(plan, place) : undefined,
    tls: secure ? { ...identity, name } : undefined,
  };
}

function leadsOn({ redirects, expect }: Plan, { statusLine }: Answer): boolean {
  const { mode } = redirects;
  if (mode !== 'follow' && mode !== 'sticky' && mode !== 'stickyport') return false;
  // A redirect that is itself what is expected is where the journey ends.
  if (expect.status !== undefined && matchesStatus(statusLine, expect.status)) return false;
  const code = statusCode(statusLine) ?? 0;
  return code >= 300 && code < 400;
}

function timesOf(line: Line, { recording }: Answer): Times {
  return {
    connect: line.connectTime,
    ssl: line.tlsTime,
    headers: recording.sendTime,
    firstByte: recording.firstByteTime,
    transfer: recording.transferTime,
  };
}

function visitOf(plan: Plan, place: Place, { statusLine, fields, recording }: Answer): Visit {
  const [head = ''] = requestFor(plan, place).toString().split('\r\n\r\n', 1);
  const request = head.replace(/^((?:Proxy-)?Authorization: Basic ).*$/gim, '$1***');
  return { place, request, statusLine, fields, bytes: recording.bytes };
}
