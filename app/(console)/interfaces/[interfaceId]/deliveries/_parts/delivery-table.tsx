import { FileText, LoaderCircle, RefreshCw } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { IconLink, IconSubmit } from '@/app/_ui/icon-button';
import { PathText } from '@/app/_ui/path-text';
import { RowActions, Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import { getFormat } from '@/lib/i18n/get-format';
import type { DeliveryRow } from '@/lib/interfaces/list-deliveries';
import type { InterfaceStatus } from '@/lib/status/interface-status';
import { DeliveryStatePill } from '../../../_parts/delivery-state';
import { whoText } from '../../../_parts/who';
import { synchroniseAction } from '../actions';
import { DeliveryNote } from './delivery-note';

interface Props {
  interfaceId: string;
  rows: DeliveryRow[];
  status: InterfaceStatus;
  maySynchronise: boolean;
  /** This page, for the way back when a form is refused. */
  returnTo: string;
}

export async function DeliveryTable({ interfaceId, rows, status, maySynchronise, returnTo }: Props) {
  const [t, common, format] = await Promise.all([
    getTranslations('deliveries'),
    getTranslations('common'),
    getFormat(),
  ]);
  const table = (
    <Table
      label={t('title')}
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        { key: 'status', label: t('columns.status'), cell: (row) => <DeliveryStatePill state={row.state} /> },
        {
          key: 'path',
          label: t('columns.path'),
          phone: 'first',
          cell: (row) => (
            <TwoLines main={<PathText path={row.path} />} note={<DeliveryNote row={row} status={status} />} />
          ),
        },
        {
          key: 'change',
          label: t('columns.change'),
          nowrap: true,
          cell: (row) => <Time value={format.time(row.modifiedAt, { seconds: true })} />,
        },
        {
          key: 'size',
          label: t('columns.size'),
          numeric: true,
          phone: 'hidden',
          cell: (row) => format.bytes(row.sizeBytes),
        },
        {
          key: 'last',
          label: t('columns.last'),
          nowrap: true,
          phone: 'hidden',
          cell: (row) => (row.lastSynchronisedAt ? <Time value={format.time(row.lastSynchronisedAt)} /> : '–'),
        },
        {
          key: 'user',
          label: t('columns.user'),
          phone: 'hidden',
          cell: (row) => whoText(t, row),
        },
        {
          key: 'actions',
          label: common('actions'),
          labelHidden: true,
          phone: 'right',
          cell: (row) => (
            <RowActions>
              {row.lastImportId && (
                <IconLink
                  href={`/interfaces/${interfaceId}/history/${row.lastImportId}`}
                  label={t('detailsOf', { path: row.path })}
                  icon={<FileText size={16} aria-hidden />}
                />
              )}
              {maySynchronise && !row.gone && (
                <form action={synchroniseAction}>
                  <input type="hidden" name="interfaceId" value={interfaceId} />
                  <input type="hidden" name="deliveryId" value={row.id} />
                  <input type="hidden" name="returnTo" value={returnTo} />
                  <IconSubmit label={t('synchroniseOne', { path: row.path })} outlined icon={syncIcon(row)} />
                </form>
              )}
            </RowActions>
          ),
        },
      ]}
    />
  );
  // The path needs the room most: below a wide screen headings and long states take two lines.
  return <div className={ROOM_FOR_PATHS}>{table}</div>;
}

const ROOM_FOR_PATHS = [
  '[&_th]:max-[90rem]:whitespace-normal',
  '[&_td:first-child>span]:max-[90rem]:w-max [&_td:first-child>span]:max-[90rem]:max-w-44',
  '[&_td:first-child>span]:max-[90rem]:whitespace-normal [&_td:first-child>span]:rounded-[12px] [&_td:first-child_svg]:shrink-0',
].join(' ');

function syncIcon({ state }: DeliveryRow) {
  return state === 'running' ? (
    <LoaderCircle size={16} aria-hidden className="spin" />
  ) : (
    <RefreshCw size={16} aria-hidden />
  );
}
