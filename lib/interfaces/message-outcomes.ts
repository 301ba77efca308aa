import 'server-only';
import type { Tx } from '../db/client';
import type { Message } from '../openimmo/messages';
import type { Notice } from '../properties/plan-types';
import type { OutcomeInput } from '../runs/run';
import type { ImportJob, PlannedPart } from './import-types';
import { readLabels, readWarnings } from './staged-records';

/**
 * Writes what the plan and the reader say of a provider's records, whether they were written or not: it is about this
 * delivery. Answers how many warnings that were, failed records left out.
 */
export async function createMessageOutcomes(tx: Tx, job: ImportJob, part: PlannedPart): Promise<number> {
  const { context, importId } = job;
  const idOfSeq = new Map(part.plan.decisions.flatMap(({ seq, id }) => (seq === null ? [] : [[seq, id] as const])));
  let warnings = await writeNotices(tx, job, part, idOfSeq);
  for (let after = -1; ; ) {
    const rows = await readWarnings(tx, importId, part.indexes, after);
    const said = rows.flatMap(({ seq, label, warnings: messages }) =>
      messages
        .filter(({ code }) => code !== 'R-no-key')
        .map((one) => toOutcome(one, { importId, table: 'properties', recordId: idOfSeq.get(seq) ?? null, label })),
    );
    await context.addOutcomes(tx, said);
    warnings += said.filter(({ severity }) => severity !== 'note').length;
    const last = rows.at(-1);
    if (!last) return warnings;
    after = last.seq;
  }
}

async function writeNotices(tx: Tx, { context, importId }: ImportJob, part: PlannedPart, idOfSeq: Map<number, string>) {
  const { notices } = part.plan;
  const seqs = notices.flatMap(({ seq }) => (seq === null ? [] : [seq]));
  const labels = await readLabels(tx, importId, seqs);
  const outcomes = notices.map((notice): OutcomeInput => {
    const place = notice.seq === null ? undefined : labels.get(notice.seq);
    return {
      importId,
      table: notice.seq === null ? 'providers' : 'properties',
      recordId: notice.seq === null ? part.provider.id : (idOfSeq.get(notice.seq) ?? null),
      label: notice.seq === null ? part.provider.name : (place?.label ?? null),
      outcome: notice.outcome,
      severity: notice.severity,
      code: notice.code,
      params: noticeParams(notice, part.provider.name),
      line: place?.line ?? null,
    };
  });
  await context.addOutcomes(tx, outcomes);
  return notices.filter((notice: Notice) => notice.outcome !== 'failed' && notice.severity !== 'note').length;
}

/** A notice about a whole provider names it. */
export function noticeParams({ seq, params }: Notice, providerName: string): Notice['params'] {
  return seq === null ? { name: providerName, ...params } : params;
}

/** A reader's message as an outcome. */
export function toOutcome(
  { code, severity, params, line, element, received }: Message,
  record: Pick<OutcomeInput, 'importId' | 'table' | 'recordId' | 'label'>,
): OutcomeInput {
  return { ...record, outcome: 'noted', severity, code, params, line, element, received };
}
