import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CheckContext, thisMachine } from '../../plugins/check/context.ts';

/** A machine made of files below a folder of its own; `remove` takes it away again. */
export interface PreparedMachine {
  readonly context: CheckContext;
  readonly write: (path: string, content: string | Buffer) => void;
  readonly remove: () => void;
}

/** A machine with these files, by path from its root (`proc/loadavg`). */
export function prepareMachine(files: Readonly<Record<string, string | Buffer>>): PreparedMachine {
  const root = mkdtempSync(join(tmpdir(), 'watchclock-machine-'));
  const write = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const [path, content] of Object.entries(files)) write(path, content);
  const remove = () => rmSync(root, { recursive: true });
  return { context: { ...thisMachine(), root }, write, remove };
}
