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
  for (let at = 0; ; ) {
    const page = splitPage(bytes.subarray(at));
    const headBytes = at + page.headBytes;
    const another = page.body.subarray(0, 5).toString('latin1') === 'HTTP/';
    if (!another || !/^HTTP\/1\.\d 1\d\d\b/.test(page.statusLine)) return { ...page, headBytes };
    at = headBytes;
  }
}

/** The value of the last field called `name` (lower case) in the lines of a head, continuation lines joined by blanks. */
export function fieldValue(fields: string, name: string): string | undefined {
  const unfolded = fields.replace(/\r?\n[ \t]+/g, ' ');
  const lines = unfolded.split('\n').map((line) => /^([^:\s]+)\s*:(.*)$/.exec(line.trim()));
  return lines.findLast((line) => line?.[1]?.toLowerCase() === name)?.[2]?.trim();
}

function splitPage(bytes: Buffer): Page {
  const end = endOfHead(bytes);
  const head = bytes.toString('latin1', 0, end?.at);
  const [statusLine = '', ...lines] = head.split(/\r?\n/);
  const bodyAt = end === undefined ? bytes.length : end.bodyAt;
  return {
    statusLine: statusLine.trim(),
    fields: lines.join('\n').trimEnd(),
    headBytes: bodyAt,
    body: bytes.subarray(bodyAt),
  };
}

/** Where the head ends and the body begins. Nothing behind it is looked at: thousands of interim answers may follow. */
function endOfHead(bytes: Buffer): { readonly at: number; readonly bodyAt: number } | undefined {
  for (let feed = bytes.indexOf(lf); feed >= 0; feed = bytes.indexOf(lf, feed + 1)) {
    const next = bytes[feed + 1] === cr ? feed + 2 : feed + 1;
    if (bytes[next] !== lf) continue;
    return { at: bytes[feed - 1] === cr ? feed - 1 : feed, bodyAt: next + 1 };
  }
  return undefined;
}

const lf = 0x0a;
const cr = 0x0d;
