import { getTranslations } from 'next-intl/server';
import { dotted } from '@/app/_ui/dotted';
import { Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import { getFormat } from '@/lib/i18n/get-format';
import type { TrashedFile } from '@/lib/interfaces/trash';

interface Props {
  files: TrashedFile[];
  mayRestore: boolean;
}

/** The trashed files, each with a checkbox of the surrounding form. */
export async function TrashTable({ files, mayRestore }: Props) {
  const [t, format] = await Promise.all([getTranslations('cleanup'), getFormat()]);
  const nameOf = (file: TrashedFile) => {
    const name = <TwoLines main={file.names[0]} note={file.names.slice(1).join(' · ')} />;
    if (!mayRestore) return name;
    return (
      <label className="flex items-start gap-2.5">
        <input
          type="checkbox"
          name="sha256"
          value={file.sha256}
          aria-label={t('select', { name: file.names[0] ?? file.sha256 })}
          className="mt-0.75 size-4 shrink-0 accent-accent"
        />
        <span className="min-w-0">{name}</span>
      </label>
    );
  };
  return (
    <Table
      label={t('trash')}
      rows={files}
      keyOf={(file) => file.sha256}
      columns={[
        { key: 'name', label: t('columns.name'), phone: 'first', cell: nameOf },
        { key: 'property', label: t('columns.property'), cell: (file) => file.propertyLabel ?? '–' },
        {
          key: 'size',
          label: t('columns.size'),
          numeric: true,
          phone: 'right',
          cell: (file) => format.bytes(file.sizeBytes),
        },
        {
          key: 'trashed',
          label: t('columns.trashed'),
          nowrap: true,
          cell: (file) => (
            <>
              <Time value={format.time(file.trashedAt)} />
              <span className="block text-note text-ink-3">
                {dotted([file.userName, t('until', { time: format.day(file.removedAfter) })])}
              </span>
            </>
          ),
        },
      ]}
    />
  );
}
