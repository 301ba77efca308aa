import { getTranslations } from 'next-intl/server';
import { FilterChoice, FilterDay, FilterForm, SearchInput } from '@/app/_ui/filter-form';
import { RUN_TRIGGERS } from '@/lib/runs/run-filter';
import type { ReadRunFilter } from './run-filter';

interface Props {
  read: ReadRunFilter;
  /** With a search field, and what it holds. */
  search?: { label: string; value: string | undefined };
  /** The other filters of the page, kept on the way. */
  keep: Record<string, string | undefined>;
}

/** Trigger, person and period in one form, by address: works without script. */
export async function RunFilters({ read: { values, people }, search, keep }: Props) {
  const [t, history] = await Promise.all([getTranslations('common.runFilters'), getTranslations('history')]);
  return (
    <FilterForm keep={keep} apply={t('apply')}>
      {search && (
        <SearchInput label={search.label} value={search.value} className="min-w-50 flex-1 max-wide:col-span-2" />
      )}
      <FilterChoice
        name="trigger"
        label={t('trigger')}
        none={t('anyTrigger')}
        value={values.trigger}
        options={RUN_TRIGGERS.map((trigger) => ({ value: trigger, label: history(`triggers.${trigger}`) }))}
      />
      <FilterChoice
        name="person"
        label={t('person')}
        none={t('anyone')}
        value={values.person}
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FilterDay name="since" label={t('since')} value={values.since} />
      <FilterDay name="until" label={t('until')} value={values.until} />
    </FilterForm>
  );
}
