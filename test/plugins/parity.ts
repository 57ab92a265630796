import { execFile } from 'node:child_process';
import { expect } from 'chai';
import { loadPlugin } from '../../plugins/registry.ts';
import { runCheck } from '../../plugins/run.ts';

/** A command line, without the check's name, that ours and the reference must answer alike. */
export interface Alike {
  readonly line: string;
}

/** A command line that they deliberately answer in different ways, each as given (`STATUS SUMMARY|PERFDATA`). */
export interface Unlike extends Alike {
  readonly reference: RegExp;
  readonly ours: RegExp;
  /** What ours does, as the check's table of differences says it. */
  readonly differs: string;
}

/** What is compared of an answer; `exitCode` is the name of a signal where one ended the program. */
interface Fields {
  readonly exitCode: number | string;
  readonly summary: string;
  readonly perfdata: string;
}

/** What both say to one command line. */
export interface Answers {
  readonly reference: Fields;
  readonly ours: Fields;
}

/** How the command lines of a table are run. */
export interface ParityRun {
  readonly check: string;
  /** The path of the reference. */
  readonly reference: string;
  /** Puts in what is only known when the test runs, such as ports. */
  readonly fill: (line: string) => string;
  /** Takes out what differs from run to run. */
  readonly mask: (text: string) => string;
}

/** Runs one line of a table against both and compares their answers field by field. */
export async function expectParity(run: ParityRun, row: Alike | Unlike): Promise<void> {
  await expectAnswers(run.check, row, await askBoth(run, row.line));
}

/** Asks both, one after the other: they would see each other's processes. */
export async function askBoth(run: ParityRun, line: string): Promise<Answers> {
  const args = splitLine(run.fill(line));
  const reference = await askReference(run, args);
  return { reference, ours: await askOurs(run, args) };
}

/** Holds the answers to a line against what its row says of them. */
export async function expectAnswers(
  check: string,
  row: Alike | Unlike,
  { reference, ours }: Answers,
): Promise<void> {
  if (!('differs' in row)) {
    expect(ours).to.deep.equal(reference);
    return;
  }
  expect(asText(reference), 'the reference').to.match(row.reference);
  expect(asText(ours), 'ours').to.match(row.ours);
  const differences = (await loadPlugin(check))?.manual.differences ?? [];
  expect(differences.map(({ ours: says }) => says)).to.include(row.differs);
}

/** The arguments in a command line; quotes of either kind keep blanks. */
function splitLine(line: string): string[] {
  const words = line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g);
  return [...words].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}

async function askOurs({ check, mask }: ParityRun, args: readonly string[]): Promise<Fields> {
  const { exitCode, output } = await runCheck(check, args);
  return fieldsOf(exitCode, mask(output));
}

function askReference({ reference, mask }: ParityRun, args: readonly string[]): Promise<Fields> {
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };
  return new Promise((resolve) => {
    execFile(reference, args, { env, encoding: 'latin1' }, (error, stdout) => {
      resolve(fieldsOf(error?.signal ?? error?.code ?? 0, mask(stdout)));
    });
  });
}

function fieldsOf(exitCode: number | string, output: string): Fields {
  const [first = ''] = output.split('\n', 1);
  const bar = first.indexOf('|');
  const summary = bar < 0 ? first : first.slice(0, bar);
  return { exitCode, summary, perfdata: bar < 0 ? '' : first.slice(bar + 1) };
}

function asText({ exitCode, summary, perfdata }: Fields): string {
  return `${exitCode} ${summary}${perfdata === '' ? '' : '|'}${perfdata}`;
}
