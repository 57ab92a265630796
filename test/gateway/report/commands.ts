/** How a command ended. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Command = (
  args: readonly string[],
  io: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
) => Promise<number>;

/** Runs a command in this process and keeps what it writes. */
export async function runCommand(command: Command, ...args: readonly string[]): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const stream = (to: keyof typeof written) =>
    ({
      write: (text: string | Uint8Array) => {
        written[to] += String(text);
        return true;
      },
      isTTY: false,
    }) as unknown as NodeJS.WriteStream & { fd: 1 | 2 };
  const io = { stdout: stream('stdout'), stderr: stream('stderr') } as Pick<
    NodeJS.Process,
    'stdout' | 'stderr'
  >;
  const status = await command(args, io);
  return { status, ...written };
}
