import { z } from 'zod';
import type { InterfaceRules } from '../db/schema/interfaces';

/** A list as a form posts it: nothing, one value or several. */
const list = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.uuid()).max(200),
);
const checkbox = z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean());
const emptyIsNull = (value: unknown) => (value === '' || value === undefined ? null : value);

/** Below a delivery root, with `/`; never absolute and never upwards. */
const path = z
  .string()
  .trim()
  .max(500)
  .transform((text) => text.replaceAll('\\', '/').replace(/\/+$/, ''))
  .refine((text) => !text.startsWith('/') && !/^[a-z]:/i.test(text) && !text.includes('\0'), 'invalid')
  .refine((text) => !text.split('/').includes('..'), 'invalid');

/** What a person sets of an interface. The rules' defaults are those of `DEFAULT_RULES`. */
export const InterfaceInput = z.object({
  name: z.string().trim().min(1).max(100),
  path,
  /** Empty: every known provider. */
  providerIds: list,
  recordKey: z.enum(['obid', 'external', 'internal']).default('obid'),
  contacts: z.enum(['create', 'update', 'match']).default('update'),
  fullTransfer: z.enum(['ignore', 'withdraw', 'delete']).default('withdraw'),
  guardPercent: z.coerce.number().int().min(0).max(100).default(50),
  guardMinimum: z.coerce.number().int().min(1).max(100_000).default(5),
  publishNew: checkbox,
  /** null: by hand only. */
  intervalMinutes: z.preprocess(emptyIsNull, z.coerce.number().int().min(1).max(10_080).nullable()),
});

export type InterfaceInput = z.output<typeof InterfaceInput>;

export const DEFAULT_RULES: InterfaceRules = {
  recordKey: 'obid',
  contacts: 'update',
  fullTransfer: 'withdraw',
  guardPercent: 50,
  guardMinimum: 5,
  publishNew: true,
};

export function rulesOf(input: InterfaceInput): InterfaceRules {
  const { recordKey, contacts, fullTransfer, guardPercent, guardMinimum, publishNew } = input;
  return { recordKey, contacts, fullTransfer, guardPercent, guardMinimum, publishNew };
}
