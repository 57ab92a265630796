import { rm } from 'node:fs/promises';

/** Removes a folder, into which programs that are just ending may still write: it then takes a little longer. */
export function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
