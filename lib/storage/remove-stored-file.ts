import 'server-only';
import { type FileStorage, storageError, storageKey } from './storage';

/** Removes the bytes for good; nothing there is fine. */
export async function removeStoredFile({ disk }: FileStorage, sha256: string): Promise<void> {
  try {
    await disk.delete(storageKey(sha256));
  } catch (error) {
    throw storageError(error);
  }
}
