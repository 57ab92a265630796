import type { Complain } from '../plugins/settings/load.ts';
import { parseSize } from '../plugins/settings/size.ts';
import { assemble } from './inventory/assemble.ts';
import type { Service } from './inventory/model.ts';
import type { InventoryFile } from './inventory/schema.ts';
import { figureOf } from './limits.ts';
import { limitsPath } from './limits-path.ts';
import type { Figure } from './profiles/figure.ts';

/** Complains about limits of the inventory with which a service is critical before it warns, where they are written. */
export function checkLimits(file: InventoryFile, complain: Complain): void {
  const said = new Set<string>();
  for (const host of assemble(file).hosts.values()) {
    for (const service of host.services) {
      const path = limitsPath(file, host, service);
      if (path === undefined) continue;
      const what = contradiction(service, figureOf(host, service));
      const key = JSON.stringify([path, what]);
      if (what !== undefined && !said.has(key)) complain(path, what);
      said.add(key);
    }
  }
}

/** Of what is free, less is worse; of everything else, more. */
const freeOf: readonly Service['subject'][] = ['swap', 'disk-root', 'disk-data', 'disk-home'];

function contradiction({ subject }: Service, { warning, critical }: Figure): string | undefined {
  if (subject === 'jvm' || subject === 'extra') return undefined;
  const worse = (one: number, other: number) =>
    freeOf.includes(subject) ? one < other : one > other;
  for (const [w, one] of warning.flatMap(amounts).entries()) {
    for (const [c, other] of critical.flatMap(amounts).entries()) {
      const related = subject === 'load' || subject === 'ping' ? w === c : true;
      if (!related || one.kind !== other.kind || !worse(one.value, other.value)) continue;
      return `is critical at ${other.text} before it warns at ${one.text}`;
    }
  }
  return undefined;
}

interface Amount {
  readonly kind: '%' | 'size' | 'number';
  readonly value: number;
  readonly text: string;
}

/** The numbers of a threshold; ranges have two ends and are left to the check. */
function amounts(threshold: string): readonly Amount[] {
  return threshold.split(',').flatMap((text): readonly Amount[] => {
    const number = /^\d+(\.\d+)?(%?)$/.exec(text);
    if (number !== null)
      return [{ kind: number[2] === '%' ? '%' : 'number', value: Number.parseFloat(text), text }];
    const size = parseSize(text);
    return size === undefined ? [] : [{ kind: 'size', value: size, text }];
  });
}
