import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** What a password is read from. */
type Terminal = Pick<NodeJS.Process, 'stdin' | 'stderr'>;

/** A password: asked for, unseen, on a terminal; else the first line of standard input. */
export async function readPassword({ stdin, stderr }: Terminal): Promise<string> {
  const terminal = stdin.isTTY === true;
  if (terminal) stderr.write('Password: ');
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silence, terminal });
  const { promise, resolve } = Promise.withResolvers<string>();
  lines.once('line', resolve);
  lines.once('close', () => resolve(''));
  const password = await promise;
  lines.close();
  if (terminal) stderr.write('\n');
  return password;
}
