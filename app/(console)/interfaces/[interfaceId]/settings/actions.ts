'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { createApiToken } from '@/lib/api-tokens/create';
import { expiryOf, TOKEN_DAYS } from '@/lib/api-tokens/expiry';
import { systemClock } from '@/lib/clock';
import { getInterface } from '@/lib/interfaces/get';
import { adminAction } from '@/lib/web/action';
import { onlyAt } from '@/lib/web/only-at';

const Create = z.object({
  interfaceId: z.uuid(),
  tokenName: z.string().trim().min(1).max(100),
  validDays: z.enum(TOKEN_DAYS).default('none'),
});

/** The token goes into the answer and nowhere else: not into an address, a log or the database. */
export const createTokenAction = adminAction('token.create', Create, async (input, { db, user }) => {
  onlyAt('site');
  const { interfaceId, tokenName, validDays } = input;
  await getInterface(db, interfaceId);
  const expiresAt = expiryOf(validDays, systemClock());
  const { token } = await createApiToken(db, { interfaceId, name: tokenName, createdBy: user.id, expiresAt });
  revalidatePath(`/interfaces/${interfaceId}/settings`);
  return { token, name: tokenName };
});
