import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { storageError } from './storage-error';

/** Before each further try. */
const DELAYS_MS = [200, 1_000];

/** Tries again where object storage was away for a moment: the client itself cannot send a stream twice. Throws `storage-…`. */
export async function retryUpload<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (thrown) {
      const error = storageError(thrown);
      const delayMs = DELAYS_MS[attempt];
      if (delayMs === undefined || error.code !== 'storage-unavailable') throw error;
      await sleep(delayMs);
    }
  }
}
