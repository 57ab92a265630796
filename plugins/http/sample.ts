import type { SampleContext } from '../check/context.ts';
import { prepareMatching } from '../check/matching.ts';
import { prepareTls, type TlsContext, type TlsMaterial } from '../host/http/tls-context.ts';
import { readCookieJar, writeCookieJar } from './cookie-jar.ts';
import { type Cookie, takeCookies } from './cookies.ts';
import { curlSummary } from './curl-error.ts';
import { readIdentity } from './identity.ts';
import type { Plan } from './plan.ts';
import type { Progress } from './progress.ts';
import { follow } from './redirect.ts';
import type { Outcome, Page, Sample, Visit } from './sampled.ts';
import { matchesStatus, statusCode } from './status.ts';
import { knock, type Traveller, visit } from './visit.ts';

/** Asks for the page of the plan, follows its redirects and tells how it went. Rejects when the time is over. */
export async function samplePage(
  plan: Plan,
  context: SampleContext,
  progress: Progress,
): Promise<Sample> {
  const jar = plan.cookieJar;
  const cookies = jar === undefined ? [] : await readCookieJar(jar);
  const tls = lazily(await readIdentity(plan), plan.request.version === '2');
  if (plan.place.secure) tls(); // now, not while the server's time runs
  const {
    outcome,
    visits,
    cookies: after,
  } = await travel({ plan, context, tls, progress }, cookies);
  if (jar !== undefined) await writeCookieJar(jar, after);
  const seconds = visits.reduce((sum, visit) => sum + visit.seconds, 0);
  const now = context.now();
  return { outcome, visits, matching: await matchingOf(outcome, plan, context), seconds, now };
}

function matchingOf(outcome: Outcome, { expect: { pattern } }: Plan, context: SampleContext) {
  if (outcome.kind !== 'page' || pattern === undefined) return prepareMatching([], [], context);
  return prepareMatching([pattern.expression], [outcome.answer.body.toString()], context);
}

function lazily(material: TlsMaterial, http2: boolean): Traveller['tls'] {
  let prepared: TlsContext | undefined;
  return () => {
    prepared ??= prepareTls(material);
    return { prepared, verify: material.verify, http2 };
  };
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
    const failed = plan.dialect === 'check_http' ? await knock(traveller) : undefined;
    return { outcome: failed ?? { kind: 'gone', version: gone }, visits: [], cookies: jar };
  }
  const nowhere = unaskable(plan);
  if (nowhere !== undefined) return { outcome: nowhere, visits: [], cookies: jar };
  const visits: Visit[] = [];
  let cookies = jar;
  for (let place = plan.place; ; ) {
    const { outcome, request, proxy } = await visit(traveller, place, cookies);
    visits.push({ place, proxy, request, ...seenOf(outcome) });
    if (outcome.kind !== 'page') return { outcome, visits, cookies };
    cookies = takeCookies(cookies, outcome.answer.fields, place, context.now() / 1000);
    if (!leadsOn(plan, outcome)) return { outcome, visits, cookies };
    const turn = follow(outcome.answer, place, plan.redirects, visits.length - 1);
    if ('summary' in turn) return { outcome: { kind: 'astray', ...turn }, visits, cookies };
    place = turn.place;
  }
}

/** libcurl gets the path right behind the port, and takes nothing that could belong to the port. */
function unaskable({ dialect, place }: Plan): Outcome | undefined {
  if (dialect === 'check_http' || /^(\/[^ ]*)?$/.test(place.url)) return undefined;
  const bad = { code: 3, text: 'URL using bad/illegal format or missing URL' };
  return { kind: 'astray', status: 'CRITICAL', summary: curlSummary(bad, place) };
}

function leadsOn({ redirects, expect }: Plan, { answer: { statusLine } }: Page): boolean {
  const { mode } = redirects;
  if (mode !== 'follow' && mode !== 'sticky' && mode !== 'stickyport') return false;
  // A redirect that is itself what is expected is where the journey ends.
  if (expect.status !== undefined && matchesStatus(statusLine, expect.status)) return false;
  const code = statusCode(statusLine) ?? 0;
  return code >= 300 && code < 400;
}

function seenOf(outcome: Outcome): Pick<Visit, 'head' | 'bytes' | 'seconds'> {
  if (outcome.kind !== 'page') return { head: undefined, bytes: 0, seconds: 0 };
  const { connect, ssl = 0, headers, transfer } = outcome.times;
  const { answer } = outcome;
  const seconds = connect + ssl + headers + transfer;
  return { head: answer, bytes: answer.recording.bytes, seconds };
}
