import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import Link from '@/app/_ui/link';
import { Time } from '@/app/_ui/time';
import { getFormat } from '@/lib/i18n/get-format';
import { siteDay } from '@/lib/i18n/site-day';
import type { PropertyDetail } from '@/lib/properties/get';
import { publicationOf } from '@/lib/properties/publication';
import { PropertyStatePill } from '../../_parts/property-state';
import { DetailList } from './detail-list';

const LINK = 'hover:text-accent hover:underline';

/** Where the property stands, where it came from, and under which numbers. */
export async function PropertyOrigin({ property }: { property: PropertyDetail }) {
  const [t, format] = await Promise.all([getTranslations('properties'), getFormat()]);
  const { interfaceId, interfaceName, lastImport } = property;
  const interfacePath = interfaceId && `/interfaces/${interfaceId}`;
  return (
    <>
      <Card title={t('address')}>
        <DetailList details={await addressDetails(property)} />
      </Card>
      <Card title={t('origin')}>
        <DetailList
          details={[
            {
              key: 'state',
              label: t('columns.state'),
              value: <PropertyStatePill property={property} />,
            },
            { key: 'shown', label: t('onShow'), value: await shownNote(property) },
            {
              key: 'site',
              label: t('site'),
              value: property.originSiteId === 0 ? t('ownSite') : (property.ownerName ?? t('fromCentral')),
            },
            {
              key: 'interface',
              label: t('interface'),
              value: interfacePath && (
                <Link href={`${interfacePath}/deliveries`} className={LINK}>
                  {interfaceName}
                </Link>
              ),
            },
            {
              key: 'delivery',
              label: t('delivery'),
              value: interfacePath && lastImport && (
                <Link href={`${interfacePath}/history/${lastImport.id}`} className={LINK}>
                  {lastImport.path}
                </Link>
              ),
            },
            {
              key: 'imported',
              label: t('imported'),
              value: lastImport?.finishedAt && <Time value={format.time(lastImport.finishedAt)} />,
            },
            { key: 'changed', label: t('lastChange'), value: <Time value={format.time(property.updatedAt)} /> },
            {
              key: 'removed',
              label: t('removedAt'),
              value: property.removedAt && <Time value={format.time(property.removedAt)} />,
            },
            { key: 'obid', label: t('fields.obid'), value: property.obid },
            { key: 'external', label: t('fields.external_number'), value: property.externalNumber },
            { key: 'internal', label: t('fields.internal_number'), value: property.internalNumber },
          ]}
        />
      </Card>
    </>
  );
}

/** Whether it is on show, and if not, why. */
async function shownNote(property: PropertyDetail): Promise<string> {
  const [t, format, today] = await Promise.all([getTranslations('properties.shownNote'), getFormat(), siteDay()]);
  const { state, activeFrom, activeUntil } = property;
  if (state === 'withdrawn' || state === 'trashed') return t(state);
  const publication = publicationOf(property, today);
  if (publication === 'not-yet') return t(publication, { day: activeFrom ? format.day(activeFrom) : '' });
  if (publication === 'no-longer') return t(publication, { day: activeUntil ? format.day(activeUntil) : '' });
  return t(publication);
}

async function addressDetails(property: PropertyDetail) {
  const t = await getTranslations('properties');
  const street = [property.street, property.houseNumber].filter(Boolean).join(' ');
  const town = [property.postcode, property.city].filter(Boolean).join(' ');
  const lines = [street, town, property.country].filter(Boolean);
  return [
    {
      key: 'place',
      label: t('postalAddress'),
      value: <span className="whitespace-pre-line">{lines.join('\n') || '–'}</span>,
    },
    {
      key: 'released',
      label: t('fields.address_released'),
      value: property.addressReleased ? null : t('addressHidden'),
    },
  ];
}
