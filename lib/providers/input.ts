import { z } from 'zod';

const optional = z
  .string()
  .trim()
  .max(200)
  .transform((text) => (text === '' ? null : text))
  .nullable()
  .default(null);

/** What a person says of a provider. Without number and `openimmo_anid` no delivery could name it. */
export const ProviderInput = z
  .object({
    name: z.string().trim().min(1).max(200),
    number: optional,
    openimmoAnid: optional,
    email: optional,
    phone: optional,
  })
  .refine((input) => input.number !== null || input.openimmoAnid !== null, { message: 'required', path: ['number'] });

export type ProviderInput = z.output<typeof ProviderInput>;
