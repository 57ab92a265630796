import { parseArgs } from 'node:util';
import { UsageError } from '../../plugins/check/usage-error.ts';
import { didYouMean } from '../../plugins/settings/nearest.ts';
import type { MessageBody } from '../web/api/outbox.ts';
import { ApiError, apiClient } from './api-client.ts';
import { addressOf, defaultTokenFile } from './arguments.ts';
import type { Io } from './incident.ts';

const synopsis = `Usage: watchclock outbox list|show|replay|drop [ID]… [OPTION]…
       watchclock outbox --help
`;

const usage = `${synopsis}
Looks after what a gateway must send: mails, webhooks and commands to Nagios.

  list               what was given up, or what is asked for
      [--state waiting|dead|sent|skipped|dropped|all] [--incident NUMBER]
  show ID…           one message: where it goes, and why it did not
  replay ID…         sends what was given up after all
  drop ID…           gives up what waits, and takes it off the list

Options of every command:
      --url URL           the gateway ($WATCHCLOCK_URL, or http://127.0.0.1:8480)
      --token-file FILE   its token, for what writes ($WATCHCLOCK_TOKEN_FILE, or
                          ${defaultTokenFile})
      --json              the gateway's own answer
  -h, --help              this text

Exit status: 0 done, 1 the gateway refused or cannot be reached, 2 usage error.

Example:
  watchclock outbox list
  watchclock outbox replay 0123456789abcdef
`;

const options = {
  state: { type: 'string' },
  incident: { type: 'string' },
  url: { type: 'string' },
  'token-file': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const verbs = ['list', 'show', 'replay', 'drop'] as const;
type Verb = (typeof verbs)[number];

/** `watchclock outbox …`: exit status 0 done, 1 when the gateway did not do it, 2 for a usage error. */
export async function command(args: readonly string[], io: Io): Promise<number> {
  try {
    const asked = read(args, io.env);
    if (asked === undefined) io.stdout.write(usage);
    else for await (const text of answersTo(asked)) io.stdout.write(text);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) return complain(io, `${error.message}\n${synopsis}`, 2);
    if (error instanceof ApiError) return complain(io, `${error.message}\n`, 1);
    throw error;
  }
}

function complain({ stderr }: Io, text: string, status: number): number {
  stderr.write(`watchclock outbox: ${text}`);
  return status;
}

interface Asked {
  readonly verb: Verb;
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly json: boolean;
  readonly url: URL;
  readonly tokenFile: string;
}

function read(args: readonly string[], env: NodeJS.ProcessEnv): Asked | undefined {
  const { values, positionals } = parse(args);
  if (values.help === true) return undefined;
  const [name, ...ids] = positionals;
  if (name === undefined) throw new UsageError('no command');
  const verb = verbs.find((known) => known === name);
  if (verb === undefined) {
    throw new UsageError(`no such command: "${name}"${didYouMean(name, verbs)}`);
  }
  if (verb === 'list' && ids[0] !== undefined)
    throw new UsageError(`list: one too many: "${ids[0]}"`);
  if (verb !== 'list' && ids.length === 0) {
    throw new UsageError(`${verb}: which message? its id is missing`);
  }
  const odd = ids.find((id) => !/^[0-9a-f]{16}$/.test(id));
  if (odd !== undefined) throw new UsageError(`${verb}: not the id of a message: "${odd}"`);
  const { state, incident } = values;
  const foreign = verb !== 'list' && (state !== undefined ? 'state' : incident && 'incident');
  if (foreign) throw new UsageError(`${verb}: takes no --${foreign}`);
  return {
    ...{ verb, ids, json: values.json ?? false },
    query: new URLSearchParams({ ...(state && { state }), ...(incident && { incident }) }),
    url: addressOf(values.url ?? env.WATCHCLOCK_URL ?? 'http://127.0.0.1:8480'),
    tokenFile: values['token-file'] ?? env.WATCHCLOCK_TOKEN_FILE ?? defaultTokenFile,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** One message after the other: what was done stays done when a later one fails. */
async function* answersTo({ verb, ids, query, json, url, tokenFile }: Asked) {
  const api = apiClient(url, tokenFile);
  if (verb === 'list') {
    const answer = (await api.get(`/api/v1/outbox?${query}`)) as {
      readonly outbox: readonly MessageBody[];
    };
    yield json ? jsonText(answer) : listText(answer.outbox);
  }
  for (const id of ids) {
    const path = `/api/v1/outbox/${id}`;
    const answer = await (verb === 'show' ? api.get(path) : api.post(`${path}/${verb}`, {}));
    yield json ? jsonText(answer) : messageText(answer as MessageBody);
  }
}

function jsonText(answer: unknown): string {
  return `${JSON.stringify(answer, null, 2)}\n`;
}

function listText(messages: readonly MessageBody[]): string {
  return messages.length === 0 ? 'no messages\n' : messages.map(messageText).join('');
}

function messageText(message: MessageBody): string {
  const { id, state, channel, to, about, incident, attempts, why, createdAt, dueAt, endedAt } =
    message;
  const of = incident === null ? '' : ` (incident ${incident})`;
  const when = dueAt === null ? (endedAt === null ? '' : `, ended ${endedAt}`) : `, next ${dueAt}`;
  return [
    `${id}  ${state}  ${channel} to ${to}: ${about}${of}`,
    `  written ${createdAt}, tries ${attempts}${when}`,
    ...(why === null ? [] : [`  ${why}`]),
  ]
    .map((line) => `${line.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ')}\n`)
    .join('');
}
