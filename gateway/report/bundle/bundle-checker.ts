import type { ComplianceReport } from '../../../sla/compliance/data.ts';
import { buildReport, type ReportBuilder, type ReportQuestion } from '../../../sla/compliance.ts';
import { covers } from '../../../sla/interval.ts';
import type { LogEntry } from '../../incident/chain.ts';
import { digestOf } from '../../incident/chain.ts';
import { type Cancellation, type MaintenanceWindow, withCancellations } from '../../maintenance.ts';
import { type SignedCheckpoint, termsDigest } from '../checkpoints/checkpoint.ts';
import { digested, readFor } from '../compliance.ts';
import type { Head, SealedEvent } from '../log-pages.ts';
import { termsFinder } from '../read-incidents.ts';
import { windowsFinder } from '../report-windows.ts';
import { type Measuring, sealedIncident } from '../sealed-incident.ts';
import { verifyLog } from '../verify/verify.ts';
import { verifyCheckpoint } from '../verify/verify-checkpoints.ts';
import { verifyHeads } from '../verify/verify-heads.ts';
import { verifyWindows } from '../verify/verify-windows.ts';
import type { BundleLine, ReportLine, WindowLine } from './bundle-lines.ts';
import { differencesBetween } from './differences.ts';
import { reveal } from './reveal.ts';

/** Checks the lines of a bundle one after the other; each answer is a list of what is wrong, as sentences. */
export interface BundleChecker {
  readonly take: (line: Exclude<BundleLine, { kind: 'seal' }>) => readonly string[];
  /** After the last line: what can only be told from all of them. */
  readonly end: () => readonly string[];
  readonly summary: () => BundleSummary;
}

/** What a bundle holds. */
export interface BundleSummary {
  readonly incidents: number;
  readonly events: number;
  readonly checkpoints: number;
  /** The public key of the last checkpoint, in hex; undefined without one. */
  readonly key: string | undefined;
  /** The digest of the report; undefined when there is none. */
  readonly digest: string | undefined;
}

/** What the lines so far have come to. */
interface Taken {
  question: ReportQuestion | undefined;
  readonly checkpoints: SignedCheckpoint[];
  readonly customers: string[];
  readonly heads: Map<number, Head>;
  readonly terms: Map<string, string | null>;
  readonly windows: WindowLine[];
  readonly texts: Map<string, string | null>;
  /** The entries of the incident that the last line was about. */
  entries: LogEntry[];
  readonly seen: Set<number>;
  events: number;
  computing: Computing | undefined;
  report: ReportLine | undefined;
}

interface Computing {
  readonly builder: ReportBuilder;
  readonly measuring: Measuring;
}

/** A checker that has seen nothing yet. */
export function bundleChecker(): BundleChecker {
  const taken: Taken = {
    ...{ question: undefined, checkpoints: [], customers: [], heads: new Map(), terms: new Map() },
    ...{ windows: [], texts: new Map(), entries: [], seen: new Set(), events: 0 },
    ...{ computing: undefined, report: undefined },
  };
  return {
    take: (line) => take(taken, line),
    end: () => end(taken),
    summary: () => ({
      incidents: taken.seen.size,
      events: taken.events,
      checkpoints: taken.checkpoints.length,
      key: taken.checkpoints.at(-1)?.checkpoint.key,
      digest: taken.report?.digest,
    }),
  };
}

/** One case a kind of line: long because there are many kinds, straight because each stands alone. */
function take(taken: Taken, line: Exclude<BundleLine, { kind: 'seal' }>): readonly string[] {
  switch (line.kind) {
    case 'bundle':
      if (taken.question !== undefined) return ['a second beginning'];
      taken.question = line.question;
      return [];
    case 'checkpoint': {
      const { checkpoint, signature } = line;
      const problems = verifyCheckpoint({ checkpoint, signature }, taken.checkpoints.at(-1));
      taken.checkpoints.push({ checkpoint, signature });
      return problems;
    }
    case 'customer':
      taken.customers.push(line.digest);
      return [];
    case 'head': {
      const { kind: _, ...head } = line;
      taken.heads.set(head.incident, head);
      return [];
    }
    case 'terms':
      taken.terms.set(line.digest, line.content);
      if (line.content === null || digestOf(line.content) === line.digest) return [];
      return [`terms ${line.digest}: were changed`];
    case 'window':
      taken.windows.push(line);
      return [];
    case 'text':
      taken.texts.set(line.digest, line.text);
      if (line.text === null || digestOf(`${line.salt}${line.text}`) === line.digest) return [];
      return [`the personal text ${line.digest}: was changed`];
    case 'event': {
      const { kind: _, ...entry } = line;
      const problems = entry.incident === taken.entries[0]?.incident ? [] : finish(taken);
      taken.entries.push(entry);
      taken.events += 1;
      return problems;
    }
    case 'report':
      taken.report = line;
      return finish(taken);
  }
}

/** Checks the incident whose entries have all come, and adds it to the report. */
function finish(taken: Taken): readonly string[] {
  const { entries, heads, seen } = taken;
  const [first] = entries;
  if (first === undefined) return [];
  taken.entries = [];
  const head = heads.get(first.incident);
  if (seen.has(first.incident)) return [`incident ${first.incident}: comes twice`];
  seen.add(first.incident);
  const problems = [...verifyLog(entries), ...headProblems(entries, head)];
  const { builder, measuring } = computing(taken);
  const incident = sealedIncident(entries as readonly SealedEvent[], measuring);
  if (incident === undefined) return [...problems, `incident ${first.incident}: has no raising`];
  builder.add(reveal(incident, measuring.termsOf(incident.terms), taken.texts));
  if (head !== undefined && head.customer !== incident.customer) {
    problems.push(`incident ${first.incident}: belongs to another customer than its head`);
  }
  return problems;
}

function headProblems(entries: readonly LogEntry[], head: Head | undefined): string[] {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return [];
  const name = `incident ${first.incident}`;
  if (head === undefined) return [`${name}: the last checkpoint does not cover it`];
  if (last.version < head.version) {
    return [
      `${name}: is cut off after event ${last.version}; the checkpoint covers ${head.version}`,
    ];
  }
  if (last.version > head.version) {
    return [`${name}: has event ${last.version}; the checkpoint covers only ${head.version}`];
  }
  const problems: string[] = [];
  if (last.hash !== head.hash)
    problems.push(`${name}: event ${last.version} is not the covered one`);
  if (first.at !== head.raisedAt) problems.push(`${name}: was not raised when its head says`);
  return problems;
}

function computing(taken: Taken): Computing {
  const { question } = taken;
  if (question === undefined) throw new Error('the beginning is missing');
  if (taken.computing !== undefined) return taken.computing;
  const contents = new Map(
    [...taken.terms].flatMap(([digest, content]) => (content === null ? [] : [[digest, content]])),
  );
  const windows = withCancellations(
    taken.windows.flatMap((window) =>
      'content' in window ? [window.content as MaintenanceWindow | Cancellation] : [],
    ),
  );
  const { asOf } = question;
  const windowsOf = windowsFinder(windows, asOf);
  const measuring = { termsOf: termsFinder(contents), windowsOf, asOf };
  taken.computing = { builder: buildReport(question), measuring };
  return taken.computing;
}

function end(taken: Taken): readonly string[] {
  const { question, checkpoints, customers, heads, terms, windows, report } = taken;
  const problems = [...finish(taken)];
  if (question === undefined) return [...problems, 'the beginning is missing'];
  const last = checkpoints.at(-1)?.checkpoint;
  if (last === undefined) return [...problems, 'there is no checkpoint'];
  const all = question.customer === null;
  problems.push(
    ...verifyHeads({ checkpoint: last, customers, heads: [...heads.values()], all }),
    ...verifyWindows(windows, last),
    ...missing(taken, question),
  );
  if (terms.size !== last.terms.count || termsDigest(terms.keys()) !== last.terms.digest) {
    problems.push(`the last checkpoint covers ${last.terms.count} terms, not these ${terms.size}`);
  }
  if (report === undefined) return [...problems, 'there is no report'];
  return [...problems, ...reportProblems(report, computing(taken).builder.report())];
}

function missing({ heads, seen }: Taken, { period, customer }: ReportQuestion): string[] {
  const raised = readFor(period);
  return [...heads.values()].flatMap((head) => {
    const name = `incident ${head.incident}`;
    if (customer !== null && head.customer !== customer) return [`${name}: nobody asked for it`];
    if (seen.has(head.incident) || !covers(raised, head.raisedAt)) return [];
    return [`${name}: is missing; the last checkpoint covers it`];
  });
}

function reportProblems(said: ReportLine, recomputed: ComplianceReport): string[] {
  const problems = differencesBetween(said.report, recomputed);
  if (said.digest !== digested(said.report).digest) {
    problems.push('the report: its digest is that of another one');
  }
  return problems;
}
