/** The head of an answer: the status line without its line end, and the lines under it as they came. */
export interface Head {
  readonly statusLine: string;
  readonly fields: string;
  /** With the empty line, and with the interim answers before it. */
  readonly headBytes: number;
}

/** An answer taken apart without asking whether it is HTTP: its first line, the lines up to an empty one, the rest. */
export interface Page extends Head {
  readonly body: Buffer;
}

/**
 * Takes apart the beginning of an answer. Interim answers (100 Continue) before another one are left out. Any line
 * ends will do; what has no empty line has no body.
 */
export function readPage(bytes: Buffer): Page {
  const page = splitPage(bytes);
  const interim = /^HTTP\/1\.\d 1\d\d\b/.test(page.statusLine) && page.body.indexOf('HTTP/') === 0;
  if (!interim) return page;
  const final = readPage(page.body);
  return { ...final, headBytes: final.headBytes + page.headBytes };
}

/** The value of the last field called `name` (lower case) in the lines of a head, continuation lines joined by blanks. */
export function fieldValue(fields: string, name: string): string | undefined {
  const unfolded = fields.replace(/\r?\n[ \t]+/g, ' ');
  const lines = unfolded.split('\n').map((line) => /^([^:\s]+)\s*:(.*)$/.exec(line.trim()));
  return lines.findLast((line) => line?.[1]?.toLowerCase() === name)?.[2]?.trim();
}

function splitPage(bytes: Buffer): Page {
  const text = bytes.toString('latin1');
  const end = /\r?\n(?=\r?\n)/.exec(text);
  const head = end === null ? text : text.slice(0, end.index);
  const [statusLine = '', ...lines] = head.split(/\r?\n/);
  const bodyAt = end === null ? bytes.length : end.index + emptyLineLength(text, end.index);
  return {
    statusLine: statusLine.trim(),
    fields: lines.join('\n').trimEnd(),
    headBytes: bodyAt,
    body: bytes.subarray(bodyAt),
  };
}

function emptyLineLength(text: string, at: number): number {
  return /^\r?\n\r?\n/.exec(text.slice(at, at + 4))?.[0].length ?? 0;
}
