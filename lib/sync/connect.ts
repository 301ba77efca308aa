import 'server-only';
import type { Db } from '../db/client';
import { AppError } from '../errors';
import type { HelloAnswer } from '../protocol/v1';
import { parseCentralUrl } from './central-url';
import { createCentralClient } from './client';
import { type LeavingPreview, leaveCentral, previewLeaving } from './leave-central';
import { type ConnectionSettings, readConnection, readInstallationId, readToken, saveConnection } from './settings';
import { readState } from './state';

const TIMEOUT_MS = 10_000;

export interface ConnectInput {
  url: string;
  siteName: string;
  /** null: the one that is stored. */
  token: string | null;
  /** The person knows that this is another central server, and what leaving the present one means. */
  confirmed: boolean;
  userId: string | null;
}

/** What a connection test found. */
export interface FoundCentral {
  host: string;
  software: string;
  /** This site's name there. */
  siteName: string;
  /** How many records it holds of this site. */
  records: number;
}

export interface ConnectResult {
  found: FoundCentral;
  /** Set: this is another central server than before, nothing is saved yet, and it must be confirmed. */
  leaving: LeavingPreview | null;
}

/**
 * Says hello to the central server and saves how it is reached. Nothing is saved when it does not answer as it should:
 * throws the client's errors, `invalid-url`, `not-connected` without any token, `already-running` when it is to be
 * exchanged during a run.
 */
export async function connectSite(db: Db, input: ConnectInput): Promise<ConnectResult> {
  const url = parseCentralUrl(input.url);
  const [before, stored] = await Promise.all([readConnection(db), readStoredToken(db, input.token !== null)]);
  const token = input.token ?? stored;
  if (token === null) throw new AppError('not-connected');
  const installationId = await readInstallationId(db);
  const client = createCentralClient({ url, token, installationId, timeoutMs: TIMEOUT_MS, retryDelaysMs: [] });
  const answer = await client.hello({ siteName: input.siteName, providers: [], begin: false });
  const found = toFound(answer, url);
  const connection = { url, siteName: input.siteName, token };
  if (!(await isAnother(db, answer, before, { url, sameToken: token === stored }))) {
    await saveConnection(db, connection, input.userId);
    return { found, leaving: null };
  }
  if (!input.confirmed) return { found, leaving: await previewLeaving(db) };
  await db.transaction(async (tx) => {
    await leaveCentral(tx);
    await saveConnection(tx, connection, input.userId);
  });
  return { found, leaving: null };
}

/** A stored token that cannot be read any more matters only when no new one is given. */
async function readStoredToken(db: Db, replaced: boolean): Promise<string | null> {
  try {
    return await readToken(db);
  } catch (error) {
    if (replaced && error instanceof AppError && error.code === 'secret-unreadable') return null;
    throw error;
  }
}

/** Tokens are random: one that is accepted at a new address is accepted by the same central server. */
async function isAnother(
  db: Db,
  answer: HelloAnswer,
  before: ConnectionSettings | null,
  now: { url: string; sameToken: boolean },
): Promise<boolean> {
  const registration = await readState(db, 'registration');
  if (!registration || !before) return false;
  return registration.siteId !== answer.siteId || (before.url !== now.url && !now.sameToken);
}

function toFound(answer: HelloAnswer, url: string): FoundCentral {
  const records = Object.values(answer.totals).reduce((sum, count) => sum + count, 0);
  return { host: new URL(url).host, software: answer.software, siteName: answer.siteName, records };
}
