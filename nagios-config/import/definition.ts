/** Where something stands in an existing configuration: the file as it was found, and the line counted from 1. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

/** A directive's value and where it stands. */
export interface Value {
  readonly text: string;
  readonly origin: Origin;
}

/** One `define` as it is written, or with what it inherits filled in. */
export interface Definition {
  readonly type: string;
  readonly origin: Origin;
  /** By name; of a name that is given twice the last value. */
  readonly directives: ReadonlyMap<string, Value>;
}

/** The text of a directive, or undefined where there is none. */
export function textOf(definition: Definition, name: string): string | undefined {
  return definition.directives.get(name)?.text;
}

/** The names in a list with commas between them, without blanks and without empty ones. */
export function listIn(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** What an object is called in a list: `service localhost;PING`. */
export function nameOf(definition: Definition): string {
  const { type } = definition;
  const template = textOf(definition, 'name');
  const host = textOf(definition, 'host_name') ?? textOf(definition, 'hostgroup_name');
  const about = [host, textOf(definition, 'service_description')];
  const said =
    textOf(definition, `${type}_name`) ?? about.filter((part) => part !== undefined).join(';');
  if (said !== '') return `${type} ${said}`;
  return template === undefined ? type : `${type} template ${template}`;
}
