import { getTranslations } from 'next-intl/server';
import { FilterChoice, FilterForm, FilterInput, SearchInput } from '@/app/_ui/filter-form';
import { Filters, Segments, SortLabel } from '@/app/_ui/filters';
import { OBJECT_TYPES, PROPERTY_OWNERS, SHOWN } from '@/lib/properties/listed/filter';
import { PROPERTY_SORTS } from '@/lib/properties/listed/sort';
import { CsvLink } from '../../_list/csv-link';
import { hrefOf } from '../../_list/query';
import { PROPERTY_STATES, type PropertyQuery } from './read-property-query';

interface Props {
  asked: PropertyQuery;
  /** Whose properties they are can be chosen: on a site. */
  owners: boolean;
}

/** Search, filters and order in one form, so that one does not undo the other; owner and state as links. Works without script. */
export async function PropertyFilters({ asked: { values, sort, providers, interfaces }, owners }: Props) {
  const t = await getTranslations('properties');
  const priceField = (name: 'priceFrom' | 'priceTo') => (
    <FilterInput
      name={name}
      label={t(`filters.${name}`)}
      defaultValue={values[name]}
      inputMode="numeric"
      className="wide:w-30"
    />
  );
  const { state, owner, site } = values;
  return (
    <Filters>
      <FilterForm keep={{ state, owner, site }} apply={t('apply')}>
        <SearchInput label={t('search')} value={values.q} className="flex-[2] basis-72 max-wide:col-span-2" />
        <FilterInput
          name="place"
          label={t('filters.place')}
          defaultValue={values.place}
          className="flex-1 basis-36 max-wide:col-span-2"
        />
        {priceField('priceFrom')}
        {priceField('priceTo')}
        <FilterChoice
          name="type"
          label={t('type')}
          none={t('filters.anyType')}
          value={values.type}
          options={OBJECT_TYPES.map((type) => ({ value: type, label: t(`types.${type}`) }))}
        />
        <FilterChoice
          name="shown"
          label={t('filters.shown')}
          none={t('filters.anyShown')}
          value={values.shown}
          options={SHOWN.map((shown) => ({ value: shown, label: t(`shown.${shown}`) }))}
        />
        {providers.length > 1 && (
          <FilterChoice
            name="provider"
            label={t('provider')}
            none={t('allProviders')}
            value={values.provider}
            options={providers.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {interfaces.length > 1 && (
          <FilterChoice
            name="interface"
            label={t('interface')}
            none={t('filters.allInterfaces')}
            value={values.interface}
            options={interfaces.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <span className="flex min-w-0 items-center gap-1.5 max-wide:col-span-2 max-wide:*:[select]:flex-1">
          <SortLabel text={t('filters.sort')} />
          <FilterChoice
            name="sort"
            label={t('filters.sort')}
            value={sort}
            options={PROPERTY_SORTS.map((order) => ({ value: order, label: t(`sorts.${order}`) }))}
          />
        </span>
      </FilterForm>
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
      <div className="ml-auto">
        <CsvLink path="/properties" filters={values} />
      </div>
    </Filters>
  );
}
