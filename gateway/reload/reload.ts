import type { Logger } from 'pino';
import { type GatewayConfig, loadConfig } from '../config.ts';

/** Reads the configuration again and applies it; when it is wrong, or cannot be applied, what was in force stays. */
export async function reloadFrom(
  path: string,
  {
    log,
    apply,
  }: { readonly log: Logger; readonly apply: (config: GatewayConfig) => Promise<void> },
): Promise<void> {
  try {
    await apply(loadConfig(path));
    log.info({ config: path }, 'the configuration was read again');
  } catch (error) {
    const { message } = error as Error;
    log.error(
      { config: path, reason: message },
      'what was in force stays: it cannot be read again',
    );
  }
}
