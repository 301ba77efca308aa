import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import Link from '@/app/_ui/link';
import { db } from '@/lib/db/client';
import { listGroups } from '@/lib/sharing/list-groups';
import { getDomain } from '@/lib/sharing/set-domain';
import { DomainForm } from './domain-form';

/** A site's page on the central server: its domain, and the groups that it is in. */
export async function SiteSharing({ siteId, mayChange }: { siteId: number; mayChange: boolean }) {
  const [t, domain, groups] = await Promise.all([
    getTranslations('groups'),
    getDomain(db(), siteId),
    listGroups(db(), { siteId, size: 100 }),
  ]);
  return (
    <Card title={t('sharing')} padded className="mb-4">
      {mayChange ? (
        <DomainForm
          siteId={siteId}
          domain={domain}
          labels={{ domain: t('domain'), domainHint: t('domainHint'), save: t('save') }}
        />
      ) : (
        <p className="mb-3">
          {t('domain')}: {domain ?? t('noDomain')}
        </p>
      )}
      <p className="mt-4 font-medium">{t('title')}</p>
      {groups.rows.length === 0 ? (
        <p className="text-ink-2">{t('inNoGroup')}</p>
      ) : (
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {groups.rows.map(({ id, name }) => (
            <li key={id}>
              <Link href={`/admin/groups/${id}`} className="text-accent wrap-anywhere hover:underline">
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
