import { open, rename, rm, writeFile } from 'node:fs/promises';
import { UsageError } from '../../plugins/check/usage-error.ts';
import { didYouMean } from '../../plugins/settings/nearest.ts';
import { isBackwards } from '../../sla/compliance/period.ts';
import type { ReportQuestion } from '../../sla/compliance.ts';
import { writeBundle } from './bundle/write-bundle.ts';
import { makeCheckpoint } from './checkpoints/make-checkpoint.ts';
import { type Asked, readAsked, usage } from './command-arguments.ts';
import { complianceReport, type DigestedReport } from './compliance.ts';
import { reportCsv } from './formats/csv.ts';
import { reportJson } from './formats/json.ts';
import { reportText } from './formats/text.ts';
import { openReporting, type Reporting } from './open-reporting.ts';
import { periodOf } from './reports.ts';

/** What the command needs of a process. */
export type Io = Pick<NodeJS.Process, 'stdout' | 'stderr'>;

/** `watchclock report …`: exit status 0 done, 1 failed, 2 usage error. */
export async function command(args: readonly string[], io: Io): Promise<number> {
  const complain = (text: string, status: number) => {
    io.stderr.write(`watchclock report: ${text}\n`);
    return status;
  };
  try {
    const asked = readAsked(args);
    if (asked === undefined) {
      io.stdout.write(usage);
      return 0;
    }
    await using reporting = await openReporting(asked);
    return await report(asked, reporting, io);
  } catch (error) {
    if (error instanceof UsageError) return complain(`${error.message}\n${usage}`, 2);
    return complain((error as Error).message, 1);
  }
}

async function report(asked: Asked, { store, key, customers }: Reporting, io: Io): Promise<number> {
  if (asked.publicKey) {
    io.stdout.write(`${key.publicKey}\n`);
    return 0;
  }
  const now = Date.now();
  const period = periodOf(asked.period, now);
  if (isBackwards(period)) throw new UsageError(`--to: ${period.to} is before ${period.from}`);
  const question = { customer: knownCustomer(asked.customer, customers), period, asOf: now };
  const checked = await makeCheckpoint(store, { now, key, always: asked.bundle !== undefined });
  for (const problem of checked.problems) io.stderr.write(`watchclock report: ${problem}\n`);
  await deliver(asked, { store, key, question, io });
  return checked.problems.length === 0 ? 0 : 1;
}

/** Without an inventory every name may be one. */
function knownCustomer(asked: string | null, customers: Reporting['customers']): string | null {
  if (asked === null || customers === undefined || customers.has(asked)) return asked;
  throw new Error(`there is no customer "${asked}"${didYouMean(asked, customers)}`);
}

interface Delivery extends Pick<Reporting, 'store' | 'key'> {
  readonly question: ReportQuestion;
  readonly io: Io;
}

async function deliver(asked: Asked, { store, key, question, io }: Delivery): Promise<void> {
  const progress = progressTo(io.stderr, asked.progress);
  if (asked.bundle !== undefined) {
    const { digest } = await bundleInto(asked.bundle, { store, key, question, progress });
    io.stdout.write(`${asked.bundle}: digest sha256:${digest}, key ${key.publicKey}\n`);
    return;
  }
  const how = { from: asked.fromLog ? 'log' : 'remember', progress } as const;
  const content = await formats[asked.format](await complianceReport(store, question, how));
  if (asked.output === undefined) io.stdout.write(content);
  else await writeFile(asked.output, content);
}

const formats = {
  text: reportText,
  json: reportJson,
  csv: reportCsv,
  // Fonts and their reader are large: they are loaded when somebody asks for them.
  pdf: async (report: DigestedReport) => (await import('./formats/pdf.ts')).reportPdf(report),
} satisfies Record<Asked['format'], (report: DigestedReport) => string | Promise<Buffer>>;

type Progress = (done: number, all: number) => void;

interface Bundling extends Pick<Delivery, 'store' | 'key' | 'question'> {
  readonly progress: Progress;
}

/** A bundle that could not be finished leaves nothing behind, and one that was there before stays. */
async function bundleInto(path: string, bundling: Bundling): Promise<DigestedReport> {
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    const written = await writeBuffered(file, (write) => writeBundle({ ...bundling, write }));
    await file.sync();
    await rename(unfinished, path);
    return written;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

type Write = (text: string) => Promise<void>;

/** Lines are short and many: they are written a megabyte at a time. */
async function writeBuffered<Result>(
  file: { readonly write: (text: string) => Promise<unknown> },
  produce: (write: Write) => Promise<Result>,
): Promise<Result> {
  let waiting: string[] = [];
  let length = 0;
  const flush = async () => {
    const text = waiting.join('');
    [waiting, length] = [[], 0];
    if (text !== '') await file.write(text);
  };
  const result = await produce(async (text) => {
    waiting.push(text);
    length += text.length;
    if (length > 1_000_000) await flush();
  });
  await flush();
  return result;
}

/** How often it is told how far it is, in milliseconds. */
const tellEvery = 500;

function progressTo(stderr: Io['stderr'], wanted: boolean): Progress {
  let last = performance.now();
  return (done, all) => {
    const now = performance.now();
    if (!(wanted || stderr.isTTY) || now < last + tellEvery) return;
    last = now;
    stderr.write(`watchclock report: ${done} of ${all} incidents\n`);
  };
}
