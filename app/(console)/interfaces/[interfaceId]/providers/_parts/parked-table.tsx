import { getTranslations } from 'next-intl/server';
import { dotted } from '@/app/_ui/dotted';
import { PathText } from '@/app/_ui/path-text';
import { SubmitButton } from '@/app/_ui/submit-button';
import { Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import { getFormat } from '@/lib/i18n/get-format';
import type { ParkedProvider } from '@/lib/providers/parked/list';
import { acceptProviderAction, dismissProviderAction } from '../actions';
import { ParkedStatePill } from './parked-state';

interface Props {
  interfaceId: string;
  parked: ParkedProvider[];
  /** Providers are central data: an unknown one is created by head office. */
  central: boolean;
  mayDecide: boolean;
}

export async function ParkedTable({ interfaceId, parked, central, mayDecide }: Props) {
  const [t, format] = await Promise.all([getTranslations('interfaces.parked'), getFormat()]);
  const idsOf = ({ number, openimmoAnid }: ParkedProvider) => dotted([number, openimmoAnid]);
  /** What accepting it does, or whose move it is. */
  const noteOf = ({ state, known }: ParkedProvider) => {
    if (state === 'awaited') return t('notes.awaited');
    if (state !== 'waiting') return null;
    if (known) return t('notes.known', { name: known.name });
    return t(central ? 'notes.central' : 'notes.unknown');
  };
  return (
    <Table
      label={t('title')}
      rows={parked}
      keyOf={(row) => row.id}
      columns={[
        {
          key: 'name',
          label: t('columns.name'),
          phone: 'first',
          cell: (row) => (
            <div className="wide:min-w-32">
              <TwoLines main={row.name ?? idsOf(row)} note={row.name ? idsOf(row) : ''} />
            </div>
          ),
        },
        {
          key: 'state',
          label: t('columns.state'),
          cell: (row) => (
            <div className="wide:min-w-56">
              <ParkedStatePill state={row.state} />
              <span className="mt-1 block max-w-prose text-note text-ink-3">{noteOf(row)}</span>
            </div>
          ),
        },
        {
          key: 'delivery',
          label: t('columns.delivery'),
          cell: (row) => (
            <TwoLines
              main={<PathText path={row.path} />}
              note={t('records', { count: row.records, n: format.number(row.records) })}
            />
          ),
        },
        {
          key: 'seen',
          label: t('columns.seen'),
          nowrap: true,
          phone: 'hidden',
          cell: (row) => <Time value={format.time(row.lastSeenAt)} />,
        },
        {
          key: 'actions',
          label: t('columns.actions'),
          labelHidden: true,
          cell: (row) => mayDecide && <Decisions interfaceId={interfaceId} row={row} />,
        },
      ]}
    />
  );
}

async function Decisions({ interfaceId, row }: { interfaceId: string; row: ParkedProvider }) {
  const t = await getTranslations('interfaces.parked');
  const fields = (
    <>
      <input type="hidden" name="interfaceId" value={interfaceId} />
      <input type="hidden" name="parkedId" value={row.id} />
      <input type="hidden" name="returnTo" value={`/interfaces/${interfaceId}/providers`} />
    </>
  );
  const name = row.name ?? row.number ?? row.openimmoAnid ?? '';
  return (
    <div className="flex flex-wrap gap-1.5 wide:flex-nowrap wide:justify-end">
      {row.state !== 'accepted' && row.state !== 'awaited' && (
        <form action={acceptProviderAction}>
          {fields}
          <SubmitButton aria-label={t('acceptNamed', { name })}>{t('accept')}</SubmitButton>
        </form>
      )}
      {row.state !== 'accepted' && row.state !== 'dismissed' && (
        <form action={dismissProviderAction}>
          {fields}
          <SubmitButton variant="plain" aria-label={t('dismissNamed', { name })}>
            {t('dismiss')}
          </SubmitButton>
        </form>
      )}
    </div>
  );
}
