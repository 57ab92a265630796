/** A command was called in a way that it does not know; the message names the argument and shows it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * The values of options `--NAME VALUE` or `--NAME=VALUE`, each given at most once. Throws a `UsageError` at any other argument.
 */
export function optionsOf<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
): { readonly [N in Name]?: string } {
  const given = new Map<string, string>();
  const rest = args.flatMap(splitAtEqualSign);
  for (let index = 0; index < rest.length; index += 2) {
    const [option = '', value] = [rest[index], rest[index + 1]];
    const name = names.find((each) => option === `--${each}`);
    if (name === undefined) throw new UsageError(unknown(option, names));
    if (value === undefined) throw new UsageError(`${option} needs a value`);
    if (given.has(name)) throw new UsageError(`${option} is given twice: "${value}"`);
    given.set(name, value);
  }
  return Object.fromEntries(given) as { [N in Name]?: string };
}

function splitAtEqualSign(arg: string): readonly string[] {
  const match = /^(--[^=]+)=(.*)$/s.exec(arg);
  return match === null ? [arg] : [match[1] ?? '', match[2] ?? ''];
}

function unknown(option: string, names: readonly string[]): string {
  const known =
    names.length === 0 ? 'takes no arguments' : names.map((name) => `--${name}`).join(', ');
  return `unexpected argument (${known}): "${option}"`;
}
