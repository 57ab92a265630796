/** What Core asks of a worker. Source: lib/worker.c and base/workers.c of Nagios Core 4.4.6. */
export interface Job {
  readonly id: number;
  /** The kind of job (`WPJOB_…`); the answer must name the same one. */
  readonly type: number;
  readonly command: string;
  /** Seconds. */
  readonly timeout: number;
  /** The environment macros; left out unless Core has them switched on. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What a job came to, ready for the wire. */
export interface Answer {
  readonly id: number;
  readonly type: number;
  /** As wait(2) gives it: the exit status × 256, or the number of the signal. */
  readonly waitStatus: number;
  /** Epoch milliseconds, with a fraction. */
  readonly start: number;
  readonly stop: number;
  /** Set where the command did not come to its own end; `timedOut` is the one that Core knows. */
  readonly errorCode?: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The kinds of jobs that are told apart here (`WPJOB_…` of Core). */
export const jobTypes = { check: 0, firstEventHandler: 4, lastEventHandler: 7 } as const;

/** The error code that Core takes for a time-out (ETIME). */
export const timedOut = 62;

/** The most bytes that are taken of one message; what is longer is no job of Core. */
export const longestMessage = 8 * 1024 * 1024;

/** The request that makes a connection to the query handler a worker's. Keep the last `;`: Core cuts one off. */
export function encodeRegistration(name: string, plugin?: string): string {
  const specialty = plugin === undefined ? '' : `plugin=${plugin};`;
  return `@wproc register name=${name};${specialty}\0`;
}

/** A line for the log of Nagios. */
export function encodeLog(text: string): Buffer {
  return message([`log=${text.replaceAll('\0', ' ')}`]);
}

/** The job as Core sends it. */
export function encodeJob({ id, type, command, timeout, env }: Job): Buffer {
  const macros = Object.entries(env ?? {}).map(([name, value]) => `${name}=${value}\n`);
  return message([
    `job_id=${id}`,
    `type=${type}`,
    `command=${command}`,
    `timeout=${timeout}`,
    ...(env === undefined ? [] : [`env=${macros.join('')}`]),
  ]);
}

/** Reads one message without its end; undefined where it is no job. A missing time-out is 60 s, as in Core's workers. */
export function decodeJob(bytes: Buffer): Job | undefined {
  const pairs = decodePairs(bytes);
  const id = wholeNumber(pairs.get('job_id'));
  const type = wholeNumber(pairs.get('type'));
  const command = pairs.get('command');
  if (id === undefined || type === undefined || command === undefined) return undefined;
  const timeout = wholeNumber(pairs.get('timeout')) || 60;
  const env = pairs.get('env');
  return { id, type, command, timeout, ...(env !== undefined && { env: decodeEnv(env) }) };
}

/** The answer as Core reads it. `error_code`, even 0, would make it a failure: it is left out where there is none. */
export function encodeAnswer(answer: Answer): Buffer {
  const { id, type, waitStatus, start, stop, errorCode, stdout, stderr } = answer;
  return message([
    `job_id=${id}`,
    `type=${type}`,
    `wait_status=${waitStatus}`,
    `start=${timestamp(start)}`,
    `stop=${timestamp(stop)}`,
    ...(errorCode === undefined ? ['exited_ok=1'] : ['exited_ok=0', `error_code=${errorCode}`]),
    `outerr=${untilNul(stderr)}`,
    `outstd=${untilNul(stdout)}`,
  ]);
}

/** Reads one message without its end; undefined where it is no answer. */
export function decodeAnswer(bytes: Buffer): Answer | undefined {
  const pairs = decodePairs(bytes);
  const id = wholeNumber(pairs.get('job_id'));
  const type = wholeNumber(pairs.get('type'));
  const waitStatus = wholeNumber(pairs.get('wait_status'));
  if (id === undefined || type === undefined || waitStatus === undefined) return undefined;
  const errorCode = wholeNumber(pairs.get('error_code'));
  return {
    id,
    type,
    waitStatus,
    start: milliseconds(pairs.get('start')),
    stop: milliseconds(pairs.get('stop')),
    ...(errorCode !== undefined && { errorCode }),
    stdout: pairs.get('outstd') ?? '',
    stderr: pairs.get('outerr') ?? '',
  };
}

/**
 * Cuts a stream into messages, however its pieces fall: each call gives those that are now whole, without their end.
 * Throws a RangeError once a message is longer than any of Core's.
 */
export function messageSplitter(): (chunk: Buffer) => readonly Buffer[] {
  let rest: Buffer = Buffer.alloc(0);
  let searched = 0;
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const messages: Buffer[] = [];
    let start = 0;
    let end = bytes.indexOf(messageEnd, searched);
    for (; end >= 0; end = bytes.indexOf(messageEnd, start)) {
      messages.push(bytes.subarray(start, end));
      start = end + messageEnd.length;
    }
    rest = bytes.subarray(start);
    if (rest.length > longestMessage)
      throw new RangeError(`a message of over ${rest.length} bytes`);
    searched = Math.max(0, rest.length - messageEnd.length + 1);
    return messages;
  };
}

/** Each pair ends with NUL, so the end of a message never stands inside one. */
const messageEnd = Buffer.of(1, 0, 0, 0);

function message(pairs: readonly string[]): Buffer {
  return Buffer.concat([Buffer.from(`${pairs.join('\0')}\0`), messageEnd]);
}

function decodePairs(bytes: Buffer): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const pair of bytes.toString('utf8').split('\0')) {
    const equals = pair.indexOf('=');
    if (equals > 0) pairs.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return pairs;
}

function decodeEnv(text: string): Record<string, string> {
  const lines = text.split('\n').map((line) => [line, line.indexOf('=')] as const);
  const pairs = lines.filter(([, equals]) => equals > 0);
  return Object.fromEntries(pairs.map(([line, at]) => [line.slice(0, at), line.slice(at + 1)]));
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Seconds, a point and exactly six digits: Core reads what follows the point as microseconds. */
function timestamp(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(6);
}

function milliseconds(text = ''): number {
  return Math.round(Number(text) * 1e6) / 1000;
}

function untilNul(text: string): string {
  const nul = text.indexOf('\0');
  return nul < 0 ? text : text.slice(0, nul);
}
