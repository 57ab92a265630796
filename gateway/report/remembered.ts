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
const format = 2;

interface Written {
  readonly format: number;
  readonly engine: string;
  /** The digests of the terms, and the customers, that the incidents name by their places here. */
  readonly terms: readonly string[];
  readonly customers: readonly (string | null)[];
  readonly settled: readonly Packed[];
  readonly unsettled: readonly number[];
}

/** The text under which a block is kept. */
export function writeBlock(incidents: readonly SealedIncident[]): string {
  const [terms, customers] = [listOf<string>(), listOf<string | null>()];
  const settled = incidents
    .filter(({ measured }) => measured.settled)
    .map((incident) =>
      pack(incident, {
        customer: customers.placeOf(incident.customer),
        terms: terms.placeOf(incident.terms),
      }),
    );
  const others = incidents.filter(({ measured }) => !measured.settled);
  const unsettled = others.map(({ incident }) => incident);
  const lists = { terms: terms.all(), customers: customers.all() };
  return JSON.stringify({
    ...{ format, engine: engineVersion, ...lists },
    ...{ settled, unsettled },
  } satisfies Written);
}

/** A block as it was kept; undefined when another version of the program has kept it. */
export function readBlock(
  content: string,
  termsOf: (digest: string) => Terms,
): Remembered | undefined {
  const written = JSON.parse(content) as Written;
  if (written.format !== format || written.engine !== engineVersion) return undefined;
  const plans = written.terms.map((digest) => termsOf(digest).plan);
  const settled = written.settled.map((packed) => {
    const [, customer, , terms] = packed;
    const [digest, plan] = [written.terms[terms], plans[terms]];
    if (digest === undefined || plan === undefined) throw new Error(`no terms ${terms} in a block`);
    return unpack(packed, { customer: written.customers[customer] ?? null, terms: digest, plan });
  });
  return { settled, unsettled: written.unsettled };
}

/** A list in which each value stands once. */
function listOf<Value>() {
  const places = new Map<Value, number>();
  return {
    placeOf: (value: Value): number => {
      const place = places.get(value) ?? places.size;
      places.set(value, place);
      return place;
    },
    all: (): readonly Value[] => [...places.keys()],
  };
}
