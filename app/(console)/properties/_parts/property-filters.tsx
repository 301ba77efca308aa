import { Search } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Button } from '@/app/_ui/button';
import { Segments } from '@/app/_ui/filters';
import { PROPERTY_OWNERS, type PropertyOwner } from '@/lib/properties/list';
import type { PropertyState } from '@/lib/properties/plan-types';
import type { ProviderSummary } from '@/lib/providers/list';
import { hrefOf } from '../../_list/query';

export const PROPERTY_STATES: readonly PropertyState[] = ['active', 'reference', 'withdrawn', 'trashed'];

export interface PropertyFilterValues {
  q: string | undefined;
  state: PropertyState | undefined;
  provider: string | undefined;
  owner: PropertyOwner | undefined;
  site: string | undefined;
}

interface Props {
  values: PropertyFilterValues;
  providers: ProviderSummary[];
  /** Whose properties they are can be chosen: on a site. */
  owners: boolean;
}

const FIELD = 'h-8.5 rounded-control border border-line bg-panel text-ink placeholder:text-ink-3';

/** Search and provider in one form, so that one does not undo the other; the state as links. Works without script. */
export async function PropertyFilters({ values, providers, owners }: Props) {
  const t = await getTranslations('properties');
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line-soft px-3.5 py-3">
      <search className="min-w-60 flex-1">
        <form method="get" className="flex flex-wrap gap-2">
          {values.state && <input type="hidden" name="state" value={values.state} />}
          {values.owner && <input type="hidden" name="owner" value={values.owner} />}
          {values.site && <input type="hidden" name="site" value={values.site} />}
          <label className="relative block min-w-40 flex-1 text-ink-3">
            <span className="sr-only">{t('search')}</span>
            <Search size={16} aria-hidden className="absolute top-2.25 left-2.75" />
            <input
              type="search"
              name="q"
              defaultValue={values.q}
              placeholder={t('search')}
              className={`w-full pr-2.75 pl-9 ${FIELD}`}
            />
          </label>
          {providers.length > 1 && (
            <>
              <select
                name="provider"
                aria-label={t('provider')}
                defaultValue={values.provider ?? ''}
                className={`max-w-56 min-w-0 px-2 ${FIELD}`}
              >
                <option value="">{t('allProviders')}</option>
                {providers.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
              <Button type="submit" className="h-8.5">
                {t('apply')}
              </Button>
            </>
          )}
        </form>
      </search>
      {owners && (
        <Segments
          label={t('owner')}
          segments={[undefined, ...PROPERTY_OWNERS].map((owner) => ({
            href: hrefOf('/properties', { ...values, owner }),
            label: owner ? t(`owners.${owner}`) : t('allOwners'),
            active: owner === values.owner,
          }))}
        />
      )}
      <Segments
        label={t('filter')}
        segments={[undefined, ...PROPERTY_STATES].map((state) => ({
          href: hrefOf('/properties', { ...values, state }),
          label: state ? t(`states.${state}`) : t('allStates'),
          active: state === values.state,
        }))}
      />
    </div>
  );
}
