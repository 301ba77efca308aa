'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { createApiToken } from '@/lib/api-tokens/create';
import { revokeApiToken } from '@/lib/api-tokens/revoke';
import { getInterface } from '@/lib/interfaces/get';
import { adminAction } from '@/lib/web/action';

const Create = z.object({ interfaceId: z.uuid(), tokenName: z.string().trim().min(1).max(100) });
const Revoke = z.object({ interfaceId: z.uuid(), tokenId: z.uuid() });

/** The token goes into the answer and nowhere else: not into an address, a log or the database. */
export const createTokenAction = adminAction(
  'token.create',
  Create,
  async ({ interfaceId, tokenName }, { db, user }) => {
    await getInterface(db, interfaceId);
    const { token } = await createApiToken(db, { interfaceId, name: tokenName, createdBy: user.id });
    revalidatePath(`/interfaces/${interfaceId}/settings`);
    return { token, name: tokenName };
  },
);

export const revokeTokenAction = adminAction('token.revoke', Revoke, async ({ interfaceId, tokenId }, { db }) => {
  await revokeApiToken(db, { id: tokenId, interfaceId });
  redirect(`/interfaces/${interfaceId}/settings?notice=token-revoked`);
});
