'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { systemClock } from '@/lib/clock';
import { applyCleanup } from '@/lib/interfaces/apply-cleanup';
import { restoreFiles } from '@/lib/interfaces/trash';
import { restoreObjects } from '@/lib/storage/object-trash';
import { storage } from '@/lib/storage/storage';
import { trashUnknown } from '@/lib/storage/trash-unknown';
import { readInstallationId } from '@/lib/sync/settings';
import { operatorAction } from '@/lib/web/action';
import { onlyAt } from '@/lib/web/only-at';

const SHA256 = z.string().regex(/^[0-9a-f]{64}$/);
const Cleanup = z.object({ interfaceId: z.uuid(), hash: SHA256 });
/** A single checkbox comes as a text, none at all as nothing. */
const Restore = z.object({
  interfaceId: z.uuid(),
  sha256: z.preprocess((value) => (typeof value === 'string' ? [value] : (value ?? [])), z.array(SHA256).max(1_000)),
});

/** Keys of the storage come back as they were shown, and are checked against the storage itself. */
const KEY = z.string().max(1_024);
const TrashUnknown = Cleanup.extend({ after: KEY.default(''), through: KEY.nullable().default(null) });
const RestoreObjects = z.object({
  interfaceId: z.uuid(),
  trashKey: z.preprocess((value) => (typeof value === 'string' ? [value] : (value ?? [])), z.array(KEY).max(1_000)),
});

/** Moves exactly the files that were shown to the trash. */
export const applyCleanupAction = operatorAction(
  'cleanup.apply',
  Cleanup,
  async ({ interfaceId, hash }, { db, user }) => {
    onlyAt('site');
    const { files } = await applyCleanup(db, { interfaceId, hash, userId: user.id });
    redirect(`/interfaces/${interfaceId}/cleanup?cleaned=${files}`);
  },
);

export const restoreFilesAction = operatorAction(
  'cleanup.restore',
  Restore,
  async ({ interfaceId, sha256 }, { db }) => {
    onlyAt('site');
    const { files } = await restoreFiles(db, { interfaceId, sha256s: sha256 });
    redirect(`/interfaces/${interfaceId}/cleanup?restored=${files}`);
  },
);

/** Moves exactly the objects that were shown to the trash. */
export const trashUnknownAction = operatorAction(
  'cleanup.unknown',
  TrashUnknown,
  async ({ interfaceId, hash, after, through }, { db }) => {
    onlyAt('site');
    const installationId = await readInstallationId(db);
    const { files } = await trashUnknown(db, storage(), { installationId, hash, after, through, now: systemClock() });
    redirect(`/interfaces/${interfaceId}/cleanup?cleaned=${files}`);
  },
);

export const restoreObjectsAction = operatorAction(
  'cleanup.restore-unknown',
  RestoreObjects,
  async ({ interfaceId, trashKey }, { db }) => {
    onlyAt('site');
    const { files } = await restoreObjects(db, storage(), trashKey);
    redirect(`/interfaces/${interfaceId}/cleanup?restored=${files}`);
  },
);
