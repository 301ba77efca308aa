import { getTranslations } from 'next-intl/server';
import Link from '@/app/_ui/link';
import { Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import { systemClock } from '@/lib/clock';
import { getFormat } from '@/lib/i18n/get-format';
import type { CleanupFile } from '@/lib/interfaces/plan-cleanup';

const DAY_MS = 86_400_000;

export async function CleanupTable({ files }: { files: CleanupFile[] }) {
  const [t, format] = await Promise.all([getTranslations('cleanup'), getFormat()]);
  const now = systemClock().getTime();
  const ageOf = ({ storedAt }: CleanupFile) => {
    const days = Math.floor((now - storedAt.getTime()) / DAY_MS);
    return days > 0 && t('age', { days });
  };
  const inOrder = [...files].sort((a, b) => sortKeyOf(a).localeCompare(sortKeyOf(b), format.locale, { numeric: true }));
  return (
    <Table
      label={t('title')}
      rows={inOrder}
      keyOf={(file) => file.sha256}
      columns={[
        {
          key: 'name',
          label: t('columns.name'),
          phone: 'first',
          cell: (file) => (
            <div className="wide:min-w-44">
              <TwoLines main={file.names[0]} note={file.names.slice(1).join(' · ')} />
            </div>
          ),
        },
        {
          key: 'property',
          label: t('columns.property'),
          cell: (file) =>
            file.propertyId ? (
              <Link href={`/properties/${file.propertyId}`} className="wrap-anywhere hover:text-accent hover:underline">
                {file.propertyLabel ?? file.propertyId}
              </Link>
            ) : (
              '–'
            ),
        },
        { key: 'why', label: t('columns.why'), nowrap: true, cell: (file) => t(`reasons.${file.reason}`) },
        {
          key: 'size',
          label: t('columns.size'),
          numeric: true,
          phone: 'right',
          cell: (file) => format.bytes(file.sizeBytes),
        },
        {
          key: 'stored',
          label: t('columns.stored'),
          nowrap: true,
          phone: 'hidden',
          cell: (file) => (
            <>
              <Time value={format.time(file.storedAt)} />
              <span className="block text-note text-ink-3">{ageOf(file)}</span>
            </>
          ),
        },
      ]}
    />
  );
}

/** Files of one property stand together. */
const sortKeyOf = ({ propertyLabel, names }: CleanupFile) => `${propertyLabel ?? ''}\n${names[0] ?? ''}`;
