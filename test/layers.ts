import { dirname, join } from 'node:path/posix';
import ts from 'typescript';

/** The rooms of the house and what each may import of ours: a folder, or one file of it. */
const mayImport: Record<string, readonly string[]> = {
  sla: [],
  plugins: [],
  'nagios-config': ['plugins', 'sla'],
  gateway: [
    'plugins/check',
    'plugins/wire',
    'plugins/process',
    'plugins/settings',
    'plugins/spool',
    'sla',
    'nagios-config/inventory',
  ],
};

/** Where a package may be imported; every other package may be imported in any room but `sla`. */
const onlyIn: Record<string, readonly string[]> = {
  'node:sqlite': ['gateway/store/sqlite.ts'],
  pg: ['gateway/store/postgresql.ts'],
};

/** Files that decide: they take the time as an argument and touch nothing outside. */
const pure = [
  /^sla\//,
  /^gateway\/(signal|incident|incident-event|command|decide|decide-signal|correlate|clock-events|clocks)\.ts$/,
  /^gateway\/receivers\/[^/]+\/decode\.ts$/,
  /^plugins\/wire\//,
  /^nagios-config\/(generate|generated-file)\.ts$/,
];

const readsTime =
  /\bDate\.now\b|\bnew Date\(\)|\bDate\(\)|\bTemporal\.Now\b|\bperformance\.now\b|\bprocess\.hrtime\b/;

/**
 * Every breach of the rules of who may import whom, as sentences.
 * `sources` maps paths relative to the repository root, with forward slashes, to file contents.
 */
export function layerViolations(sources: ReadonlyMap<string, string>): string[] {
  return [...sources].flatMap(([file, source]) => [
    ...importsOf(file, source).flatMap((target) => importViolations(file, target)),
    ...purityViolations(file, source),
  ]);
}

/** Files that import each other in a loop, types included: the files of each loop found, in order. */
export function importCircles(sources: ReadonlyMap<string, string>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) circles.push(trail.slice(start));
    if (start >= 0 || done.has(file)) return;
    for (const target of importsOf(file, sources.get(file) ?? '')) {
      if (sources.has(target)) visit(target, [...trail, file]);
    }
    done.add(file);
  };
  for (const file of sources.keys()) visit(file, []);
  return circles;
}

function importsOf(file: string, source: string): string[] {
  return ts
    .preProcessFile(source, true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? join(dirname(file), fileName) : fileName,
    );
}

function importViolations(file: string, target: string): string[] {
  const [room = ''] = file.split('/');
  const allowed = mayImport[room];
  if (allowed === undefined) return [];
  const [targetRoom = ''] = target.split('/');
  const ours =
    targetRoom in mayImport ||
    target === 'watchclock.ts' ||
    targetRoom === 'test' ||
    targetRoom === 'packaging';
  const breach = (why: string) => [`${file} imports ${target}: ${why}`];
  if (!ours) return packageViolations(file, target).flatMap(breach);
  if (targetRoom !== room && !allowed.some((place) => within(target, place))) {
    return breach(`${room} may import ${allowed.join(', ') || 'nothing'} of ours`);
  }
  return insideViolations(file, target).flatMap(breach);
}

function packageViolations(file: string, target: string): string[] {
  const places = onlyIn[target];
  if (places !== undefined && !places.includes(file)) return [`only ${places.join(', ')} may`];
  if (file.startsWith('sla/')) return ['sla does no I/O and needs no package'];
  return [];
}

function insideViolations(file: string, target: string): string[] {
  const room = roomOfCheck(file);
  const shared = /^plugins\/(check|host)\//.test(target);
  if (room !== undefined && !shared && !target.startsWith(`plugins/${room}/`)) {
    return ['a check imports check/, host/ and its own room only'];
  }
  if (file.startsWith('plugins/check/') && !target.startsWith('plugins/check/')) {
    return ['check/ imports nothing of ours outside itself'];
  }
  if (file.startsWith('gateway/') && file !== 'gateway/main.ts' && target === 'gateway/main.ts') {
    return ['only the entry point imports main.ts'];
  }
  if (holderFiles.test(file) && checkCode.test(target)) {
    return ['what holds the connection to Nagios loads no check'];
  }
  return receiverViolations(file, target);
}

/** The parts of the worker that must not be brought down by a check. */
const holderFiles =
  /^plugins\/worker\/(connection|crew|executor-process|foreman|frame|gathered|holder|protocol)\.ts$/;
const checkCode =
  /^plugins\/(check_\w+|registry|run|host\/.*|worker\/(commands|embedded|executor|execution|foreign|own-checks))(\.ts)?$/;

/** Where the parts of a check live, for its file (`plugins/check_http.ts`) and those parts (`plugins/http/…`). */
function roomOfCheck(file: string): string | undefined {
  const [, name] = /^plugins\/check_(\w+)\.ts$/.exec(file) ?? [];
  if (name !== undefined) return name === 'curl' ? 'http' : name;
  return /^plugins\/(disk|http|load|ping|procs|swap)\//.exec(file)?.[1];
}

function receiverViolations(file: string, target: string): string[] {
  const own = /^gateway\/receivers\/[^/]+\//.exec(file)?.[0];
  if (own === undefined) return [];
  const foreign = /^gateway\/(receivers|store|web)\//.test(target) && !target.startsWith(own);
  return foreign ? ['a receiver knows neither another one nor the store nor the web'] : [];
}

function purityViolations(file: string, source: string): string[] {
  if (!pure.some((pattern) => pattern.test(file))) return [];
  const time = readsTime.exec(source)?.[0];
  return time === undefined ? [] : [`${file} reads the time (${time}): time is an argument here`];
}

function within(target: string, place: string): boolean {
  return target.startsWith(`${place}/`) || target === `${place}.ts`;
}
