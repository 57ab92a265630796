import type { FastifyInstance, FastifyReply } from 'fastify';
import { version } from '../../../plugins/check/version.ts';
import { matchesSecret } from '../../../plugins/settings/secret.ts';
import { decodeNrdpChecks, encodeNrdpReply, type NrdpForm } from '../../../plugins/wire/nrdp.ts';
import type { Door } from '../../door/door.ts';
import type { Mount } from '../../door/http-door.ts';
import type { NrdpToken } from './config.ts';
import { decodeCheck } from './decode.ts';

/** A batch may hold some ten thousand results. */
const bodyLimit = 32 * 1024 * 1024;

/** `GET` and `POST /nrdp/`: `cmd=hello` and `cmd=submitcheck`, answered in NRDP's words when the results are durable. */
export function nrdpReceiver(tokens: () => readonly NrdpToken[], door: Door): Mount {
  return (server) => {
    readForms(server);
    const config = { ownAuthentication: true };
    // send_nrdp.sh puts a slash of its own behind whatever address it is given.
    for (const url of ['/nrdp', '/nrdp/', '/nrdp//']) {
      server.route<{ Body: Fields | undefined }>({
        ...{ method: ['GET', 'POST'], url, config, bodyLimit },
        handler: ({ url: address, body }, reply) =>
          respond({ ...fieldsOf(queryOf(address)), ...body }, { tokens: tokens(), door, reply }),
      });
    }
  };
}

/** A form's fields by their names. */
type Fields = Readonly<Record<string, string>>;

interface Context {
  readonly tokens: readonly NrdpToken[];
  readonly door: Door;
  readonly reply: FastifyReply;
}

function readForms(server: FastifyInstance): void {
  const type = 'application/x-www-form-urlencoded';
  server.addContentTypeParser(type, { parseAs: 'string' }, async (_: unknown, body: unknown) =>
    fieldsOf(String(body)),
  );
}

/** What stands behind the first question mark: XML that was not encoded holds others. */
function queryOf(address: string): string {
  const mark = address.indexOf('?');
  return mark < 0 ? '' : address.slice(mark + 1);
}

function fieldsOf(form: string): Fields {
  return Object.fromEntries(new URLSearchParams(form));
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
function findToken(tokens: readonly NrdpToken[], given: string): NrdpToken | undefined {
  return tokens.filter(({ token }) => matchesSecret(token, given))[0];
}

async function submit(
  fields: Fields,
  { form, token, door, reply }: Context & { readonly form: NrdpForm; readonly token: NrdpToken },
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
  const received = decoded.value.map((check) => decodeCheck(check, token, door));
  const refusals = received.flatMap((each, index) => {
    if (each.kind === 'result') return [];
    door.refuse(each.reason, `${token.customer}: ${each.why}`);
    return [`checkresult ${index + 1}: ${each.why}`];
  });
  try {
    const results = received.filter((each) => each.kind === 'result');
    await Promise.all(results.map(({ result }) => door.deliver(result)));
  } catch (error) {
    // NRDP's errors come with status 200, but this one asks the sender to try again.
    reply.code(503);
    door.refuse('busy', `${token.customer}: ${(error as Error).message}`);
    return failure(`NOT KEPT, TRY AGAIN: ${(error as Error).message}`, form);
  }
  const count = received.length;
  if (refusals.length > 0) {
    return failure(`${refusals.length} OF ${count} CHECKS REFUSED: ${refusals[0]}`, form);
  }
  return encodeNrdpReply({ status: 0, message: 'OK', output: `${count} checks processed.` }, form);
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
