import { z } from 'zod';
import { isDomain, readDomain } from '../openimmo/values/domain';

/** A list with all its sites is told to each of them whenever one comes or goes, so it has an end. */
export const MOST_SITES = 1_000;

export const GroupName = z.string().trim().min(1).max(100);

/** What deliveries call a site in their sharing flags: a host name, or nothing. */
export const Domain = z
  .string()
  .max(300)
  .transform((text) => readDomain(text) || null)
  .refine((domain) => domain === null || isDomain(domain), { message: 'invalid' });
