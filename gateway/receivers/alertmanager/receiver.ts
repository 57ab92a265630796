import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { matchesSecret } from '../../../plugins/settings/secret.ts';
import type { Door } from '../../door/door.ts';
import type { Mount } from '../../door/http-door.ts';
import { RefusedError } from '../../door/refused-error.ts';
import type { Outcome } from '../../intake/outcome.ts';
import type { Notification } from '../../signal.ts';
import type { AlertmanagerConfig } from './config.ts';
import { decodeAlerts, type WireAlert } from './decode.ts';

const texts = Type.Record(Type.String(), Type.String());
const body = Type.Object({
  version: Type.Literal('4'),
  alerts: Type.Array(
    Type.Object({
      status: Type.Enum(['firing', 'resolved']),
      labels: texts,
      annotations: texts,
      startsAt: Type.String(),
      endsAt: Type.String(),
      fingerprint: Type.String({ maxLength: 200 }),
    }),
    { maxItems: 10_000 },
  ),
});

/** What the door is given. */
export interface AlertmanagerParts {
  readonly door: Pick<Door, 'refuse' | 'customerOf'>;
  readonly deliver: (signal: Notification) => Promise<Outcome>;
}

/**
 * `POST /api/v1/alertmanager`: a receiver of Alertmanager's webhook. 200 when all that follows is durable; 422 when
 * some of the alerts were not taken, which Alertmanager logs and does not send again.
 */
export function alertmanagerReceiver(
  configured: () => AlertmanagerConfig,
  parts: AlertmanagerParts,
): Mount {
  const { door, deliver } = parts;
  return (server) => {
    const tokenIn = ({ headers }: FastifyRequest) =>
      tokenOf(configured().tokens, headers.authorization ?? '');
    const onRequest = async (request: FastifyRequest) => {
      if (tokenIn(request) !== undefined) return;
      door.refuse('unauthenticated', 'a wrong token, or none');
      const detail = 'this door needs a token of its own as "Authorization: Bearer TOKEN"';
      throw new RefusedError(401, detail);
    };
    const options = { schema: { body }, config: { ownAuthentication: true }, onRequest } as const;
    const path = '/api/v1/alertmanager';
    server.post<{ Body: { alerts: readonly WireAlert[] } }>(path, options, async (request) => {
      const token = tokenIn(request) as Token;
      const source = `alertmanager:${token.customer ?? 'all'}`;
      const { notifications, problems } = decodeAlerts(request.body.alerts, configured(), source);
      for (const problem of problems) door.refuse('malformed', problem);
      const allowed = notifications.filter(({ host }) => maySpeakFor(token, host, door));
      const strangers = notifications.filter((each) => !allowed.includes(each));
      for (const { host } of strangers) door.refuse('not allowed', JSON.stringify(host));
      await Promise.all(allowed.map(deliver));
      const refused = [
        ...problems,
        ...strangers.map(({ host }) => `not a host of this token: ${JSON.stringify(host)}`),
      ];
      if (refused.length > 0) throw new RefusedError(422, refused.slice(0, 20).join('; '));
      return { accepted: allowed.length };
    });
  };
}

type Token = AlertmanagerConfig['tokens'][number];

/** Every token is compared, so that the time tells nothing about which one was near. */
function tokenOf(tokens: readonly Token[], header: string): Token | undefined {
  const [, given = ''] = /^Bearer +(\S+) *$/i.exec(header) ?? [];
  return tokens.filter(({ token }) => matchesSecret(token, given))[0];
}

function maySpeakFor(
  { customer, hosts }: Token,
  host: string,
  { customerOf }: Pick<Door, 'customerOf'>,
): boolean {
  const isOurs = customer === undefined || customerOf(host) === customer;
  return isOurs && (hosts?.some((pattern) => pattern.matches(host)) ?? true);
}
