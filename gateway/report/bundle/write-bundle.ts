import { createHash } from 'node:crypto';
import type { ReportQuestion } from '../../../sla/compliance.ts';
import { canonicalJson } from '../../incident/chain.ts';
import type { Cancellation, MaintenanceWindow } from '../../maintenance.ts';
import type { Store } from '../../store/store.ts';
import { headsDigest } from '../checkpoints/checkpoint.ts';
import type { SigningKey } from '../checkpoints/signing-key.ts';
import { type DigestedReport, reportOn } from '../compliance.ts';
import type { Head, SealedEvent, WindowEntry } from '../log-pages.ts';
import { measured } from '../read-incidents.ts';
import type { SealedIncident } from '../sealed-incident.ts';
import { type BundleLine, bundleFormat } from './bundle-lines.ts';
import { type Covered, type CoveredLog, coveredLog } from './covered-log.ts';
import { digestsOf } from './reveal.ts';

/** What a bundle is made of. */
export interface BundleParts {
  readonly store: Pick<Store, 'pages' | 'checkpoints'>;
  readonly question: ReportQuestion;
  readonly key: SigningKey;
  /** Takes the lines in order, each with its end. */
  readonly write: (text: string) => Promise<void>;
  readonly progress?: (done: number, all: number) => void;
}

/**
 * Writes a bundle of the log as far as the last checkpoint covers it, and answers the report in it. There must be a
 * checkpoint. What the log has lost since is missing in the bundle too, so that whoever verifies it finds that out.
 */
export async function writeBundle(parts: BundleParts): Promise<DigestedReport> {
  const { store, question, key } = parts;
  const seal = createHash('sha256');
  const write = async (line: BundleLine) => {
    const text = `${canonicalJson(line)}\n`;
    seal.update(text);
    await parts.write(text);
  };
  await write({ kind: 'bundle', format: bundleFormat, question });
  const checkpoints = await store.checkpoints.all();
  for (const signed of checkpoints) await write({ kind: 'checkpoint', ...signed });
  const announced = checkpoints.at(-1)?.checkpoint.windows.count ?? 0;
  const heads = await headsOf(store);
  for (const digest of digestsByCustomer(heads)) await write({ kind: 'customer', digest });
  const ours = heads.filter(({ customer }) => isAskedFor(question, customer));
  for (const head of ours) await write({ kind: 'head', ...head });
  const content = await contentOf(parts, { heads: ours, announced });
  for (const line of content.lines) await write(line);
  for await (const line of content.events()) await write(line);
  await write({ kind: 'report', ...content.report });
  const digest = seal.digest('hex');
  await parts.write(`${canonicalJson({ kind: 'seal', digest, signature: key.sign(digest) })}\n`);
  return content.report;
}

function isAskedFor({ customer: asked }: ReportQuestion, customer: string | null): boolean {
  return asked === null || asked === customer;
}

async function headsOf({ checkpoints }: BundleParts['store']): Promise<readonly Head[]> {
  const last = await checkpoints.lastIncident();
  const heads: Head[] = [];
  for (let first = 1; first <= last; first += portionSize) {
    heads.push(...(await checkpoints.heads({ first, last: first + portionSize - 1 })));
  }
  return heads;
}

const portionSize = 1_000;

function digestsByCustomer(heads: readonly Head[]): string[] {
  return [...Map.groupBy(heads, ({ customer }) => customer)]
    .map(([customer, own]) => {
      const digest = headsDigest(customer);
      for (const head of own) digest.add(head);
      return digest.digest();
    })
    .sort();
}

/** The digests of what incidents name, to be brought along. */
interface Named {
  readonly terms: Set<string>;
  readonly texts: Set<string>;
}

/** Goes through the log twice, so that not all of it has to be held: once for the report, once for the events. */
async function contentOf({ store, question, progress }: BundleParts, covered: Covered) {
  const log = await coveredLog(store.pages, question, { ...covered, progress });
  const named: Named = { terms: new Set(), texts: new Set() };
  const blocks = { blocks: measuredBlocks(log, named), termsOf: log.measuring.termsOf };
  const report = await reportOn(blocks, question, async (digests) => {
    const texts = await store.pages.texts(digests);
    return new Map(texts.map(({ digest, text }) => [digest, text]));
  });
  const texts = await store.pages.texts([...named.texts].sort());
  const lines: BundleLine[] = [
    ...termsLines(log, named),
    ...log.windows.map((window) => windowLine(window, question)),
    ...texts.map((text) => ({ kind: 'text', ...text }) as const),
  ];
  return { report, lines, events: () => eventLines(log) };
}

async function* measuredBlocks(
  { entries, measuring }: CoveredLog,
  named: Named,
): AsyncGenerator<readonly SealedIncident[]> {
  for await (const some of entries()) {
    const own = Map.groupBy(some as readonly SealedEvent[], ({ incident }) => incident);
    const incidents = measured(own.values(), measuring);
    for (const incident of incidents) {
      named.terms.add(incident.terms);
      for (const digest of digestsOf(incident)) named.texts.add(digest);
    }
    yield incidents;
  }
}

async function* eventLines({ entries }: CoveredLog): AsyncGenerator<BundleLine> {
  for await (const some of entries()) for (const entry of some) yield { kind: 'event', ...entry };
}

function termsLines({ terms }: CoveredLog, named: Named): BundleLine[] {
  return [...terms].map(([digest, content]) => ({
    kind: 'terms',
    digest,
    content: named.terms.has(digest) ? content : null,
  }));
}

function windowLine(window: WindowEntry, question: ReportQuestion): BundleLine {
  const { customer } = window.content as MaintenanceWindow | Cancellation;
  if (isAskedFor(question, customer)) return { kind: 'window', ...window };
  return { kind: 'window', position: window.position, hash: window.hash };
}
