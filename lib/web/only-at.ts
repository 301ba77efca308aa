import 'server-only';
import { env } from '../env';
import { AppError } from '../errors';

/**
 * What only sites have, or only the central server, does not exist elsewhere: said by its pages, actions and routes once it is
 * known that the reader may. Throws `not-found`.
 */
export function onlyAt(role: 'site' | 'central'): void {
  if (env().syncRole !== role) throw new AppError('not-found');
}
