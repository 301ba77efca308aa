import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { type CleanupPlan, planCleanup } from '@/lib/interfaces/plan-cleanup';
import { describeProblem, type Problem } from '@/lib/web/problem';

/** The plan, or why it could not be made: never an empty plan instead of a problem. */
export async function lookForUnused(interfaceId: string): Promise<{ plan: CleanupPlan } | { problem: Problem }> {
  try {
    return { plan: await planCleanup(db(), interfaceId) };
  } catch (error) {
    if (error instanceof AppError) return { problem: await describeProblem(error.code, error.details) };
    throw error;
  }
}
