import type { Listing } from '../listing';
import type { Random } from '../random';
import type { Writer } from './dialect';

/** What a section is written from. */
export interface Source {
  writer: Writer;
  random: Random;
  listing: Listing;
  /** n-th property of the delivery, from 0 */
  index: number;
}

/** True in `percent` of a hundred cases. */
export function chance(random: Random, percent: number): boolean {
  return random.between(1, 100) <= percent;
}

/** A day in the year before or after 2025-03-01, which is when all generated deliveries are made. */
export function dayNear(random: Random, from = -365, to = 365): string {
  return new Date(Date.UTC(2025, 2, 1) + random.between(from, to) * 86_400_000).toISOString().slice(0, 10);
}
