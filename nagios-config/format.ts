import type { NagiosObject } from './objects.ts';

/** A section of an object file: a heading and what stands under it. */
export interface Section {
  readonly title: string;
  readonly objects: readonly NagiosObject[];
}

/** The text of a Nagios object file: the header as comments, then the sections that have any objects. */
export function formatObjects(header: readonly string[], sections: readonly Section[]): string {
  const filled = sections.filter(({ objects }) => objects.length > 0);
  const parts = filled.map(({ title, objects }) =>
    [`# --- ${commentText(title)} ---`, ...objects.map(formatObject)].join('\n\n'),
  );
  return [...comments(header), '', parts.join('\n\n\n'), ''].join('\n');
}

/** Lines as comments of a file in which `#` starts one. */
export function comments(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `# ${commentText(line)}`.trimEnd());
}

function formatObject({ type, directives, reasons }: NagiosObject): string {
  const lines = directives.map(
    ([name, value, about]) =>
      `    ${name.padEnd(28)} ${valueText(value)}${about === undefined ? '' : `  ; ${commentText(about)}`}`,
  );
  return [...comments(reasons), `define ${type} {`, ...lines, '}'].join('\n');
}

// Nagios takes a ";" for the start of a comment unless a backslash stands before it, and a backslash at the end of a
// line for a promise that the line goes on, in comments too.
function valueText(value: string | number): string {
  const text = String(value);
  if (control.test(text)) {
    throw new RangeError(`a value for Nagios must be one line: ${JSON.stringify(text)}`);
  }
  const escaped = text.includes(';') ? text.replaceAll(';', '\\;') : text;
  return escaped.endsWith('\\') ? `${escaped} ` : escaped;
}

function commentText(text: string): string {
  // Nearly every text is plain; to replace nothing a million times would take a second.
  const line = control.test(text) ? text.replaceAll(everyControl, ' ') : text;
  return /[\s\\]$/.test(line) ? line.replace(/[\s\\]+$/, '') : line;
}

const control = /[\u0000-\u001f\u007f]/;
const everyControl = new RegExp(control, 'g');
