import { type Decoded, type PassiveCheck, passiveCheckProblem } from './passive-check.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** What an NRDP server answers: status 0, or -1 with a message such as `BAD TOKEN`. */
export interface NrdpReply {
  readonly status: number;
  readonly message: string;
  /** `2 checks processed.` */
  readonly output?: string;
}

/** The two forms of everything that NRDP says. */
export type NrdpForm = 'xml' | 'json';

/** Results as the XML of `cmd=submitcheck`, which every NRDP server reads. */
export function encodeNrdpChecks(checks: readonly PassiveCheck[]): string {
  return `<?xml version='1.0'?><checkresults>${checks.map(checkXml).join('')}</checkresults>`;
}

/** Reads XML or JSON of `cmd=submitcheck`; each result by itself is a value or wrong. `now` (epoch ms) dates what has no time. */
export function decodeNrdpChecks(
  text: string,
  form: NrdpForm,
  now: number,
): Decoded<readonly Decoded<PassiveCheck>[]> {
  const records = form === 'xml' ? xmlRecords(text) : jsonRecords(text);
  if (records === undefined) return { kind: 'wrong', why: form === 'xml' ? 'BAD XML' : 'BAD JSON' };
  if (records.length === 0) return { kind: 'wrong', why: 'NO DATA' };
  return { kind: 'value', value: records.map((record) => checkOf(record, now)) };
}

/** An answer in the form that was asked for. */
export function encodeNrdpReply({ status, message, output }: NrdpReply, form: NrdpForm): string {
  if (form === 'json') {
    return JSON.stringify({
      result: { status, message, ...(output !== undefined && { meta: { output } }) },
    });
  }
  const meta = output === undefined ? '' : `<meta><output>${escapeXml(output)}</output></meta>`;
  return `<?xml version="1.0" encoding="utf-8"?>\n<result><status>${status}</status><message>${escapeXml(message)}</message>${meta}</result>\n`;
}

/** Reads an answer of either form; undefined when it is none. */
export function decodeNrdpReply(text: string): NrdpReply | undefined {
  const found = text.trimStart().startsWith('{') ? parsedJson(text) : xmlReply(text);
  const result = field(found, 'result');
  const status = Number(field(result, 'status') ?? Number.NaN);
  if (!Number.isInteger(status)) return undefined;
  const output = field(field(result, 'meta'), 'output');
  return {
    status,
    message: String(field(result, 'message') ?? ''),
    ...(output !== undefined && { output: String(output) }),
  };
}

function checkXml({ host, service, code, output, at }: PassiveCheck): string {
  const type = service === null ? 'host' : 'service';
  const fields = [
    element('hostname', host),
    service === null ? '' : element('servicename', service),
    element('state', String(code)),
    element('output', output),
    element('time', String(Math.floor(at / 1000))),
  ];
  return `<checkresult type='${type}' checktype='1'>${fields.join('')}</checkresult>`;
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

/** What XML 1.0 cannot hold at all becomes a blank. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ' ');
}

/** One result with its fields as texts, whichever form it came in. */
type Fields = Readonly<Record<string, unknown>>;

function xmlRecords(text: string): readonly Fields[] | undefined {
  const root = parseXml(text);
  if (root?.name !== 'checkresults') return undefined;
  return root.children
    .filter(({ name }) => name === 'checkresult')
    .map(({ attributes, children }) => ({ ...attributes, ...textsIn(children) }));
}

/** An answer as its JSON would be. */
function xmlReply(text: string): Fields {
  const root = parseXml(text);
  if (root?.name !== 'result') return {};
  const meta = root.children.find(({ name }) => name === 'meta');
  return { result: { ...textsIn(root.children), meta: textsIn(meta?.children ?? []) } };
}

function textsIn(elements: readonly XmlElement[]): Fields {
  return Object.fromEntries(elements.map(({ name, text }) => [name, text]));
}

function jsonRecords(text: string): readonly Fields[] | undefined {
  const found = field(parsedJson(text), 'checkresults');
  if (!Array.isArray(found)) return undefined;
  return found.map((record: unknown): Fields => {
    const attributes = field(record, 'checkresult');
    return { ...Object(record), type: field(attributes, 'type') };
  });
}

function checkOf(fields: Fields, now: number): Decoded<PassiveCheck> {
  const time = Number(textOf(fields, 'time'));
  const state = textOf(fields, 'state').trim();
  const value: PassiveCheck = {
    host: textOf(fields, 'hostname').trim(),
    service: serviceOf(fields),
    code: /^-?\d{1,9}$/.test(state) ? Number(state) : Number.NaN,
    output: textOf(fields, 'output'),
    at: Number.isInteger(time) && time > 0 ? time * 1000 : now,
  };
  const why = passiveCheckProblem(value);
  return why === undefined ? { kind: 'value', value } : { kind: 'wrong', why };
}

/** What does not say what it is about is about a host unless it names a service. */
function serviceOf(fields: Fields): string | null {
  const type = textOf(fields, 'type').trim().toLowerCase();
  const service = textOf(fields, 'servicename').trim();
  return type === 'host' || (type !== 'service' && service === '') ? null : service;
}

function textOf(fields: Fields, name: string): string {
  const value = field(fields, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Fields)[name];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
