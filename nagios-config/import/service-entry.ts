import { Check } from 'typebox/value';
import { isLiteral } from '../inventory/fields.ts';
import { serviceName } from '../inventory/names.ts';
import { type Definition, textOf } from './definition.ts';
import { furtherEntry } from './further-entry.ts';
import { oneLine } from './one-line.ts';
import type { ResolvedService } from './resolve.ts';
import { asCheck, type RunLine, runLine } from './run-line.ts';
import type { Scene } from './scene.ts';
import { isPossible, type Times, timesOf } from './times.ts';

/** A service as its host's entry has it, with its name; nothing where an inventory has no place for it. */
export function serviceEntry(
  service: ResolvedService,
  host: Definition,
  scene: Scene,
): readonly (readonly [string, object])[] {
  const { description, definition, groups } = service;
  const { left, owner } = scene;
  const run = checkOf(service, host, scene);
  if ('problem' in run) {
    const place = `service ${textOf(host, 'host_name')};${description}`;
    left.push({ origin: definition.origin, what: `${place}: ${run.problem}` });
    return [];
  }
  const notes = oneLine(textOf(definition, 'notes') ?? '');
  const entry = {
    check: asCheck(run.line),
    on: 'server',
    because: notes || `imported from ${definition.origin.file}`,
    ...ownTimes(service, scene),
    ...furtherEntry(definition, groups, owner),
  };
  return [[description, entry]];
}

/** The line that it runs, or why an inventory cannot have it. */
function checkOf(
  { description, definition }: ResolvedService,
  host: Definition,
  { configuration: { macros }, resolved: { commands } }: Scene,
): RunLine {
  if (!Check(serviceName, description)) {
    return { problem: 'an inventory takes no service of that name' };
  }
  if (textOf(definition, 'active_checks_enabled') === '0') {
    return {
      problem: 'its results are sent, not asked for: describe its host as "reached: passive"',
    };
  }
  const scene = { commands, macros, host, service: definition };
  const run = runLine(textOf(definition, 'check_command') ?? '', scene);
  if ('problem' in run) return { problem: `check_command: ${run.problem}` };
  if (isLiteral(run.line)) return run;
  return { problem: 'check_command: an inventory takes no control characters and no $ARG1$' };
}

/** Its times where they are not those of most. */
function ownTimes({ description, definition }: ResolvedService, { unit, checks, left }: Scene) {
  const times = timesOf(definition, unit);
  if (!isPossible(times)) {
    left.push({ ...definition, what: `service ${description}: its intervals or attempts` });
    return {};
  }
  const differ = Object.entries(times).filter(
    ([name, value]) => checks[name as keyof Times] !== value,
  );
  return Object.fromEntries(differ);
}
