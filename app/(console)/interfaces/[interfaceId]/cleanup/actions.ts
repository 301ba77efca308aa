'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { applyCleanup } from '@/lib/interfaces/apply-cleanup';
import { restoreFiles } from '@/lib/interfaces/trash';
import { operatorAction } from '@/lib/web/action';

const SHA256 = z.string().regex(/^[0-9a-f]{64}$/);
const Cleanup = z.object({ interfaceId: z.uuid(), hash: SHA256 });
/** A single checkbox comes as a text, none at all as nothing. */
const Restore = z.object({
  interfaceId: z.uuid(),
  sha256: z.preprocess((value) => (typeof value === 'string' ? [value] : (value ?? [])), z.array(SHA256).max(1_000)),
});

/** Moves exactly the files that were shown to the trash. */
export const applyCleanupAction = operatorAction(
  'cleanup.apply',
  Cleanup,
  async ({ interfaceId, hash }, { db, user }) => {
    const { files } = await applyCleanup(db, { interfaceId, hash, userId: user.id });
    redirect(`/interfaces/${interfaceId}/cleanup?cleaned=${files}`);
  },
);

export const restoreFilesAction = operatorAction(
  'cleanup.restore',
  Restore,
  async ({ interfaceId, sha256 }, { db }) => {
    const { files } = await restoreFiles(db, { interfaceId, sha256s: sha256 });
    redirect(`/interfaces/${interfaceId}/cleanup?restored=${files}`);
  },
);
