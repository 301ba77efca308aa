import 'server-only';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../errors';

/** True when the real path `inner` is `outer` or lies below it. */
export function isInside(outer: string, inner: string): boolean {
  const relative = path.relative(outer, inner);
  return relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative));
}

/** The real path below the real `base`, or null when nothing is there. Throws `source-not-allowed` when it leads out. */
export async function realPathInside(base: string, relative: string): Promise<string | null> {
  const wanted = path.resolve(base, relative);
  if (relative.includes('\0') || !isInside(base, wanted)) throw new AppError('source-not-allowed', { path: relative });
  const real = await realpath(wanted).catch((error: unknown) => {
    if (isAbsent(error)) return null;
    throw new AppError('source-unreadable', { path: relative }, { cause: error, retryable: true });
  });
  if (real !== null && !isInside(base, real)) throw new AppError('source-not-allowed', { path: relative });
  return real;
}

export function isAbsent(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
