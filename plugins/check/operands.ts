import type { Reader } from './option.ts';
import { UsageError } from './usage-error.ts';

/** The arguments that belong to no option, to be taken one by one. */
export interface Operands {
  /** `given`, or else the next operand read as the option `name`; undefined when there is neither. */
  readonly orNext: <T>(given: T | undefined, reader: Reader<T>, name: string) => T | undefined;
  /** Throws a UsageError when an operand is left: nothing on a command line is ignored. */
  readonly end: () => void;
}

/** The operands of a call of `program`, such as the old form `check_users 5 10`. */
export function takeOperands(program: string, operands: readonly string[]): Operands {
  const left = [...operands];
  return {
    orNext(given, reader, name) {
      if (given !== undefined) return given;
      const text = left.shift();
      return text === undefined ? undefined : reader(text, name);
    },
    end() {
      if (left[0] !== undefined)
        throw new UsageError(`${program}: unexpected argument: "${left[0]}"`);
    },
  };
}
