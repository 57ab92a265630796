import { spawn } from 'node:child_process';

/** How a program ended and everything that it said. */
export type Ran =
  | { readonly status: number | null; readonly output: string }
  | { readonly missing: true };

/** Runs a program to its end, without a shell. */
export function runProgram(program: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const pieces: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => pieces.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => pieces.push(text));
    child.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve({ missing: true }) : reject(error),
    );
    child.on('close', (status) => resolve({ status, output: pieces.join('') }));
  });
}
