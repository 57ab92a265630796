import { exited, type Outcome, type Run } from './outcome.ts';

/** What a command of this program needs of a process. */
type CommandIo = Pick<NodeJS.Process, 'env' | 'stdout' | 'stderr'>;

/** A command of this program that may be run inside another process: arguments in, exit status out. */
export type EmbeddedCommand = (args: readonly string[], io: CommandIo) => Promise<number>;

/** Commands by name, each loaded when it is first needed. */
export type Embedded = Readonly<Record<string, () => Promise<EmbeddedCommand>>>;

/** Runs such a command; what it writes is kept. It is never ended before its time: what it does may have to be done. */
export async function runEmbedded(
  load: () => Promise<EmbeddedCommand>,
  args: readonly string[],
  { env }: Run,
): Promise<Outcome> {
  const stdout = collector();
  const stderr = collector();
  const io = { env, stdout: stdout.stream, stderr: stderr.stream };
  const command = await load();
  const status = await command(args, io as CommandIo);
  return exited(status, stdout.text(), stderr.text());
}

function collector() {
  let text = '';
  const write = (piece: string) => {
    text += piece;
    return true;
  };
  return { stream: { write } as unknown as NodeJS.WriteStream & { fd: 1 & 2 }, text: () => text };
}
