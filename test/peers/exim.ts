import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '../remove-folder.ts';
import { until } from '../until.ts';

/** A mail as the server has delivered it. */
export interface DeliveredMail {
  /** Header fields by their names in small letters, unfolded. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A real mail server on the loopback that delivers whatever it takes into one folder. */
export interface Exim {
  readonly port: number;
  /** Every mail so far, in the order of delivery. */
  readonly mails: () => readonly DeliveredMail[];
  /** The first mails that a predicate lets through, as soon as there are so many. */
  readonly delivered: (
    what: string,
    count: number,
    wanted: (mail: DeliveredMail) => boolean,
  ) => Promise<readonly DeliveredMail[]>;
  /** Ends it; what it has delivered stays. */
  readonly stop: () => Promise<void>;
  /** Starts it again where it was. */
  readonly start: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** What a server is to be like. */
export interface EximOptions {
  /** PEM files; it then offers STARTTLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Then nobody may send without it; it is asked for only inside TLS. */
  readonly login?: { readonly user: string; readonly password: string };
}

/**
 * Starts Exim on a port of our choice. It knows nobody called `nobody`, and is busy for anybody called `later`. Only
 * root can start it with a configuration of its own.
 */
export async function startExim(
  program: string,
  port: number,
  options: EximOptions = {},
): Promise<Exim> {
  const dir = mkdtempSync(join(tmpdir(), 'exim-'));
  const inbox = join(dir, 'inbox');
  chmodSync(dir, 0o755);
  for (const folder of ['spool', 'inbox', 'log']) {
    mkdirSync(join(dir, folder));
    const { uid, gid } = statSync('/var/spool/exim4');
    chownSync(join(dir, folder), uid, gid);
  }
  const config = join(dir, 'exim.conf');
  writeFileSync(config, configuration(dir, port, options));
  let server: Awaited<ReturnType<typeof run>> | undefined;
  const start = async () => {
    server = await run(program, config, port);
  };
  const stop = async () => {
    await server?.stop();
    server = undefined;
  };
  const mails = () => read(join(inbox, 'new'));
  await start();
  return {
    port,
    mails,
    delivered: (what, count, wanted) =>
      until(`${count} of ${what}`, () => {
        const found = mails().filter(wanted);
        return found.length >= count ? found : undefined;
      }),
    stop,
    start,
    remove: async () => {
      await stop();
      await removeFolder(dir);
    },
  };
}

async function run(program: string, config: string, port: number) {
  const child = spawn(program, ['-C', config, '-bdf', '-q1m'], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  await until('Exim', () => answers(port));
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function answers(port: number): Promise<true | undefined> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'data');
    return true;
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}

function configuration(dir: string, port: number, { tls, login }: EximOptions): string {
  const offers =
    tls && `tls_advertise_hosts = *\ntls_certificate = ${tls.cert}\ntls_privatekey = ${tls.key}\n`;
  const asks = login
    ? 'deny !authenticated = *\n  message = who are you'
    : 'accept condition = false';
  return `primary_hostname = relay.example
spool_directory = ${dir}/spool
log_file_path = ${dir}/log/%slog
pid_file_path = ${dir}/exim.pid
daemon_smtp_ports = ${port}
local_interfaces = 127.0.0.1
host_lookup =
rfc1413_query_timeout = 0s
keep_environment =
acl_smtp_rcpt = judge
${offers ?? 'tls_advertise_hosts =\n'}
begin acl
judge:
  ${asks}
  deny local_parts = nobody
    message = there is no such user
  defer local_parts = later
    message = not now
  accept
begin routers
all:
  driver = accept
  transport = folder
begin transports
folder:
  driver = appendfile
  maildir_format
  directory = ${dir}/inbox
  user = Debian-exim
  envelope_to_add
begin authenticators
${login === undefined ? '' : authenticator(login)}`;
}

function authenticator({ user, password }: { readonly user: string; readonly password: string }) {
  return `plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_advertise_condition = \${if def:tls_in_cipher}
  server_condition = \${if and{{eq{$auth2}{${user}}}{eq{$auth3}{${password}}}}}
`;
}

function read(folder: string): readonly DeliveredMail[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .sort((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs)
    .map((path) => parse(readFileSync(path, 'utf8')));
}

function parse(source: string): DeliveredMail {
  const end = source.indexOf('\n\n');
  const fields = source
    .slice(0, end)
    .replaceAll(/\n[ \t]+/g, ' ')
    .split('\n');
  const headers = fields.map((field) => {
    const colon = field.indexOf(':');
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()] as const;
  });
  const byName = Object.fromEntries(headers);
  const body = source.slice(end + 2);
  const encoding = byName['content-transfer-encoding'];
  return { headers: byName, text: encoding === 'quoted-printable' ? unquoted(body) : body };
}

function unquoted(body: string): string {
  const bytes = body
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
