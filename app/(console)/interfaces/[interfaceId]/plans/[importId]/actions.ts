'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { confirmPlans } from '@/lib/interfaces/plans/confirm';
import { discardPlans } from '@/lib/interfaces/plans/discard';
import { operatorAction } from '@/lib/web/action';
import { onlyAt } from '@/lib/web/only-at';

const HASH = z.string().regex(/^[0-9a-f]{64}$/);
/** The plans as they were shown; a single hash comes as a text. */
const Decide = z.object({
  interfaceId: z.uuid(),
  importId: z.uuid(),
  hash: z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(HASH).min(1).max(1_000)),
});

/** Applies exactly the plans that were shown, by a run that reads the delivery again. */
export const confirmPlansAction = operatorAction('plan.confirm', Decide, async (input, { db, user }) => {
  onlyAt('site');
  const { interfaceId, importId, hash } = input;
  await confirmPlans(db, { interfaceId, importId, hashes: hash, userId: user.id });
  redirect(`/interfaces/${interfaceId}/deliveries?notice=started`);
});

/** The stock stays as it is. */
export const discardPlansAction = operatorAction('plan.discard', Decide, async (input, { db, user }) => {
  onlyAt('site');
  const { interfaceId, importId, hash } = input;
  await discardPlans(db, { interfaceId, importId, hashes: hash, userId: user.id });
  redirect(`/interfaces/${interfaceId}/plans/${importId}`);
});
