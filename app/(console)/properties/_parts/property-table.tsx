import { getTranslations } from 'next-intl/server';
import { dotted } from '@/app/_ui/dotted';
import Link from '@/app/_ui/link';
import { type Column, Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import { getFormat } from '@/lib/i18n/get-format';
import type { PropertyRow } from '@/lib/properties/list';
import { Picture } from './picture';
import { PropertyStatePill } from './property-state';
import { areaText, placeText, priceText, typeText } from './values';

interface Props {
  rows: PropertyRow[];
  /** Every property is some site's: a column says whose. */
  central: boolean;
}

export async function PropertyTable({ rows, central }: Props) {
  const [t, format] = await Promise.all([getTranslations('properties'), getFormat()]);
  const site: Column<PropertyRow> = {
    key: 'site',
    label: t('columns.site'),
    cell: (row) => row.ownerName ?? t('unknownSite'),
  };
  const noteOf = (row: PropertyRow) => {
    const parts = [
      !central && row.originSiteId > 0 && t('sharedBy', { site: row.ownerName ?? t('unknownSite') }),
      row.externalNumber && t('number', { number: row.externalNumber }),
      typeText(t, row),
      areaText(t, format, row.livingArea),
    ];
    return dotted(parts);
  };
  return (
    <Table
      label={t('title')}
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        {
          key: 'picture',
          label: t('columns.picture'),
          labelHidden: true,
          phone: 'right',
          cell: (row) => (
            <Picture
              attachmentId={row.pictureId}
              alt=""
              width={160}
              className="h-11 w-14 rounded-[6px] max-wide:h-14 max-wide:w-18"
            />
          ),
        },
        {
          key: 'title',
          label: t('columns.title'),
          phone: 'first',
          cell: (row) => (
            <div className="wide:min-w-40">
              <TwoLines
                main={
                  <Link href={`/properties/${row.id}`} className="hover:text-accent hover:underline">
                    {row.title ?? t('untitled')}
                  </Link>
                }
                note={noteOf(row)}
              />
            </div>
          ),
        },
        ...(central ? [site] : []),
        { key: 'provider', label: t('columns.provider'), phone: 'hidden', cell: (row) => row.providerName },
        {
          key: 'place',
          label: t('columns.place'),
          nowrap: true,
          phone: 'hidden',
          cell: (row) => placeText(row) ?? '–',
        },
        {
          key: 'price',
          label: t('columns.price'),
          numeric: true,
          cell: (row) => priceText(t, format, row) ?? '–',
        },
        {
          key: 'state',
          label: t('columns.state'),
          cell: (row) => <PropertyStatePill property={row} />,
        },
        {
          key: 'changed',
          label: t('columns.changed'),
          nowrap: true,
          phone: 'hidden',
          cell: (row) => <Time value={format.time(row.updatedAt)} />,
        },
      ]}
    />
  );
}
