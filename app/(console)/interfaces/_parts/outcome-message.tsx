import { ChevronRight } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { OutcomeRow } from '@/lib/interfaces/list-outcomes';
import { changedFields } from './changed-fields';
import { importMessages } from './message-text';

/** What is said of a record: the sentence, the value received, and what changed from what to what. */
export async function OutcomeMessage({ row }: { row: OutcomeRow }) {
  const [t, say] = await Promise.all([getTranslations('deliveries.import'), importMessages()]);
  return (
    <div className="min-w-0 wrap-anywhere">
      {row.code && <p>{say({ code: row.code, params: row.params })}</p>}
      {row.received && (
        <p className="text-note text-ink-3">
          {t('received')}: <q className="text-ink-2">{row.received}</q>
        </p>
      )}
      <Changes changes={row.changes} />
    </div>
  );
}

export async function Changes({ changes }: Pick<OutcomeRow, 'changes'>) {
  const fields = await changedFields(changes);
  if (fields.length === 0) return null;
  const t = await getTranslations('deliveries.import');
  return (
    <details className="group">
      <summary className="inline-flex items-center gap-1 text-note font-firm text-ink-2 hover:text-ink">
        <ChevronRight size={14} aria-hidden className="group-open:rotate-90" />
        {t('changes', { count: fields.length })}
      </summary>
      <dl className="mt-1.5 grid gap-x-4 gap-y-1 text-note wide:grid-cols-[9rem_1fr]">
        {fields.map(({ key, label, before, after }) => (
          <div key={key} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd className="max-wide:mb-1.5">
              <span className="sr-only">{t('before')}: </span>
              <del className="text-ink-3">{before ?? t('nothing')}</del>
              <span aria-hidden> → </span>
              <span className="sr-only">{t('after')}: </span>
              <ins className="no-underline">{after ?? t('nothing')}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
