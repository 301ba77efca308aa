import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { type CleanupPlan, isLongLook, planCleanup } from '@/lib/interfaces/plan-cleanup';
import { describeProblem, type Problem } from '@/lib/web/problem';

export type UnusedFiles = { plan: CleanupPlan } | { problem: Problem } | 'ask';

/**
 * The plan, or why it could not be made: never an empty plan instead of a problem. `ask`: so many files are looked through
 * when somebody wants it.
 */
export async function lookForUnused(interfaceId: string, asked: boolean): Promise<UnusedFiles> {
  try {
    if (!asked && (await isLongLook(db(), interfaceId))) return 'ask';
    return { plan: await planCleanup(db(), interfaceId) };
  } catch (error) {
    if (error instanceof AppError) return { problem: await describeProblem(error.code, error.details) };
    throw error;
  }
}
