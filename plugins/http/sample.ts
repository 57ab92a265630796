import type { SampleContext } from '../check/context.ts';
import { secondsSince } from '../host/http/line.ts';
import { readCookieJar, writeCookieJar } from './cookie-jar.ts';
import { type Cookie, takeCookies } from './cookies.ts';
import { readIdentity } from './identity.ts';
import type { Plan } from './plan.ts';
import { follow } from './redirect.ts';
import type { Outcome, Page, Sample, Visit } from './sampled.ts';
import { matchesStatus, statusCode } from './status.ts';
import { type Traveller, visit } from './visit.ts';

/** Asks for the page of the plan, follows its redirects and tells how it went. Rejects when the time is over. */
export async function samplePage(plan: Plan, context: SampleContext): Promise<Sample> {
  const started = performance.now();
  const traveller = { plan, context, identity: await readIdentity(plan) };
  const jar = plan.cookieJar;
  const journey = await travel(traveller, jar === undefined ? [] : await readCookieJar(jar));
  if (jar !== undefined) await writeCookieJar(jar, journey.cookies);
  const { outcome, visits } = journey;
  return { outcome, visits, seconds: secondsSince(started), now: context.now() };
}

interface Journey {
  readonly outcome: Outcome;
  readonly visits: readonly Visit[];
  readonly cookies: readonly Cookie[];
}

async function travel(traveller: Traveller, jar: readonly Cookie[]): Promise<Journey> {
  const { plan, context } = traveller;
  const { gone } = plan.tls.versions;
  if (gone !== undefined) {
    return { outcome: { kind: 'gone', version: gone }, visits: [], cookies: jar };
  }
  const visits: Visit[] = [];
  let cookies = jar;
  for (let place = plan.place; ; ) {
    const { outcome, request } = await visit(traveller, place, cookies);
    if (outcome.kind !== 'page') return { outcome, visits, cookies };
    visits.push(visitOf(outcome, request));
    cookies = takeCookies(cookies, outcome.answer.fields, place, context.now() / 1000);
    if (!leadsOn(plan, outcome)) return { outcome, visits, cookies };
    const turn = follow(outcome.answer, place, plan.redirects, visits.length - 1);
    if ('summary' in turn) return { outcome: { kind: 'astray', ...turn }, visits, cookies };
    place = turn.place;
  }
}

function leadsOn({ redirects, expect }: Plan, { answer: { statusLine } }: Page): boolean {
  const { mode } = redirects;
  if (mode !== 'follow' && mode !== 'sticky' && mode !== 'stickyport') return false;
  // A redirect that is itself what is expected is where the journey ends.
  if (expect.status !== undefined && matchesStatus(statusLine, expect.status)) return false;
  const code = statusCode(statusLine) ?? 0;
  return code >= 300 && code < 400;
}

function visitOf({ place, answer }: Page, request: Buffer): Visit {
  const { statusLine, fields, recording } = answer;
  const [head = ''] = request.toString().split('\r\n\r\n', 1);
  const shown = head.replace(/^((?:Proxy-)?Authorization: Basic ).*$/gim, '$1***');
  return { place, request: shown, statusLine, fields, bytes: recording.bytes };
}
