import type { CheckOutcome } from '../../../plugins/run.ts';
import { runCheck } from '../../../plugins/run.ts';
import { type Listening, type Origin, type Script, startOrigin } from './origin.ts';

/** Starts servers for the tests of the suite that calls it, and closes them after each. */
export function useOrigins() {
  const origins: Origin[] = [];
  afterEach(() => Promise.all(origins.splice(0).map((origin) => origin.close())));

  async function start(script: Script, listening: Listening = {}): Promise<Origin> {
    const origin = await startOrigin(script, listening);
    origins.push(origin);
    return origin;
  }

  /** What check_http says first to a server that does as `script` says. */
  async function ask(script: Script, ...args: readonly string[]): Promise<string> {
    const { port } = await start(script);
    return asked(await runCheck('check_http', ['-H', '127.0.0.1', '-p', port, ...args]));
  }

  return { start, ask };
}

/** The exit code and the first line of an outcome. */
export function asked({ exitCode, output }: CheckOutcome): string {
  return `${exitCode} ${output.split('\n', 1)[0]}`;
}
