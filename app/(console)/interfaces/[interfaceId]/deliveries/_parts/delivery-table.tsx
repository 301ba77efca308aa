import { getTranslations } from 'next-intl/server';
import { PathText } from '@/app/_ui/path-text';
import { Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import { getFormat } from '@/lib/i18n/get-format';
import type { DeliveryRow } from '@/lib/interfaces/list-deliveries';
import type { InterfaceStatus } from '@/lib/status/interface-status';
import { DeliveryStatePill } from '../../../_parts/delivery-state';
import { whoText } from '../../../_parts/who';
import { CHOSEN_FORM } from './chosen-form';
import { DeliveryNote } from './delivery-note';
import { DeliveryActions } from './row-actions';

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
        {
          key: 'status',
          label: t('columns.status'),
          cell: (row) => (
            <div className="flex items-start gap-2.5">
              {maySynchronise && (
                <input
                  type="checkbox"
                  form={CHOSEN_FORM}
                  name="deliveryIds"
                  value={row.id}
                  disabled={row.gone}
                  aria-label={t('choose', { path: row.path })}
                  className="mt-1 size-4 shrink-0 accent-accent"
                />
              )}
              <DeliveryStatePill state={row.state} />
            </div>
          ),
        },
        {
          key: 'path',
          label: t('columns.path'),
          phone: 'first',
          cell: (row) => (
            <TwoLines
              main={<PathText path={row.path} />}
              note={<DeliveryNote interfaceId={interfaceId} row={row} status={status} />}
            />
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
          cell: (row) => (row.lastSynchronisedAt ? whoText(t, row) : '–'),
        },
        {
          key: 'actions',
          label: common('actions'),
          labelHidden: true,
          phone: 'right',
          cell: (row) => (
            <DeliveryActions interfaceId={interfaceId} row={row} maySynchronise={maySynchronise} returnTo={returnTo} />
          ),
        },
      ]}
    />
  );
  // The path needs the room most: below a wide screen headings, times and long states take two lines.
  return <div className={ROOM_FOR_PATHS}>{table}</div>;
}

const ROOM_FOR_PATHS = [
  '[&_:is(td,th):not(:first-child)]:wide:max-[90rem]:pl-2 [&_:is(td,th):not(:last-child)]:wide:max-[90rem]:pr-2',
  '[&_:is(th,td:has(>time))]:wide:max-[90rem]:whitespace-normal',
  '[&_td:first-child>div>span]:wide:max-[90rem]:w-max [&_td:first-child>div>span]:wide:max-[90rem]:max-w-48',
  '[&_td:first-child>div>span]:max-[90rem]:whitespace-normal [&_td:first-child>div>span]:max-[90rem]:rounded-[12px]',
  '[&_td:first-child_svg]:shrink-0',
].join(' ');
