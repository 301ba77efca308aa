import { AppError } from '../errors';
import { chooseVersion, type VersionRange } from '../protocol/negotiate';

/**
 * Which version was found to be spoken, by the central server's address, for as long as this process lives. After an hour
 * the highest is tried again: the central server may have been updated.
 */
const spoken = new Map<string, { version: number; at: number }>();
const REMEMBERED_MS = 60 * 60 * 1000;
const MOST_REMEMBERED = 100;

/** The version for requests that cannot be repeated: what the last one that could found out, else the highest. */
export function spokenVersion(base: string, own: VersionRange): number {
  const version = spoken.get(base)?.version ?? own.max;
  return version < own.min || version > own.max ? own.max : version;
}

/**
 * Sends a request in the highest version that is not known to be refused; once more in the highest common one when it is.
 * Throws `version-too-old` (the site's move) or `version-too-new` (the central server's) when there is none in common.
 */
export async function inCommonVersion<T>(
  base: string,
  own: VersionRange,
  send: (version: number) => Promise<T>,
): Promise<T> {
  if (performance.now() - (spoken.get(base)?.at ?? 0) > REMEMBERED_MS) spoken.delete(base);
  const version = spokenVersion(base, own);
  try {
    return await send(version);
  } catch (error) {
    const theirs = readRange(error);
    if (!theirs) throw error;
    const common = chooseVersion(own, theirs);
    if (typeof common !== 'number') {
      const { code, ...details } = common;
      throw new AppError(code, { ...(error as AppError).details, ...details }, { cause: error });
    }
    if (common === version) throw error;
    if (spoken.size >= MOST_REMEMBERED) spoken.clear();
    spoken.set(base, { version: common, at: performance.now() });
    return send(common);
  }
}

/** What a refused version says of the other side; of the protocol, not of the digest. */
function readRange(error: unknown): VersionRange | null {
  if (!(error instanceof AppError) || (error.code !== 'version-too-old' && error.code !== 'version-too-new'))
    return null;
  const { min, max, of } = error.details;
  if (of !== undefined || typeof min !== 'number' || typeof max !== 'number' || min > max) return null;
  return { min, max };
}
