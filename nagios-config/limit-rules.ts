import type { Complain } from '../plugins/settings/load.ts';
import type { KeyPath } from '../plugins/settings/problem.ts';
import { parseSize } from '../plugins/settings/size.ts';
import { assemble } from './inventory/assemble.ts';
import type { Host, Service } from './inventory/model.ts';
import type { InventoryFile } from './inventory/schema.ts';
import { figureOf } from './limits.ts';
import type { Figure } from './profiles/figure.ts';

/** Complains about limits of the inventory with which a service is critical before it warns, where they are written. */
export function checkLimits(file: InventoryFile, complain: Complain): void {
  const said = new Set<string>();
  for (const host of assemble(file).hosts.values()) {
    for (const service of host.services) {
      const path = writtenAt(file, host, service);
      if (path === undefined) continue;
      const what = contradiction(service, figureOf(host, service));
      const key = JSON.stringify([path, what]);
      if (what !== undefined && !said.has(key)) complain(path, what);
      said.add(key);
    }
  }
}

/** Where the limits that a service has in the end are written; undefined where they are all of its profile. */
function writtenAt(file: InventoryFile, host: Host, service: Service): KeyPath | undefined {
  const customer = ['customers', host.customer];
  const place = [...customer, 'hosts', host.name];
  const entry = file.customers[host.customer];
  const application = service.application?.key ?? '';
  const levels = [
    [
      entry?.hosts[host.name]?.applications[application]?.limits,
      [...place, 'applications', application],
    ],
    [entry?.hosts[host.name]?.limits, place],
    [entry?.limits, customer],
    [file.limits, []],
  ] as const;
  for (const [limits, path] of levels) {
    for (const name of [service.name, service.subject]) {
      if (limits !== undefined && Object.hasOwn(limits, name)) return [...path, 'limits', name];
    }
  }
  return undefined;
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
