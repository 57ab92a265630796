import { randomUUID } from 'node:crypto';
import { drain } from '../../../plugins/spool/drain.ts';
import { takeLock } from '../../../plugins/spool/lock.ts';
import { openSpool, type Spool } from '../../../plugins/spool/spool.ts';
import { deliverInBackground } from './background.ts';
import { decode } from './decode.ts';
import { deliverAll, sendTo } from './deliver.ts';
import { type Envelope, macroNames } from './envelope.ts';
import { type NotifyOptions, readOptions, UsageError, usage } from './notify-options.ts';

/** What the command needs of a process. */
export type Io = Pick<NodeJS.Process, 'env' | 'stdout' | 'stderr'>;

/** `watchclock notify …`; see `usage`. Nagios ignores the exit status: it is for whoever runs the command by hand. */
export async function command(args: readonly string[], io: Io): Promise<number> {
  try {
    return await follow(await readOptions(args), io);
  } catch (error) {
    if (error instanceof UsageError) return complain(io, `${error.message}\n${usage}`, 2);
    return complain(io, (error as Error).message, 1);
  }
}

function follow(options: NotifyOptions, io: Io): number | Promise<number> {
  if (options.help) {
    io.stdout.write(usage);
    return 0;
  }
  if (options.deliver) return deliver(options, io);
  const envelope = envelopeOf(options, io.env);
  const decoded = decode(envelope);
  if ('problem' in decoded) return complain(io, `${decoded.problem}${hint(envelope)}`, 1);
  return keep(JSON.stringify(envelope), { options, io });
}

interface Circumstances {
  readonly options: NotifyOptions;
  readonly io: Io;
}

/** What little is kept of the environment: the rest is nobody's business. */
function envelopeOf({ site, macros: given }: NotifyOptions, env: NodeJS.ProcessEnv): Envelope {
  const macros: Record<string, string> = {};
  for (const name of macroNames) {
    const value = given[name] ?? env[`NAGIOS_${name}`];
    if (value !== undefined && value !== '') macros[name] = value;
  }
  return { id: randomUUID(), site, takenAt: Date.now(), macros };
}

function hint({ macros }: Envelope): string {
  const none = Object.keys(macros).length === 0;
  return none ? '; set enable_environment_macros=1 in nagios.cfg, or give --macro NAME=VALUE' : '';
}

/** From here on the notification must not be lost: on the disk first, or else with the gateway at once. */
async function keep(text: string, circumstances: Circumstances): Promise<number> {
  const { options, io } = circumstances;
  let spool: Spool;
  try {
    spool = await open(options, io);
    await spool.put(text);
  } catch (error) {
    warn(io, `the spool does not take the notification: ${(error as Error).message}`);
    return lastResort(text, circumstances);
  }
  await handOver(spool, circumstances);
  return 0;
}

/** Nagios gives a notification command 30 seconds: what may take longer is left to the background. */
const quick = { count: 20, time: 3_000 };

async function handOver(spool: Spool, { options, io }: Circumstances): Promise<void> {
  try {
    if ((await spool.list()).length <= quick.count) {
      const release = await takeLock(options.spool);
      if (release === undefined) return; // whoever holds the lock delivers this one too
      await drain(spool, sendTo({ ...options, timeout: quick.time })).finally(release);
      if ((await spool.list()).length === 0) return;
    }
  } catch (error) {
    warn(io, `the notification waits in ${options.spool}: ${(error as Error).message}`);
  }
  deliverInBackground(options);
}

/** The disk does not take it: it is only safe if the gateway takes it now. */
async function lastResort(text: string, { options, io }: Circumstances): Promise<number> {
  try {
    const [delivery] = await sendTo({ ...options, timeout: 10_000 })([text]);
    if (delivery === 'taken') return 0;
    return complain(io, `the notification is lost: ${delivery?.refused ?? 'no answer'}`, 1);
  } catch (error) {
    return complain(io, `the notification is lost: ${(error as Error).message}`, 1);
  }
}

async function deliver(options: NotifyOptions, io: Io): Promise<number> {
  const send = sendTo({ ...options, timeout: 30_000 });
  const report = (sentence: string) => warn(io, sentence);
  const { spool: folder, persist } = options;
  await deliverAll(await open(options, io), send, { folder, persist, report });
  return 0;
}

function open({ spool: folder, limit }: NotifyOptions, io: Io): Promise<Spool> {
  return openSpool({ folder, limit, now: Date.now, warn: (sentence) => warn(io, sentence) });
}

function warn({ stderr }: Io, sentence: string): void {
  stderr.write(`watchclock notify: ${sentence}\n`);
}

function complain(io: Io, sentence: string, status: number): number {
  warn(io, sentence);
  return status;
}
