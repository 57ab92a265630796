import { randomBytes } from 'node:crypto';
import { signWebhook, webhookKey } from '../../../../plugins/wire/webhook-signature.ts';
import { damaged, dice } from './attack.ts';
import type { HttpFrame, HttpFrames } from './http-attack.ts';

/** What somebody who is entitled holds; the rest of the world has to guess it. */
export interface Keys {
  /** Of customer-a, for its own hosts app-1 and app-2. */
  readonly results: string;
  /** The gateway's own. */
  readonly notifications: string;
  readonly nrdp: string;
  readonly alertmanager: string;
  /** `whsec_…` */
  readonly webhook: string;
}

/** What is sent to every door over HTTP. Whatever must not be taken speaks of another host, or of the service "forged". */
export function httpFrames(keys: Keys): Readonly<Record<HttpDoor, HttpFrames>> {
  return {
    http: resultFrames(keys),
    nagios: notificationFrames(keys),
    nrdp: nrdpFrames(keys),
    alertmanager: alertFrames(keys),
    webhook: webhookFrames(keys),
  };
}

/** The doors that speak HTTP. */
type HttpDoor = 'http' | 'nagios' | 'nrdp' | 'alertmanager' | 'webhook';

const roll = dice(7);
const json = JSON.stringify;

/** A text with some of its bytes damaged, which may be right all the same: it says nothing that would be trouble. */
function broken(text: string): string {
  return String(damaged(Buffer.from(text), roll));
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

function result(change: object) {
  return { host: 'app-1', service: 'forged', code: 2, output: 'not to be believed', ...change };
}

const fine = { service: 'fuzzed', code: 0, output: 'fine' };

function resultFrames({ results: token }: Keys): HttpFrames {
  const path = '/api/v1/results';
  const send = (given: string, value: object): HttpFrame => ({
    ...{ path, headers: bearer(given), body: json([value]) },
  });
  return {
    whole: [
      (n) => ({ frame: send(`guess-${n}`, result({})), reason: 'unauthenticated' }),
      () => ({ frame: { path, body: json([result({})]) }, reason: 'unauthenticated' }),
      (n) => ({
        frame: send(token, result({ host: n % 2 ? 'app-3' : `x-${n}` })),
        reason: 'not allowed',
      }),
      (n) => ({ frame: send(token, result({ code: 7 + n })), reason: 'malformed' }),
      () => ({ frame: send(token, { ...result({}), host: 5 }), reason: 'malformed' }),
    ],
    broken: () => ({ path, headers: bearer(token), body: broken(json([result(fine)])) }),
  };
}

function notificationFrames({ notifications: token, results: other }: Keys): HttpFrames {
  const path = '/api/v1/notifications';
  const notification = (n: number, change: object = {}) => ({
    ...{ id: `n-${n}`, site: 'main', takenAt: Date.now() },
    macros: {
      ...{ HOSTNAME: 'app-1', SERVICEDESC: 'forged', NOTIFICATIONTYPE: 'PROBLEM' },
      ...{ SERVICESTATE: 'CRITICAL', SERVICEOUTPUT: 'not to be believed', ...change },
    },
  });
  const recovery = { SERVICEDESC: 'fuzzed', NOTIFICATIONTYPE: 'RECOVERY', SERVICESTATE: 'OK' };
  const send = (given: string, value: object): HttpFrame => ({
    ...{ path, headers: bearer(given), body: json([value]) },
  });
  return {
    whole: [
      (n) => ({ frame: send(`guess-${n}`, notification(n)), reason: 'unauthenticated' }),
      (n) => ({ frame: send(token, notification(n, { HOSTNAME: '' })), reason: 'malformed' }),
      (n) => ({
        frame: send(token, notification(n, { SERVICESTATE: 'SO-SO' })),
        reason: 'malformed',
      }),
      (n) => ({ frame: send(other, notification(n)), reason: 'not allowed' }),
      // One and the same, again and again: it counts once, and nothing follows from it.
      () => ({ frame: send(token, notification(0, recovery)), reason: null }),
    ],
    broken: (n) => ({
      path,
      headers: bearer(token),
      body: broken(json([notification(n, recovery)])),
    }),
  };
}

function nrdpFrames({ nrdp: token }: Keys): HttpFrames {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const check = (change: object = {}) => {
    const { host, service, code, output } = result(change);
    const said = { hostname: host, servicename: service, state: String(code), output };
    return json({ checkresults: [{ checkresult: { type: 'service', checktype: '1' }, ...said }] });
  };
  const send = (fields: Readonly<Record<string, string>>): HttpFrame => ({
    ...{ path: '/nrdp/', headers },
    body: String(new URLSearchParams({ cmd: 'submitcheck', ...fields })),
  });
  return {
    whole: [
      (n) => ({
        frame: send({ token: `guess-${n}`, JSONDATA: check() }),
        reason: 'unauthenticated',
      }),
      () => ({ frame: send({ JSONDATA: check() }), reason: 'unauthenticated' }),
      () => ({ frame: send({ token, JSONDATA: check({ host: 'app-3' }) }), reason: 'not allowed' }),
      () => ({
        frame: send({ token, cmd: 'submitcmd', command: 'SHUTDOWN' }),
        reason: 'not allowed',
      }),
      () => ({ frame: send({ token, JSONDATA: '{"checkresults":' }), reason: 'malformed' }),
      () => ({
        frame: send({ token, XMLDATA: '<checkresults><checkresult' }),
        reason: 'malformed',
      }),
    ],
    broken: () => send({ token, JSONDATA: broken(check(fine)) }),
  };
}

function alertFrames({ alertmanager: token }: Keys): HttpFrames {
  const path = '/api/v1/alertmanager';
  const call = (labels: object, status = 'firing') =>
    json({
      version: '4',
      alerts: [
        {
          ...{ status, labels: { host: 'app-1', alertname: 'forged', ...labels }, annotations: {} },
          ...{
            startsAt: new Date().toISOString(),
            endsAt: '0001-01-01T00:00:00Z',
            fingerprint: 'f',
          },
        },
      ],
    });
  const send = (given: string, body: string): HttpFrame => ({ path, headers: bearer(given), body });
  return {
    whole: [
      (n) => ({ frame: send(`guess-${n}`, call({})), reason: 'unauthenticated' }),
      () => ({ frame: send(token, call({ host: 'app-3' })), reason: 'not allowed' }),
      () => ({ frame: send(token, call({ host: '' })), reason: 'malformed' }),
    ],
    broken: () => send(token, broken(call({ alertname: 'fuzzed' }, 'resolved'))),
  };
}

function webhookFrames({ webhook: secret }: Keys): HttpFrames {
  const key = webhookKey(secret) ?? Buffer.alloc(0);
  const stranger = randomBytes(32);
  const body = (change: object = {}) => json({ type: 'results', data: [result(change)] });
  const call = (id: string, { by = key, age = 0, text = body() }): HttpFrame => {
    const timestamp = Math.floor(Date.now() / 1000) - age;
    const signature = signWebhook(by, { id, timestamp, body: text });
    const headers = { 'webhook-id': id, 'webhook-timestamp': String(timestamp) };
    const path = '/api/v1/webhooks/newer';
    return { path, headers: { ...headers, 'webhook-signature': signature }, body: text };
  };
  return {
    whole: [
      (n) => ({ frame: call(`w-${n}`, { by: stranger }), reason: 'unauthenticated' }),
      (n) => ({
        frame: { ...call(`w-${n}`, {}), body: body({ code: 1 }) },
        reason: 'unauthenticated',
      }),
      (n) => ({ frame: call(`w-${n}`, { age: 301 + (n % 1e6) }), reason: 'stale' }),
      (n) => ({ frame: call(`w-${n}`, { age: -360 - (n % 1e6) }), reason: 'stale' }),
      (n) => ({ frame: call(`w-${n}`, { text: body({ host: 'app-3' }) }), reason: 'not allowed' }),
      // The same call again and again; only the very first one of a run is none of these.
      () => ({ frame: call('w-once', { text: body(fine) }), reason: 'replayed' }),
    ],
    broken: (n) => call(`b-${n}`, { text: broken(body(fine)) }),
  };
}
