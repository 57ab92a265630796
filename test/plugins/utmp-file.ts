/** One entry of a utmp file. */
export interface UtmpEntry {
  readonly type: number;
  readonly pid: number;
  readonly terminal: string;
  readonly user: string;
}

/** A utmp file as a little-endian machine of this architecture writes it. */
export function utmpFile(entries: readonly UtmpEntry[], architecture = process.arch): Buffer {
  return Buffer.concat(
    entries.map(({ type, pid, terminal, user }) => {
      const record = Buffer.alloc(architecture === 'arm64' ? 400 : 384);
      record.writeInt16LE(type, 0);
      record.writeInt32LE(pid, 4);
      record.write(terminal, 8, 32);
      record.write(user, 44, 32);
      return record;
    }),
  );
}
