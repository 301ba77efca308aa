import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import Link from '@/app/_ui/link';
import type { PropertyDetail } from '@/lib/properties/get';
import type { Twin } from '@/lib/sharing/list-twins';
import { DetailList } from './detail-list';

interface Props {
  property: PropertyDetail;
  twins: Twin[];
}

/** Who else may see the property, as its delivery says, and the same listing at other sites. */
export async function PropertySharing({ property, twins }: Props) {
  const [t, common] = await Promise.all([getTranslations('properties'), getTranslations('common')]);
  const { sharedGenerally, sharedWith, notSharedWith } = property;
  const isShared = sharedGenerally || sharedWith.length > 0;
  return (
    <Card title={t('sharing')}>
      {!isShared && <p className="px-4.5 pt-3.5 text-ink-2">{t('notShared')}</p>}
      <DetailList
        details={[
          {
            key: 'generally',
            label: t('fields.shared_generally'),
            value: isShared ? common(sharedGenerally ? 'yes' : 'no') : null,
          },
          { key: 'with', label: t('fields.shared_with'), value: sharedWith.join(', ') },
          { key: 'notWith', label: t('fields.not_shared_with'), value: notSharedWith.join(', ') },
          {
            key: 'twins',
            label: t('twins'),
            value:
              twins.length > 0 ? (
                <ul>
                  {twins.map((twin) => (
                    <li key={twin.propertyId}>
                      <Link href={`/properties/${twin.propertyId}`} className="hover:text-accent hover:underline">
                        {twin.originSiteId === 0 ? t('ownSite') : (twin.siteName ?? t('unknownSite'))}
                      </Link>
                    </li>
                  ))}
                </ul>
              ) : null,
          },
        ]}
      />
    </Card>
  );
}
