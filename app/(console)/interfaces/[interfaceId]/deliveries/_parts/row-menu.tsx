import { Download, Ellipsis, Eye, FileText, RotateCw } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import Link from '@/app/_ui/link';
import type { DeliveryRow } from '@/lib/interfaces/list-deliveries';
import { previewAction, synchroniseAction } from '../actions';

interface Props {
  interfaceId: string;
  row: DeliveryRow;
  maySynchronise: boolean;
  returnTo: string;
}

const ITEM = 'flex w-full items-center gap-2 rounded-control px-2.5 py-2 text-left hover:bg-line-soft';

/** What is rarely done with a delivery; opens without script, one menu at a time. */
export async function RowMenu({ interfaceId, row, maySynchronise, returnTo }: Props) {
  const t = await getTranslations('deliveries');
  const items: ReactNode[] = [];
  if (row.lastImportId) {
    items.push(
      <Link key="details" href={`/interfaces/${interfaceId}/history/${row.lastImportId}`} className={ITEM}>
        <FileText size={16} aria-hidden className="text-ink-2" />
        {t('details')}
      </Link>,
    );
  }
  if (maySynchronise && row.downloadable) {
    items.push(
      <a key="original" href={`/interfaces/${interfaceId}/deliveries/${row.id}/original`} download className={ITEM}>
        <Download size={16} aria-hidden className="text-ink-2" />
        {t('original')}
      </a>,
    );
  }
  const fields = (
    <>
      <input type="hidden" name="interfaceId" value={interfaceId} />
      <input type="hidden" name="deliveryId" value={row.id} />
      <input type="hidden" name="returnTo" value={returnTo} />
    </>
  );
  if (maySynchronise && !row.gone) {
    items.push(
      <form key="preview" action={previewAction} className="min-[26rem]:hidden">
        {fields}
        <button type="submit" className={ITEM}>
          <Eye size={16} aria-hidden className="text-ink-2" />
          {t('previewShort')}
        </button>
      </form>,
    );
  }
  if (maySynchronise && !row.gone && AGAIN.has(row.state)) {
    items.push(
      <form key="again" action={synchroniseAction}>
        {fields}
        <input type="hidden" name="force" value="on" />
        <button type="submit" className={ITEM}>
          <RotateCw size={16} aria-hidden className="text-ink-2" />
          {t('again')}
        </button>
      </form>,
    );
  }
  if (items.length === 0) return null;
  return (
    <details name="delivery-menu" className="relative">
      <summary
        aria-label={t('more', { path: row.path })}
        title={t('moreHint')}
        className="grid size-8 cursor-pointer list-none place-items-center rounded-control border border-transparent text-ink-2 hover:bg-line-soft hover:text-ink [&::-webkit-details-marker]:hidden"
      >
        <Ellipsis size={16} aria-hidden />
      </summary>
      <div className="absolute top-9 right-0 z-40 w-max max-w-[min(20rem,calc(100vw-48px))] rounded-panel border border-line bg-panel p-1 text-body">
        {items}
      </div>
    </details>
  );
}

/** Already synchronised: the same bytes would be left alone. */
const AGAIN: ReadonlySet<DeliveryRow['state']> = new Set(['done', 'warnings']);
