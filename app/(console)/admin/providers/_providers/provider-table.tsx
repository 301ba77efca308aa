import { Pencil } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { dotted } from '@/app/_ui/dotted';
import { IconLink } from '@/app/_ui/icon-button';
import { type Column, RowActions, Table, TwoLines } from '@/app/_ui/table';
import { getFormat } from '@/lib/i18n/get-format';
import type { ProviderSummary } from '@/lib/providers/list';
import { Named } from '../../_admin/named';

export async function ProviderTable({ providers, readOnly }: { providers: ProviderSummary[]; readOnly: boolean }) {
  const [t, common, format] = await Promise.all([
    getTranslations('admin.providers'),
    getTranslations('common'),
    getFormat(),
  ]);
  const edit: Column<ProviderSummary> = {
    key: 'actions',
    label: common('actions'),
    labelHidden: true,
    phone: 'right',
    cell: ({ id, name }) => (
      <RowActions>
        <IconLink
          href={`/admin/providers/${id}`}
          label={t('edit', { name })}
          outlined
          icon={<Pencil size={16} aria-hidden />}
        />
      </RowActions>
    ),
  };
  return (
    <Table
      label={t('title')}
      rows={providers}
      keyOf={(provider) => provider.id}
      columns={[
        {
          key: 'name',
          label: t('name'),
          phone: 'first',
          cell: ({ name, email, phone }) => <TwoLines main={name} note={dotted([email, phone]) || undefined} />,
        },
        {
          key: 'number',
          label: t('number'),
          cell: ({ number }) => <Named label={t('number')}>{number ?? '–'}</Named>,
        },
        {
          key: 'anid',
          label: t('anid'),
          cell: ({ openimmoAnid }) => <Named label={t('anid')}>{openimmoAnid ?? '–'}</Named>,
        },
        {
          key: 'properties',
          label: t('properties'),
          numeric: true,
          phone: 'hidden',
          cell: ({ properties }) => format.number(properties),
        },
        ...(readOnly ? [] : [edit]),
      ]}
    />
  );
}
