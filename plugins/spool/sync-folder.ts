import { open } from 'node:fs/promises';

/** Makes durable which files a folder has: a file that was synced may still be lost with its name. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
