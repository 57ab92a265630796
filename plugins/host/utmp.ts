import { endianness } from 'node:os';
import type { Session } from './session.ts';

/** A login as utmp(5) records it, with the process that stands for it. */
export interface UtmpLogin extends Session {
  readonly pid: number;
}

/**
 * The logins (USER_PROCESS entries with a user) in a utmp file. Its records have no mark of their own: on 64-bit
 * machines that never ran 32-bit programs (arm64) the times are wider. An incomplete last record is left out.
 */
export function parseUtmp(file: Buffer, architecture: NodeJS.Architecture): readonly UtmpLogin[] {
  const size = architecture === 'arm64' ? 400 : 384;
  const records = Array.from({ length: Math.floor(file.length / size) }, (_, at) =>
    file.subarray(at * size, (at + 1) * size),
  );
  return records
    .filter((record) => readShort(record) === userProcess)
    .map((record) => ({
      pid: endianness() === 'LE' ? record.readInt32LE(4) : record.readInt32BE(4),
      terminal: textAt(record, 8, 32),
      user: textAt(record, 44, 32),
    }))
    .filter(({ user }) => user !== '');
}

const userProcess = 7;

function readShort(record: Buffer): number {
  return endianness() === 'LE' ? record.readInt16LE(0) : record.readInt16BE(0);
}

function textAt(record: Buffer, start: number, length: number): string {
  const field = record.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}
