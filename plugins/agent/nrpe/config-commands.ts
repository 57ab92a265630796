import { basename, dirname } from 'node:path';
import { checkNames } from '../../registry.ts';
import { type CommandDefinition, type CommandLine, objection } from '../command-definition.ts';
import { parseTemplate, type Template } from '../template.ts';
import type { Directive } from './config-file.ts';
import { type ConfigReading, positive } from './config-reading.ts';

/** The commands of an nrpe.cfg by their names. One that a program alone cannot run says so when it is asked for. */
export async function configCommands(
  reading: ConfigReading,
): Promise<ReadonlyMap<string, CommandDefinition>> {
  const accepts = acceptsOf(reading);
  const timeLimit = (positive(reading, 'command_timeout') ?? 60) * 1000;
  const prefix = reading.last('command_prefix')?.value ?? '';
  const commands = new Map<string, CommandDefinition>();
  for (const directive of reading.all.filter(({ name }) => name === 'command')) {
    const name = directive.key ?? '';
    if (name === '' || directive.value === '') {
      reading.note(directive, 'left out: it has no name or no command line');
      continue;
    }
    if (commands.has(name)) reading.note(directive, 'replaces an earlier one of that name');
    const line = await lineOf(directive, prefix, reading);
    commands.set(name, { line, timeLimit, ...(accepts !== undefined && { accepts }) });
  }
  return commands;
}

/** Which arguments are taken: none unless `dont_blame_nrpe` says so; those without the characters that C refuses. */
function acceptsOf({ last }: ConfigReading): CommandDefinition['accepts'] {
  if (last('dont_blame_nrpe')?.value !== '1') return undefined;
  const nasty = [...(last('nasty_metachars')?.value ?? usualNasty), '\n', '\r'];
  return () => (value) => !nasty.some((char) => value.includes(char));
}

const usualNasty = "|`&><'\\[]{};";

async function lineOf(
  directive: Directive,
  prefix: string,
  { note }: ConfigReading,
): Promise<CommandLine> {
  const template = parseTemplate(`${prefix} ${directive.value}`, { splitting: true });
  if ('problem' in template) {
    const why = `${template.problem}, and there is none here`;
    note(directive, `cannot be run: ${why}`);
    return { kind: 'refused', why };
  }
  const own = ownCheck(template);
  if (own === undefined) return { kind: 'program', words: template };
  const why = await objection(own);
  if (why === undefined) {
    note(directive, `runs in this process: ${own.check} is one of our checks`);
    return own;
  }
  note(directive, `runs as a program: our own check says: ${why}`);
  return { kind: 'program', words: template };
}

/** A reference plugin by its usual place, when it is one of our checks too. */
function ownCheck({ words, places }: Template) {
  const [[program] = [], ...rest] = words;
  if (typeof program !== 'string' || words[0]?.length !== 1) return undefined;
  const check = basename(program);
  if (!checkNames.includes(check) || !/nagios|monitoring/.test(dirname(program))) return undefined;
  return { kind: 'check', check, args: { words: rest, places } } as const;
}
