import { Eye, LoaderCircle, RefreshCw } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { IconSubmit } from '@/app/_ui/icon-button';
import { RowActions } from '@/app/_ui/table';
import type { DeliveryRow } from '@/lib/interfaces/list-deliveries';
import { previewAction, synchroniseAction } from '../actions';
import { RowMenu } from './row-menu';

interface Props {
  interfaceId: string;
  row: DeliveryRow;
  maySynchronise: boolean;
  returnTo: string;
}

export async function DeliveryActions({ interfaceId, row, maySynchronise, returnTo }: Props) {
  const t = await getTranslations('deliveries');
  const fields = (
    <>
      <input type="hidden" name="interfaceId" value={interfaceId} />
      <input type="hidden" name="deliveryId" value={row.id} />
      <input type="hidden" name="returnTo" value={returnTo} />
    </>
  );
  return (
    <RowActions>
      <RowMenu interfaceId={interfaceId} row={row} maySynchronise={maySynchronise} returnTo={returnTo} />
      {maySynchronise && !row.gone && (
        <>
          {/* On the narrowest screens the menu has it. */}
          <form action={previewAction} className="max-[26rem]:hidden">
            {fields}
            <IconSubmit label={t('preview', { path: row.path })} icon={<Eye size={16} aria-hidden />} />
          </form>
          <form action={synchroniseAction}>
            {fields}
            <IconSubmit label={t('synchroniseOne', { path: row.path })} outlined icon={syncIcon(row)} />
          </form>
        </>
      )}
    </RowActions>
  );
}

function syncIcon({ state }: DeliveryRow) {
  return state === 'running' ? (
    <LoaderCircle size={16} aria-hidden className="spin" />
  ) : (
    <RefreshCw size={16} aria-hidden />
  );
}
