import { getTranslations } from 'next-intl/server';
import { type Column, Table } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import type { Format } from '@/lib/i18n/format';
import { getFormat } from '@/lib/i18n/get-format';
import type { TrashedObject } from '@/lib/storage/object-trash';
import type { UnknownObject } from '@/lib/storage/plan-unknown';

/** Keys are long and without spaces: they may break anywhere. */
const Key = ({ children }: { children: string }) => (
  <span className="font-mono text-note wrap-anywhere">{children}</span>
);

export async function UnknownTable({ objects }: { objects: UnknownObject[] }) {
  const [t, format] = await Promise.all([getTranslations('cleanup'), getFormat()]);
  return (
    <Table
      label={t('unknown.title')}
      rows={objects}
      keyOf={(object) => object.key}
      columns={[
        { key: 'key', label: t('unknown.key'), phone: 'first', cell: (object) => <Key>{object.key}</Key> },
        { key: 'kind', label: t('columns.why'), cell: (object) => t(`unknown.kinds.${object.kind}`) },
        size(t('columns.size'), format),
        {
          key: 'changed',
          label: t('columns.stored'),
          nowrap: true,
          phone: 'hidden',
          cell: (object) => <Time value={format.time(object.modifiedAt)} />,
        },
      ]}
    />
  );
}

/** Each with a checkbox of the surrounding form. */
export async function TrashedObjectTable({ objects, mayRestore }: { objects: TrashedObject[]; mayRestore: boolean }) {
  const [t, format] = await Promise.all([getTranslations('cleanup'), getFormat()]);
  const nameOf = ({ key, trashKey }: TrashedObject) => {
    if (!mayRestore) return <Key>{key}</Key>;
    return (
      <label className="flex items-start gap-2.5">
        <input
          type="checkbox"
          name="trashKey"
          value={trashKey}
          aria-label={t('select', { name: key })}
          className="mt-0.75 size-4 shrink-0 accent-accent"
        />
        <Key>{key}</Key>
      </label>
    );
  };
  return (
    <Table
      label={t('unknown.trash')}
      rows={objects}
      keyOf={(object) => object.trashKey}
      columns={[
        { key: 'key', label: t('unknown.key'), phone: 'first', cell: nameOf },
        size(t('columns.size'), format),
        {
          key: 'trashed',
          label: t('columns.trashed'),
          nowrap: true,
          cell: (object) => (
            <>
              <Time value={format.time(object.trashedAt)} />
              <span className="block text-note text-ink-3">
                {t('until', { time: format.day(object.removedAfter) })}
              </span>
            </>
          ),
        },
      ]}
    />
  );
}

function size<T extends { sizeBytes: number }>(label: string, format: Format): Column<T> {
  return { key: 'size', label, numeric: true, phone: 'right', cell: ({ sizeBytes }) => format.bytes(sizeBytes) };
}
