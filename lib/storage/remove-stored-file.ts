import 'server-only';
import { removeObject } from './remove-object';
import { type FileStorage, storageKey } from './storage';
import { THUMBNAIL_WIDTHS, thumbnailKey } from './thumbnail-key';

/** Removes the bytes for good, with the thumbnails that were made of them; nothing there is fine. */
export async function removeStoredFile(storage: FileStorage, sha256: string): Promise<void> {
  await removeObject(storage, storageKey(sha256));
  await removeThumbnails(storage, sha256);
}

export async function removeThumbnails(storage: FileStorage, sha256: string): Promise<void> {
  await Promise.all(THUMBNAIL_WIDTHS.map((width) => removeObject(storage, thumbnailKey(sha256, width))));
}
