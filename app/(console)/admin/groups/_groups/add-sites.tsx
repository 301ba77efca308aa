import { Plus } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { Filters, SearchField } from '@/app/_ui/filters';
import { SubmitButton } from '@/app/_ui/submit-button';
import { Table, TwoLines } from '@/app/_ui/table';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { MOST_SITES } from '@/lib/sharing/input';
import { findSitesToAdd } from '@/lib/sharing/list-members';
import { addSiteAction } from '../actions';

/** Sites that could come into the group, found by name or domain. Works without script. */
export async function AddSites({ groupId, search }: { groupId: string; search: string }) {
  const [t, format, found] = await Promise.all([
    getTranslations('groups'),
    getFormat(),
    findSitesToAdd(db(), groupId, search),
  ]);
  return (
    <Card title={t('add')} className="mb-4">
      <Filters>
        <SearchField label={t('search')} value={search} />
        <p className="text-note text-ink-2">{t('limit', { limit: format.number(MOST_SITES) })}</p>
      </Filters>
      {found.length === 0 ? (
        <p className="px-4.5 py-4 text-ink-2">{t('noMatch')}</p>
      ) : (
        <Table
          label={t('add')}
          rows={found}
          keyOf={(site) => String(site.siteId)}
          columns={[
            {
              key: 'name',
              label: t('site'),
              phone: 'first',
              cell: ({ name, domain }) => <TwoLines main={name} note={domain ?? t('noDomain')} />,
            },
            {
              key: 'add',
              label: t('add'),
              labelHidden: true,
              phone: 'right',
              cell: ({ siteId, name }) => (
                <form action={addSiteAction} className="flex justify-end">
                  <input type="hidden" name="groupId" value={groupId} />
                  <input type="hidden" name="siteId" value={siteId} />
                  <SubmitButton
                    variant="plain"
                    icon={<Plus size={16} aria-hidden />}
                    aria-label={t('addSite', { name })}
                  >
                    {t('addShort')}
                  </SubmitButton>
                </form>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}
