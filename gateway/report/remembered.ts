import { engineVersion } from '../../sla/evaluate.ts';
import type { Terms } from '../incident/terms.ts';
import { type Packed, pack, unpack } from './packed.ts';
import type { SealedIncident } from './sealed-incident.ts';

/** A block of incidents as it is remembered: those that only another event can change, and the numbers of the others. */
export interface Remembered {
  readonly settled: readonly SealedIncident[];
  readonly unsettled: readonly number[];
}

/** Changes whenever what is remembered would be read differently; the engine has a version of its own. */
const format = 1;

interface Written {
  readonly format: number;
  readonly engine: string;
  /** By the short name under which the incidents know them. */
  readonly terms: Readonly<Record<string, string>>;
  readonly settled: readonly Packed[];
  readonly unsettled: readonly number[];
}

/** The text under which a block is kept. */
export function writeBlock(incidents: readonly SealedIncident[]): string {
  const names = new Map<string, string>();
  const nameOf = (digest: string) => {
    const name = names.get(digest) ?? String(names.size);
    names.set(digest, name);
    return name;
  };
  const settled = incidents.filter(({ measured }) => measured.settled);
  const others = incidents.filter(({ measured }) => !measured.settled);
  const packed = settled.map((incident) => pack(incident, nameOf(incident.terms)));
  const terms = Object.fromEntries([...names].map(([digest, name]) => [name, digest]));
  const unsettled = others.map(({ incident }) => incident);
  const written: Written = { format, engine: engineVersion, terms, settled: packed, unsettled };
  return JSON.stringify(written);
}

/** A block as it was kept; undefined when another version of the program has kept it. */
export function readBlock(
  content: string,
  termsOf: (digest: string) => Terms,
): Remembered | undefined {
  const written = JSON.parse(content) as Written;
  if (written.format !== format || written.engine !== engineVersion) return undefined;
  const settled = written.settled.map((packed) => {
    const digest = written.terms[packed[3]] ?? '';
    return unpack(packed, digest, termsOf(digest));
  });
  return { settled, unsettled: written.unsettled };
}
