import 'server-only';
import { sql } from 'drizzle-orm';
import type { ErrorDetails } from '../../errors';
import type { Hold } from '../../properties/guard';
import type { RunContext } from '../../runs/run';
import type { PlannedPart } from '../import-types';

/** What a person confirmed, as the run finds it when it has read the delivery again. */
export interface Confirmation {
  /** False: another file lies there by now, so nothing of what was shown counts. */
  sameFile: boolean;
  /** Plans that are still open, by provider. */
  shown: ReadonlyMap<string, ShownPlan>;
  /** Providers about whom that import has decided, or somebody else since: they are left alone. */
  decided: ReadonlySet<string>;
}

interface ShownPlan {
  planId: string;
  confirmed: boolean;
  hash: string;
  hold: Hold | null;
}

interface PlanRow extends Record<string, unknown> {
  id: string;
  provider_id: string;
  hash: string;
  is_open: boolean;
  hold_code: Hold['code'] | null;
  hold_params: ErrorDetails | null;
  same_file: boolean;
}

/** Null: the run confirms nothing. */
export async function readConfirmation({ db, run }: RunContext, importId: string): Promise<Confirmation | null> {
  const { confirm } = run.params;
  if (!confirm) return null;
  const rows = await db.execute<PlanRow>(sql`
    select p.id, p.provider_id, p.hash, p.state in ('planned', 'held') as is_open, p.hold_code, p.hold_params,
      coalesce(i.sha256 = mine.sha256, false) as same_file
    from plans p join imports i on i.id = p.import_id join imports mine on mine.id = ${importId}
    where p.import_id = ${confirm.importId}`);
  const sameFile = rows.length > 0 && rows.every((row) => row.same_file);
  const open = rows.filter((row) => row.is_open);
  return {
    sameFile,
    shown: new Map(open.map((row) => [row.provider_id, toShown(row, confirm.hashes)])),
    decided: new Set(sameFile ? rows.filter((row) => !row.is_open).map((row) => row.provider_id) : []),
  };
}

function toShown({ id, hash, hold_code, hold_params }: PlanRow, confirmed: readonly string[]): ShownPlan {
  const hold = hold_code && { code: hold_code, params: hold_params ?? {} };
  return { planId: id, hash, confirmed: confirmed.includes(hash), hold };
}

/**
 * Why a plan must be shown again: it is not exactly the one that was confirmed. Null: it is, and is applied without asking
 * the guard, which `guarded` is the answer of.
 */
export function holdUnlessConfirmed(
  { sameFile, shown }: Confirmation,
  { provider, hash }: Pick<PlannedPart, 'provider' | 'hash'>,
  guarded: Hold | null,
): Hold | null {
  const params = { name: provider.name };
  if (!sameFile) return { code: 'P-file-changed', params };
  const plan = shown.get(provider.id);
  if (plan?.confirmed && plan.hash === hash) return null;
  if (plan && !plan.confirmed) return guarded ?? plan.hold ?? { code: 'P-plan-changed', params };
  return { code: 'P-plan-changed', params };
}
