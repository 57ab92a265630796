import { createHash } from 'node:crypto';

/** What a log entry's hash covers: everything of its row but the hash itself. `actor` and `event` are as stored. */
export interface ChainedEvent {
  readonly incident: number;
  readonly version: number;
  readonly at: number;
  readonly receivedAt: number;
  readonly actor: unknown;
  readonly event: unknown;
  /** The hash of the incident's event before, null for its first. */
  readonly previousHash: string | null;
}

/** A log entry as stored: hashed, with digests in place of personal texts. */
export interface LogEntry extends ChainedEvent {
  readonly hash: string;
}

/** SHA-256, in hex, over the canonical JSON of an event that names the hash of the one before it. */
export function eventHash(event: ChainedEvent): string {
  const { incident, version, at, receivedAt, actor, event: content, previousHash } = event;
  const covered = { incident, version, at, receivedAt, actor, event: content, previousHash };
  return digestOf(canonicalJson(covered));
}

/** SHA-256, in hex, over the canonical JSON of an announced window as stored, which names the hash of the one before it. */
export function windowHash(window: {
  readonly position: number;
  readonly content: unknown;
  readonly previousHash: string | null;
}): string {
  const { position, content, previousHash } = window;
  return digestOf(canonicalJson({ position, content, previousHash }));
}

/** SHA-256 of a text's UTF-8, in hex. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** SHA-256, in hex, over the canonical JSON of a value, which is never held as a whole: a report's lists are long. */
export function canonicalDigest(value: unknown): string {
  const hash = createHash('sha256');
  for (const piece of canonicalPieces(value)) hash.update(piece);
  return hash.digest('hex');
}

function* canonicalPieces(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      yield (index === 0 ? '[' : ',') + canonicalJson(item);
    yield value.length === 0 ? '[]' : ']';
  } else if (isObject(value)) {
    let before = '{';
    for (const key of keysOf(value)) {
      yield `${before}${JSON.stringify(key)}:`;
      yield* canonicalPieces(value[key]);
      before = ',';
    }
    yield before === '{' ? '{}' : '}';
  } else yield JSON.stringify(value);
}

/**
 * JSON text that is the same for the same value everywhere (RFC 8785): keys sorted by their UTF-16 units,
 * no spaces, numbers and strings as ECMAScript writes them. Members that are undefined are left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = keysOf(value).map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${members.join(',')}}`;
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}

/** What `sort` goes by where nothing else is said are the UTF-16 units. */
function keysOf(value: Members): string[] {
  return Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort();
}
