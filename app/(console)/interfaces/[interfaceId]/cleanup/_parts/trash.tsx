import { RotateCcw, Trash2 } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { SubmitButton } from '@/app/_ui/submit-button';
import { ListPager } from '@/app/(console)/_list/list-pager';
import type { Page } from '@/lib/db/keyset';
import { getFormat } from '@/lib/i18n/get-format';
import type { TrashedFile } from '@/lib/interfaces/trash';
import { restoreFilesAction } from '../actions';
import { TrashTable } from './trash-table';

interface Props {
  interfaceId: string;
  page: Page<TrashedFile>;
  from: number;
  mayRestore: boolean;
}

/** What was cleaned up and can still be brought back. */
export async function Trash({ interfaceId, page, from, mayRestore }: Props) {
  const [t, format] = await Promise.all([getTranslations('cleanup'), getFormat()]);
  const path = `/interfaces/${interfaceId}/cleanup`;
  if (page.rows.length === 0) {
    return (
      <Card title={t('trash')}>
        <EmptyState icon={<Trash2 size={22} aria-hidden />} title={t('trashEmpty')} text={t('trashNote')} />
      </Card>
    );
  }
  return (
    <Card title={t('trash')} aside={<span className="text-note text-ink-3">{t('trashNote')}</span>}>
      <form action={restoreFilesAction}>
        <input type="hidden" name="interfaceId" value={interfaceId} />
        <input type="hidden" name="returnTo" value={path} />
        <TrashTable files={page.rows} mayRestore={mayRestore} />
        {mayRestore && (
          <div className="border-t border-line-soft px-4.5 py-3.5">
            <SubmitButton variant="plain" icon={<RotateCcw size={16} aria-hidden />} className="max-wide:w-full">
              {t('restore')}
            </SubmitButton>
          </div>
        )}
      </form>
      <ListPager
        path={path}
        filters={{}}
        from={from}
        shown={page.rows.length}
        next={page.next}
        range={`${format.number(from)}–${format.number(from + page.rows.length - 1)}`}
        firstLabel={t('first')}
      />
    </Card>
  );
}
