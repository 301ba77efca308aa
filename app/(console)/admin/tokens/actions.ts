'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { revokeApiToken } from '@/lib/api-tokens/revoke';
import { adminAction } from '@/lib/web/action';

export const revokeTokenAction = adminAction(
  'token.revoke',
  z.object({ tokenId: z.uuid() }),
  async ({ tokenId }, { db }) => {
    await revokeApiToken(db, tokenId);
    redirect('/admin/tokens?notice=token-revoked');
  },
);
