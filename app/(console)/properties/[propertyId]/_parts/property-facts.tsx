import { Banknote, DoorOpen, House, Ruler } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { dotted } from '@/app/_ui/dotted';
import { Facts } from '@/app/_ui/facts';
import { getFormat } from '@/lib/i18n/get-format';
import type { PropertyDetail } from '@/lib/properties/get';
import { areaText, priceText, typeText } from '../../_parts/values';

export async function PropertyFacts({ property }: { property: PropertyDetail }) {
  const [t, format] = await Promise.all([getTranslations('properties'), getFormat()]);
  const living = areaText(t, format, property.livingArea);
  const plot = areaText(t, format, property.plotArea);
  const word = (group: 'marketing' | 'usage', value: string | null) => {
    const key = `${group}.${value}` as never;
    return value && t.has(key) ? t(key) : value;
  };
  return (
    <Facts
      facts={[
        {
          key: 'price',
          label: t('price'),
          icon: <Banknote size={14} aria-hidden />,
          value: priceText(t, format, property) ?? '–',
          note: word('marketing', property.marketing),
        },
        {
          key: 'area',
          label: t('area'),
          icon: <Ruler size={14} aria-hidden />,
          value: living ?? plot ?? '–',
          note: living && plot ? t('plot', { area: plot }) : null,
        },
        {
          key: 'rooms',
          label: t('rooms'),
          icon: <DoorOpen size={14} aria-hidden />,
          value: property.rooms === null ? '–' : format.number(Number(property.rooms)),
        },
        {
          key: 'type',
          label: t('type'),
          icon: <House size={14} aria-hidden />,
          value: typeText(t, { ...property, objectSubtype: null }) ?? '–',
          note: dotted([typeText(t, { ...property, objectType: null }), word('usage', property.usage)]),
        },
      ]}
    />
  );
}
