import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NscaMethod, nscaMethods } from '../../plugins/wire/nsca-cipher.ts';

/** What the real send_nsca is to send, to which port of this machine. */
export interface Sending {
  readonly port: number;
  readonly method: NscaMethod;
  readonly password: string;
  /** `host<TAB>service<TAB>code<TAB>output`, each a record. */
  readonly lines: readonly string[];
}

/** Runs the real send_nsca, whose path `program` is; answers what it says. It is told nothing of what became of it. */
export async function sendNsca(program: string, { port, method, password, lines }: Sending) {
  const folder = await mkdtemp(join(tmpdir(), 'watchclock-send-nsca-'));
  const config = join(folder, 'send_nsca.cfg');
  await writeFile(config, `password=${password}\nencryption_method=${nscaMethods[method]}\n`);
  const args = ['-H', '127.0.0.1', '-p', String(port), '-c', config];
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => undefined);
  // The real client separates records by this character.
  child.stdin.end(lines.join('\x17'));
  let text = '';
  for await (const piece of child.stdout) text += piece;
  await rm(folder, { recursive: true });
  return text;
}
