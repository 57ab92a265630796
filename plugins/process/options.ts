import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** The options of a command by their names, or a sentence on what is wrong with them. Takes nothing but options. */
export function readOptions<const T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return (error as Error).message;
  }
}
