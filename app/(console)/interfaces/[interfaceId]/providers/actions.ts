'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { acceptProvider } from '@/lib/providers/parked/accept';
import { dismissProvider } from '@/lib/providers/parked/dismiss';
import { adminAction } from '@/lib/web/action';
import { onlyAt } from '@/lib/web/only-at';

const Decision = z.object({ interfaceId: z.uuid(), parkedId: z.uuid() });

/** Takes a parked provider from now on, or once head office has created it. */
export const acceptProviderAction = adminAction('provider.accept', Decision, async (input, { db, user }) => {
  onlyAt('site');
  const acceptance = await acceptProvider(db, { ...input, userId: user.id });
  redirect(`/interfaces/${input.interfaceId}/providers?done=${acceptance}`);
});

export const dismissProviderAction = adminAction('provider.dismiss', Decision, async (input, { db, user }) => {
  onlyAt('site');
  await dismissProvider(db, { ...input, userId: user.id });
  redirect(`/interfaces/${input.interfaceId}/providers?done=dismissed`);
});
