import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { version } from '../../../plugins/check/version.ts';
import { GlobPattern } from '../../../plugins/settings/glob.ts';
import type { Settings } from '../../../plugins/settings/load.ts';
import { matchesSecret, SecretText } from '../../../plugins/settings/secret.ts';
import { decodeNrdpChecks, encodeNrdpReply, type NrdpForm } from '../../../plugins/wire/nrdp.ts';
import type { Decoded, PassiveCheck } from '../../../plugins/wire/passive-check.ts';
import type { Door, RefusalReason } from '../../door.ts';
import type { Mount } from '../../http-door.ts';
import { resultOf } from '../../received-check.ts';
import type { PassiveResult } from '../../signal.ts';

/** The key `nrdp` of the gateway's configuration: who may send, and for whom. */
export const nrdpSchema = Type.Object({
  tokens: Type.Array(
    Type.Object({
      token: SecretText(),
      customer: Type.String({ minLength: 1, description: 'Whose hosts it may speak for.' }),
      hosts: Type.Optional(
        Type.Array(GlobPattern(), { description: 'Only these of the customer’s hosts.' }),
      ),
    }),
    { minItems: 1 },
  ),
});

type Token = Settings<typeof nrdpSchema>['tokens'][number];

/** A batch may hold some ten thousand results. */
const bodyLimit = 32 * 1024 * 1024;

/** `GET` and `POST /nrdp/`: `cmd=hello` and `cmd=submitcheck`, answered in NRDP's words when the results are durable. */
export function nrdpReceiver(tokens: readonly Token[], door: Door): Mount {
  return (server) => {
    readForms(server);
    const config = { ownAuthentication: true };
    for (const url of ['/nrdp', '/nrdp/']) {
      server.route<{ Querystring: Fields; Body: Fields | undefined }>({
        ...{ method: ['GET', 'POST'], url, config, bodyLimit },
        handler: ({ query, body }, reply) =>
          respond({ ...query, ...body }, { tokens, door, reply }),
      });
    }
  };
}

/** A form's fields by their names. */
type Fields = Readonly<Record<string, string>>;

interface Context {
  readonly tokens: readonly Token[];
  readonly door: Door;
  readonly reply: FastifyReply;
}

function readForms(server: FastifyInstance): void {
  const type = 'application/x-www-form-urlencoded';
  server.addContentTypeParser(type, { parseAs: 'string' }, async (_: unknown, body: unknown) =>
    Object.fromEntries(new URLSearchParams(String(body))),
  );
}

async function respond(fields: Fields, context: Context): Promise<FastifyReply> {
  const form: NrdpForm = (fields.JSONDATA ?? fields.json) === undefined ? 'xml' : 'json';
  const body = await answerTo(fields, form, context);
  return context.reply.type(form === 'json' ? 'application/json' : 'text/xml').send(body);
}

async function answerTo(fields: Fields, form: NrdpForm, context: Context): Promise<string> {
  const cmd = (fields.cmd ?? '').toLowerCase();
  if (cmd === 'hello') return hello(form);
  const { tokens, door } = context;
  const given = fields.token ?? '';
  const token = findToken(tokens, given);
  if (token === undefined) {
    const message = given === '' ? 'NO TOKEN' : 'BAD TOKEN';
    door.refuse('unauthenticated', message);
    return failure(message, form);
  }
  if (cmd === 'submitcheck') return submit(fields, { form, token, ...context });
  if (cmd !== 'submitcmd') return failure('NO REQUEST HANDLER', form);
  door.refuse('not allowed', `${token.customer}: submitcmd`);
  return failure('COMMANDS DISABLED', form);
}

/** Every token is compared, so that the time tells nothing about which one was near. */
function findToken(tokens: readonly Token[], given: string): Token | undefined {
  return tokens.filter(({ token }) => matchesSecret(token, given))[0];
}

async function submit(
  fields: Fields,
  { form, token, door, reply }: Context & { readonly form: NrdpForm; readonly token: Token },
): Promise<string> {
  const text = fields.JSONDATA ?? fields.json ?? fields.XMLDATA ?? fields.xml ?? '';
  const decoded =
    text.trim() === ''
      ? ({ kind: 'wrong', why: 'NO DATA' } as const)
      : decodeNrdpChecks(text.trim(), form, door.now());
  if (decoded.kind === 'wrong') {
    door.refuse('malformed', `${token.customer}: ${decoded.why}`);
    return failure(decoded.why, form);
  }
  const judged = decoded.value.map((check, index) => judge(check, { index, token, door }));
  try {
    await Promise.all(judged.map((each) => typeof each !== 'string' && door.deliver(each)));
  } catch (error) {
    // NRDP's errors come with status 200, but this one asks the sender to try again.
    reply.code(503);
    door.refuse('busy', `${token.customer}: ${(error as Error).message}`);
    return failure(`NOT KEPT, TRY AGAIN: ${(error as Error).message}`, form);
  }
  const [problem, ...others] = judged.filter((each) => typeof each === 'string');
  const count = judged.length;
  if (problem !== undefined) {
    return failure(`${others.length + 1} OF ${count} CHECKS REFUSED: ${problem}`, form);
  }
  return encodeNrdpReply({ status: 0, message: 'OK', output: `${count} checks processed.` }, form);
}

interface Judging {
  readonly index: number;
  readonly token: Token;
  readonly door: Door;
}

/** A result that may be delivered, or why it may not, as a sentence that names its place. */
function judge(
  check: Decoded<PassiveCheck>,
  { index, token, door }: Judging,
): PassiveResult | string {
  const refuse = (reason: RefusalReason, problem: string) => {
    door.refuse(reason, `${token.customer}: ${problem}`);
    return `checkresult ${index + 1}: ${problem}`;
  };
  if (check.kind === 'wrong') return refuse('malformed', check.why);
  const { host } = check.value;
  const allowed = token.hosts?.some((pattern) => pattern.matches(host)) ?? true;
  if (!allowed || door.customerOf(host) !== token.customer) {
    return refuse('not allowed', `not a host of this token: ${JSON.stringify(host)}`);
  }
  const result = resultOf(check.value, `nrdp:${token.customer}`);
  return result ?? refuse('malformed', `a host has no status ${check.value.code}`);
}

function failure(message: string, form: NrdpForm): string {
  return encodeNrdpReply({ status: -1, message }, form);
}

function hello(form: NrdpForm): string {
  const product = 'watchclock';
  if (form === 'json') {
    return JSON.stringify({ response: { status: 0, message: 'OK', product, version } });
  }
  const words = `<status>0</status><message>OK</message><product>${product}</product>`;
  return `<?xml version="1.0" encoding="utf-8"?>\n<response>${words}<version>${version}</version></response>\n`;
}
