import { type Page, readPage } from './head.ts';

/** What is known of an answer that comes in pieces. */
type Progress =
  | { readonly kind: 'whole'; readonly page: Page }
  /** So far it is plain; more is to come. */
  | { readonly kind: 'partial' }
  /** It takes an HTTP client to read it. */
  | { readonly kind: 'odd' };

/** Follows an answer from piece to piece: the beginning so far, and whether the other side has hung up. */
type Follow = (beginning: Buffer, ended: boolean) => Progress;

/**
 * Reads plain answers, which most are: HTTP/1, one final head of usual fields, and a body as it is, up to its length or
 * to the end. With `bodiless` there is none, whatever the head says.
 */
export function plainAnswer(bodiless: boolean): Follow {
  let looks = 0;
  let head: { readonly page: Page; readonly length: number } | undefined;
  return (beginning, ended) => {
    if (head === undefined) {
      looks += 1;
      // Who sends a head in drops is odd: looking at it again with every drop would take the square of its length.
      if (!beginning.includes(endOfHead)) return looks > mostLooks || ended ? odd : partial;
      const page = readPage(beginning);
      const length = lengthOf(page, bodiless);
      if (length === undefined) return odd;
      head = { page, length };
    }
    const { page, length } = head;
    const have = beginning.length - page.headBytes;
    if (have < length && !(ended && length === Infinity)) return ended ? odd : partial;
    return { kind: 'whole', page: { ...page, body: beginning.subarray(page.headBytes) } };
  };
}

const endOfHead = '\r\n\r\n';
const mostLooks = 16;
const odd = { kind: 'odd' } as const;
const partial = { kind: 'partial' } as const;

/** The bytes that the body must have, Infinity where it goes on to the end; undefined where it is not plain. */
function lengthOf({ statusLine, fields }: Page, bodiless: boolean): number | undefined {
  const [, code] = plainStatusLine.exec(statusLine) ?? [];
  const names = fields === '' ? [] : fields.split('\n').map((line) => plainField.exec(line)?.[1]);
  if (code === undefined || names.length > mostFields) return undefined;
  const lower = names.map((name) => name?.toLowerCase());
  if (lower.some((name) => name === undefined || clientsFields.includes(name))) return undefined;
  if (bodiless || code === '204' || code === '304') return 0;
  const at = lower.indexOf('content-length');
  if (at < 0) return Infinity;
  const [, length] = /:[ \t]*(\d{1,9})[ \t\r]*$/.exec(fields.split('\n')[at] ?? '') ?? [];
  return lower.lastIndexOf('content-length') === at && length ? Number(length) : undefined;
}

const plainStatusLine = /^HTTP\/1\.[01] ([2-5]\d\d)(?: |$)/;
const plainField = /^([!#$%&'*+.^_`|~\w-]+):[\t\x20-\x7e\x80-\xff]*\r?$/;
const clientsFields: readonly string[] = ['transfer-encoding', 'content-encoding', 'upgrade'];
const mostFields = 1000;
