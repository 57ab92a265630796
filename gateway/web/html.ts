/** A key that no text, no JSON and no other module can hold: what carries it was made by `html`. */
const markup = Symbol('markup');

/** A piece of HTML. */
export interface Html {
  readonly [markup]: string;
}

/** What can stand in a template: texts and numbers are shown as they are, whatever they contain; the rest shows nothing. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/** A template of HTML. Attributes stand in double quotes; what is filled in is data, never markup. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { [markup]: String.raw({ raw: parts }, ...values.map(written)) };
}

/** The text of a piece of HTML, to be sent. */
export function render(piece: Html): string {
  return piece[markup];
}

function written(value: HtmlValue): string {
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  if (value === null || value === undefined || value === false) return '';
  return markup in value ? value[markup] : value.map(written).join('');
}

/** Control characters have no place in HTML: the sign for a lost character shows where one stood. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '\ufffd')
    .replaceAll(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
