'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { createProvider } from '@/lib/providers/create';
import { ProviderInput } from '@/lib/providers/input';
import { updateProvider } from '@/lib/providers/update';
import { adminAction } from '@/lib/web/action';

export const createProviderAction = adminAction('provider.create', ProviderInput, async (input, { db }) => {
  await createProvider(db, input);
  redirect('/admin/providers?notice=created');
});

const Changed = z.object({ id: z.uuid() }).and(ProviderInput);
export const updateProviderAction = adminAction('provider.update', Changed, async ({ id, ...input }, { db }) => {
  await updateProvider(db, id, input);
  redirect('/admin/providers?notice=saved');
});
