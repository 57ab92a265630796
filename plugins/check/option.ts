/**
 * One option of a check, declared once for the parser, the help and the documentation. Its key in the check's
 * table is its long name. `read` turns the texts given with it, in order, into the value; `name` is how messages
 * call it (`--warning`). It throws a UsageError that shows the text.
 */
export interface Option<T> extends Spelling {
  readonly says: string;
  readonly read: (texts: readonly string[], name: string) => T;
}

/** How an option is written and explained. */
export interface Spelling {
  readonly short?: string;
  /** Other long names, without dashes. */
  readonly aliases?: readonly string[];
  /** Whole arguments that mean it too, from before there were long names: `-wt`. */
  readonly words?: readonly string[];
  /** What its argument is called in the help; an option without one takes none. */
  readonly argument?: string;
  /** The argument may be left out; then it can only be attached: `-S1.2`, `--ssl=1.2`. */
  readonly attachedOnly?: boolean;
  /** Not in the reference: an abbreviation that the reference understands never means this option. */
  readonly ours?: boolean;
}

/** A check's options by long name. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** What reading a table of options gives. */
export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Option<infer Value> ? Value : never;
};

/** Reads the text given with the option called `name`, or throws a UsageError that shows it. */
export type Reader<T> = (text: string, name: string) => T;

/** An option without argument: whether it was given. */
export function flag(says: string, spelling: Spelling = {}): Option<boolean> {
  return { ...spelling, says, read: (texts) => texts.length > 0 };
}

/** An option without argument: how often it was given. */
export function counter(says: string, spelling: Spelling = {}): Option<number> {
  return { ...spelling, says, read: (texts) => texts.length };
}

/** An option with an argument: the last one counts, but every one must be readable. */
export function value<T>(
  says: string,
  argument: Argument,
  reader: Reader<T>,
): Option<T | undefined> {
  return {
    ...argument,
    says,
    read: (texts, name) => texts.map((text) => reader(text, name)).at(-1),
  };
}

/** Like `value`, with what counts when the option is not given. */
export function valueOr<T>(
  fallback: T,
  says: string,
  argument: Argument,
  reader: Reader<T>,
): Option<T> {
  const { read, ...rest } = value(says, argument, reader);
  return { ...rest, read: (texts, name) => read(texts, name) ?? fallback };
}

/** An option that may be repeated: all arguments in the order given. */
export function values<T>(
  says: string,
  argument: Argument,
  reader: Reader<T>,
): Option<readonly T[]> {
  return { ...argument, says, read: (texts, name) => texts.map((text) => reader(text, name)) };
}

type Argument = Spelling & { readonly argument: string };
