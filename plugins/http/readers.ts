import type { SecureVersion } from 'node:tls';
import { parseStatus } from '../check/status.ts';
import { UsageError } from '../check/usage-error.ts';
import type { Dialect, HttpVersion, JsonExpectation, Redirects, TlsVersions } from './plan.ts';

/** Turns the text of an option into its value, or throws a UsageError in the words of the reference. */
export type Read<T> = (text: string) => T;

/** A port, 0 to 65535. */
export const portNumber =
  (dialect: Dialect): Read<number> =>
  (text) => {
    if (isWhole(text) && Number(text) <= 65535) return Number(text);
    const why = dialect === 'check_http' ? '' : `, ${isWhole(text) ? tooBig : noNumber}`;
    throw wrong(dialect, `Invalid port number${why}`, text);
  };

/** A count, 0 or more. */
export const redirectCount =
  (dialect: Dialect): Read<number> =>
  (text) => {
    if (isWhole(text)) return Number(text);
    throw wrong(dialect, 'Invalid max_redirs count', text);
  };

/** `WARN[,CRIT]`, whole days; CRIT is 0 when it is left out. */
export const certificateDays =
  (dialect: Dialect): Read<readonly [number, number]> =>
  (text) => {
    const [, warning = text, critical = '0'] = /^([^,]*),(.*)$/s.exec(text) ?? [];
    for (const days of [warning, critical]) {
      if (!isWhole(days)) throw wrong(dialect, 'Invalid certificate expiration period', days);
    }
    return [Number(warning), Number(critical)];
  };

/** `VERSION[+]` of TLS; nothing for no text. SSL 2 and 3 exist but cannot be spoken any more. */
export const tlsVersions =
  (dialect: Dialect): Read<TlsVersions> =>
  (text) => {
    if (text === '') return {};
    const name = text.replace(/\+$/, '');
    const orNewer = text.endsWith('+');
    const oldest = versions[name];
    if (oldest !== undefined) return { oldest, newest: orNewer ? 'TLSv1.3' : oldest };
    if (name !== '2' && name !== '3') {
      const valid = dialect === 'check_http' ? '2, 3, 1, 1.1, 1.2' : '2, 3, 1, 1.1, 1.2, 1.3';
      const sentence = `Invalid option - Valid SSL/TLS versions: ${valid} (with optional '+' suffix)`;
      throw new UsageError(`${dialect}: ${sentence}`, [`--ssl: "${text}" (1.3 is one, too)`]);
    }
    // libcurl is told the oldest version, OpenSSL which ones it may speak.
    return orNewer && dialect === 'check_http' ? {} : { gone: name };
  };

/** A way to deal with redirects. */
export const redirectMode =
  (dialect: Dialect): Read<Redirects['mode']> =>
  (text) => {
    if (text === 'follow' || text === 'sticky' || text === 'stickyport') return text;
    if (text === 'curl' && dialect === 'check_curl') return 'follow';
    const status = /^[a-z]+$/.test(text) ? parseStatus(text) : undefined;
    if (status === undefined) throw wrong(dialect, 'Invalid onredirect option', text);
    return status;
  };

/** `MIN[:MAX]` bytes; a MAX of 0 is none. */
export const pageSize: Read<readonly [number, number]> = (text) => {
  const [, smallest = text, largest = '0'] = /^([^:]*):(.*)$/s.exec(text) ?? [];
  if (isWhole(smallest) && isWhole(largest)) return [Number(smallest), Number(largest)];
  throw new UsageError(`Bad format: try "-m min:max": "${text}"`);
};

/** Seconds, or minutes, hours or days with a letter behind. */
export const maxAge: Read<number> = (text) => {
  const [, count, unit = 's'] = /^(\d+)([smhd]?)$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * (unitSeconds[unit] ?? 1);
  throw new UsageError(`unparsable max-age: "${text}"`);
};

/** `PATH=VALUE`. */
export const jsonExpectation: Read<JsonExpectation> = (text) => {
  const [, path, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (path !== undefined && value !== undefined) return { path, value };
  throw new UsageError(`--json: not PATH=VALUE: "${text}"`);
};

/** An HTTP version that a request can have. */
export const httpVersion: Read<HttpVersion> = (text) => {
  if (text === '1.0' || text === '1.1') return text;
  if (text === '2' || text === '2.0') return '2';
  throw new UsageError(`unknown http-version parameter: "${text}"`);
};

/** A usage error as the reference has it: `check_http: Invalid port number - x`. */
export function wrong(dialect: Dialect, what: string, text: string): UsageError {
  return new UsageError(`${dialect}: ${what} - ${text}`);
}

const noNumber = 'expecting a non-negative number';
const tooBig = 'supplied port number is too big';

const versions: Readonly<Record<string, SecureVersion>> = {
  '1': 'TLSv1',
  '1.0': 'TLSv1',
  '1.1': 'TLSv1.1',
  '1.2': 'TLSv1.2',
  '1.3': 'TLSv1.3',
};

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

function isWhole(text: string): boolean {
  return /^\d+$/.test(text) && Number.isSafeInteger(Number(text));
}
