import 'server-only';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { Db } from '../db/client';
import { settings } from '../db/schema/settings';
import { decryptSecret, encryptSecret } from '../secrets';

export const CONNECTION_KEY = 'synchronisation';
const INSTALLATION_KEY = 'installation';

const StoredConnection = z.object({
  url: z.string(),
  siteName: z.string(),
  /** Encrypted. */
  token: z.string(),
  /** null: by hand only. */
  intervalMinutes: z.number().int().min(1).max(10_080).nullable(),
  pausedUntil: z.iso.datetime().nullable(),
  pauseReason: z.string().nullable(),
});
type StoredConnection = z.infer<typeof StoredConnection>;

export const DEFAULT_INTERVAL_MINUTES = 15;

/** How this site reaches its central server, without the token. */
export interface ConnectionSettings {
  url: string;
  siteName: string;
  intervalMinutes: number | null;
  pausedUntil: Date | null;
  pauseReason: string | null;
  /** When any of it was last saved. */
  savedAt: Date;
}

/** null: not connected to any central server. */
export async function readConnection(db: Db): Promise<ConnectionSettings | null> {
  const row = await readRow(db);
  if (!row) return null;
  const { token: _token, pausedUntil, ...rest } = row.stored;
  return { ...rest, pausedUntil: pausedUntil === null ? null : new Date(pausedUntil), savedAt: row.savedAt };
}

/** The token in clear, for a request to the central server. Throws `secret-unreadable`. */
export async function readToken(db: Db): Promise<string | null> {
  return (await readCall(db))?.token ?? null;
}

/** What a request to the central server needs, the token in clear. Throws `secret-unreadable`. */
export async function readCall(db: Db): Promise<{ url: string; siteName: string; token: string } | null> {
  const stored = await readStored(db);
  return stored && { url: stored.url, siteName: stored.siteName, token: decryptSecret(stored.token) };
}

export interface ConnectionInput {
  url: string;
  siteName: string;
  token: string;
}

/** Saves how the central server is reached; schedule and pause stay as they are. */
export async function saveConnection(db: Db, input: ConnectionInput, userId: string | null = null): Promise<void> {
  const stored = await readStored(db);
  await write(
    db,
    {
      intervalMinutes: stored ? stored.intervalMinutes : DEFAULT_INTERVAL_MINUTES,
      pausedUntil: stored?.pausedUntil ?? null,
      pauseReason: stored?.pauseReason ?? null,
      url: input.url,
      siteName: input.siteName,
      token: encryptSecret(input.token),
    },
    userId,
  );
}

export interface ScheduleInput {
  intervalMinutes: number | null;
  pausedUntil: Date | null;
  pauseReason: string | null;
}

/** Saves the schedule. False: the site is not connected. */
export async function saveSchedule(db: Db, input: ScheduleInput, userId: string | null): Promise<boolean> {
  const stored = await readStored(db);
  if (!stored) return false;
  await write(db, { ...stored, ...input, pausedUntil: input.pausedUntil?.toISOString() ?? null }, userId);
  return true;
}

/** The random id of this installation, by which the central server tells two installations with one token apart. */
export async function readInstallationId(db: Db): Promise<string> {
  const known = await findInstallationId(db);
  if (known) return known;
  await db
    .insert(settings)
    .values({ key: INSTALLATION_KEY, value: { id: uuidv7() } })
    .onConflictDoNothing();
  const id = await findInstallationId(db);
  if (!id) throw new Error('the installation has no id');
  return id;
}

async function findInstallationId(db: Db): Promise<string | undefined> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, INSTALLATION_KEY));
  return row && z.object({ id: z.uuid() }).parse(row.value).id;
}

async function readStored(db: Db): Promise<StoredConnection | null> {
  return (await readRow(db))?.stored ?? null;
}

async function readRow(db: Db): Promise<{ stored: StoredConnection; savedAt: Date } | null> {
  const [row] = await db
    .select({ value: settings.value, savedAt: settings.updatedAt })
    .from(settings)
    .where(eq(settings.key, CONNECTION_KEY));
  return row ? { stored: StoredConnection.parse(row.value), savedAt: row.savedAt } : null;
}

async function write(db: Db, value: StoredConnection, userId: string | null): Promise<void> {
  const row = { value: StoredConnection.parse(value), updatedBy: userId, updatedAt: new Date() };
  await db
    .insert(settings)
    .values({ key: CONNECTION_KEY, ...row })
    .onConflictDoUpdate({ target: settings.key, set: row });
}
