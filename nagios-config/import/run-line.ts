import { splitCommandLine } from '../../plugins/command-line.ts';
import { joinWords } from '../join-words.ts';
import { type Definition, textOf } from './definition.ts';

/** What a command line may refer to. */
export interface MacroScene {
  readonly commands: ReadonlyMap<string, Definition>;
  /** `$USERn$` by their names. */
  readonly macros: ReadonlyMap<string, string>;
  readonly host: Definition;
  readonly service?: Definition;
}

/** A command line with every macro replaced, or why that cannot be. */
export type RunLine = { readonly line: string } | { readonly problem: string };

/** The line that a `check_command` such as `check_ping!100,20%!500,60%` stands for on its host. */
export function runLine(checkCommand: string, scene: MacroScene): RunLine {
  const [name = '', ...args] = checkCommand
    .split(/(?<!\\)!/)
    .map((part) => part.replaceAll('\\!', '!'));
  const command = scene.commands.get(name);
  if (command === undefined) return { problem: `there is no command ${name}` };
  const given = new Map<string, string>();
  for (const [index, arg] of args.entries()) {
    const filled = replaceMacros(arg, scene, given);
    if ('problem' in filled) return filled;
    given.set(`ARG${index + 1}`, filled.line);
  }
  return replaceMacros(textOf(command, 'command_line') ?? '', scene, given);
}

/** A line as words of one program: as they are, or handed to a shell where only a shell can run them. */
export function asCheck(line: string): string {
  const split = splitCommandLine(line);
  const direct = 'words' in split && split.words[0]?.startsWith('/');
  return direct ? joinWords(split.words) : joinWords(['/bin/sh', '-c', line]);
}

function replaceMacros(
  text: string,
  scene: MacroScene,
  given: ReadonlyMap<string, string>,
): RunLine {
  const unknown: string[] = [];
  const line = text.replace(/\$([A-Za-z0-9_:-]*)\$/g, (whole, name: string) => {
    const value = name === '' ? '$' : macro(name, scene, given);
    if (value === undefined) unknown.push(whole);
    return value ?? whole;
  });
  if (unknown.length === 0) return { line };
  return { problem: `uses ${[...new Set(unknown)].join(', ')}, which only Nagios can fill in` };
}

function macro(
  name: string,
  { host, service, macros }: MacroScene,
  given: ReadonlyMap<string, string>,
): string | undefined {
  if (/^ARG\d+$/.test(name)) return given.get(name) ?? '';
  if (/^USER\d+$/.test(name)) return macros.get(name) ?? '';
  if (name.startsWith('_HOST')) return textOf(host, `_${name.slice(5)}`) ?? '';
  if (name.startsWith('_SERVICE') && service) return textOf(service, `_${name.slice(8)}`) ?? '';
  const hostName = textOf(host, 'host_name');
  switch (name) {
    case 'HOSTNAME':
      return hostName;
    case 'HOSTALIAS':
      return textOf(host, 'alias') ?? hostName;
    case 'HOSTADDRESS':
      return textOf(host, 'address') ?? hostName;
    case 'HOSTDISPLAYNAME':
      return textOf(host, 'display_name') ?? hostName;
    case 'SERVICEDESC':
      return service && textOf(service, 'service_description');
    case 'SERVICEDISPLAYNAME':
      return service && (textOf(service, 'display_name') ?? textOf(service, 'service_description'));
    default:
      return undefined;
  }
}
