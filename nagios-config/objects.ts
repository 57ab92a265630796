/** The kinds of objects that Nagios Core reads. */
export type ObjectType =
  | 'command'
  | 'contact'
  | 'contactgroup'
  | 'host'
  | 'hostgroup'
  | 'service'
  | 'servicegroup'
  | 'servicedependency'
  | 'serviceescalation'
  | 'hostescalation'
  | 'timeperiod';

/** One `define` of a Nagios object file: its directives in the order in which they are written. */
export interface NagiosObject {
  readonly type: ObjectType;
  readonly directives: readonly Directive[];
  /** Why it is as it is, written above it. */
  readonly reasons: readonly string[];
}

/** A name, its value, and a word about it; the value is data: `format` writes it so that Nagios reads the same again. */
export type Directive = readonly [name: string, value: string | number, about?: string];

/** An object without those directives whose value is undefined. */
export function nagiosObject(
  type: ObjectType,
  directives: Readonly<Record<string, string | number | undefined>>,
  reasons: readonly string[] = [],
): NagiosObject {
  const given = Object.entries(directives).filter(
    (directive): directive is [string, string | number] => directive[1] !== undefined,
  );
  return { type, directives: given, reasons };
}
