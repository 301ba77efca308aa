import 'server-only';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor } from '../db/keyset';
import { type importState, imports, type planState, plans } from '../db/schema/imports';
import { interfaces } from '../db/schema/interfaces';
import { providers } from '../db/schema/providers';
import { type RunCounts, runs } from '../db/schema/runs';
import { users } from '../db/schema/users';
import { toWalkedPage, type WalkedPage, walk } from '../db/walk';
import type { ErrorDetails } from '../errors';
import type { Locale } from '../i18n/locale';
import type { RunTrigger } from '../runs/run';
import { type RunFilter, runPeriod, runStarter } from '../runs/run-filter';

export type ImportState = (typeof importState.enumValues)[number];
export type PlanState = (typeof planState.enumValues)[number];

/** Nothing of it was applied, and nobody has decided about it. */
export const isUndecided = (state: PlanState): boolean => state === 'planned' || state === 'held';

export interface ImportRow {
  id: string;
  runId: string;
  interfaceId: string;
  interfaceName: string;
  deliveryId: string;
  path: string;
  sizeBytes: number;
  modifiedAt: Date;
  state: ImportState;
  scope: 'full' | 'partial' | null;
  transferAt: Date | null;
  message: { code: string; params: ErrorDetails } | null;
  counts: RunCounts;
  trigger: RunTrigger;
  userName: string | null;
  startedAt: Date;
  finishedAt: Date | null;
}

export interface ImportDetail extends ImportRow {
  sha256: string | null;
  /** In which the text for the sender is written unless somebody chooses another one. */
  interfaceLanguage: Locale;
  /** What it intended for each provider, and what became of that. */
  plans: { id: string; providerName: string; state: PlanState; summary: RunCounts }[];
}

export interface ListImportsInput extends RunFilter {
  state?: ImportState | undefined;
  deliveryId?: string | undefined;
  runId?: string | undefined;
  search?: string | undefined;
  cursor?: string | undefined;
  size?: number;
}

/** What the runs of an interface did with its deliveries, newest first. */
export async function listImports(
  db: Db,
  interfaceId: string | null,
  input: ListImportsInput = {},
): Promise<WalkedPage<ImportRow>> {
  const { state, deliveryId, runId, search, cursor, size = 50 } = input;
  const after = decodeCursor(cursor, 2);
  const rows = and(
    interfaceId ? eq(imports.interfaceId, interfaceId) : undefined,
    deliveryId ? eq(imports.deliveryId, deliveryId) : undefined,
    runId ? eq(imports.runId, runId) : undefined,
    runPeriod(input, imports.startedAt),
    after ? sql`(${imports.startedAt}, ${imports.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
  );
  const starter = runStarter(input);
  const filter = and(
    state ? eq(imports.state, state) : undefined,
    starter && sql`exists (select from ${runs} where ${runs.id} = ${imports.runId} and ${starter})`,
    search ? sql`strpos(lower(${imports.path}), ${search.toLowerCase()}) > 0` : undefined,
  );
  const walked = await walk(db, {
    rows: sql`from ${imports} where ${rows ?? sql`true`}`,
    key: sql`${imports.startedAt}`,
    id: sql`${imports.id}`,
    down: true,
    filter: filter ?? null,
    size,
  });
  const found = walked.ids.length > 0 ? await selectImports(db).where(inArray(imports.id, walked.ids)) : [];
  return toWalkedPage(walked, found.map(toRow), (row) => row.id);
}

/** Null: there is none of that id. */
export async function getImport(db: Db, id: string): Promise<ImportDetail | null> {
  const [row] = await selectImports(db).where(eq(imports.id, id));
  if (!row) return null;
  const planned = await db
    .select({ id: plans.id, providerName: providers.name, state: plans.state, summary: plans.summary })
    .from(plans)
    .innerJoin(providers, eq(providers.id, plans.providerId))
    .where(eq(plans.importId, id))
    .orderBy(plans.id);
  return { ...toRow(row), sha256: row.sha256, interfaceLanguage: row.interfaceLanguage, plans: planned };
}

function selectImports(db: Db) {
  return db
    .select({
      id: imports.id,
      runId: imports.runId,
      interfaceId: imports.interfaceId,
      interfaceName: interfaces.name,
      interfaceLanguage: interfaces.language,
      deliveryId: imports.deliveryId,
      path: imports.path,
      sha256: imports.sha256,
      sizeBytes: imports.sizeBytes,
      modifiedAt: imports.modifiedAt,
      state: imports.state,
      scope: imports.scope,
      transferAt: imports.transferAt,
      messageCode: imports.messageCode,
      messageParams: imports.messageParams,
      counts: imports.counts,
      trigger: runs.trigger,
      userName: users.name,
      startedAt: imports.startedAt,
      finishedAt: imports.finishedAt,
    })
    .from(imports)
    .innerJoin(runs, eq(runs.id, imports.runId))
    .innerJoin(interfaces, eq(interfaces.id, imports.interfaceId))
    .leftJoin(users, eq(users.id, runs.userId))
    .$dynamic();
}

type SelectedImport = Awaited<ReturnType<typeof selectImports>>[number];

function toRow(selected: SelectedImport) {
  const { messageCode, messageParams, scope, sha256: _sha256, interfaceLanguage: _language, ...row } = selected;
  const message = messageCode === null ? null : { code: messageCode, params: messageParams ?? {} };
  return { ...row, scope: scope as ImportRow['scope'], message };
}
