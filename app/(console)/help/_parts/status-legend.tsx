import { getMessages, getTranslations } from 'next-intl/server';
import type { StatusKind } from '@/lib/help/topic';
import { StatusPill } from './status-pill';

/** The statuses of one kind as they look on the pages, each with its meaning. */
export async function StatusLegend({ kind }: { kind: StatusKind }) {
  const [t, { helpStatuses }] = await Promise.all([getTranslations('helpStatuses'), getMessages()]);
  const meanings: Record<string, string> = helpStatuses[kind];
  return (
    <dl aria-label={t(`kinds.${kind}`)} className="divide-y divide-line-soft">
      {Object.entries(meanings).map(([state, meaning]) => (
        <div key={state} className="gap-x-5 px-4.5 py-2.5 wide:grid wide:grid-cols-[15rem_minmax(0,1fr)]">
          <dt>
            <StatusPill kind={kind} state={state} />
          </dt>
          <dd className="max-w-prose max-wide:mt-1">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
