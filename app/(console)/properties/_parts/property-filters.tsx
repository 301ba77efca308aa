import { Search } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Button } from '@/app/_ui/button';
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

const FIELD = 'h-8.5 min-w-0 rounded-control border border-line-strong bg-panel text-ink placeholder:text-ink-3';

/** Search, filters and order in one form, so that one does not undo the other; owner and state as links. Works without script. */
export async function PropertyFilters({ asked: { values, sort, providers, interfaces }, owners }: Props) {
  const t = await getTranslations('properties');
  const field = (name: 'place' | 'priceFrom' | 'priceTo', className: string) => (
    <input
      name={name}
      aria-label={t(`filters.${name}`)}
      placeholder={t(`filters.${name}`)}
      defaultValue={values[name]}
      inputMode={name === 'place' ? undefined : 'numeric'}
      className={`px-2.75 ${className} ${FIELD}`}
    />
  );
  return (
    <Filters>
      <search className="w-full">
        <form method="get" className="flex flex-wrap gap-2 max-wide:grid max-wide:grid-cols-2">
          {(['state', 'owner', 'site'] as const).map(
            (name) => values[name] && <input key={name} type="hidden" name={name} value={values[name]} />,
          )}
          <label className="relative block flex-[2] basis-72 text-ink-3 max-wide:col-span-2">
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
          {field('place', 'flex-1 basis-36 max-wide:col-span-2')}
          {field('priceFrom', 'wide:w-30')}
          {field('priceTo', 'wide:w-30')}
          <Choice
            name="type"
            label={t('type')}
            none={t('filters.anyType')}
            value={values.type}
            options={OBJECT_TYPES.map((type) => ({ value: type, label: t(`types.${type}`) }))}
          />
          <Choice
            name="shown"
            label={t('filters.shown')}
            none={t('filters.anyShown')}
            value={values.shown}
            options={SHOWN.map((shown) => ({ value: shown, label: t(`shown.${shown}`) }))}
          />
          {providers.length > 1 && (
            <Choice
              name="provider"
              label={t('provider')}
              none={t('allProviders')}
              value={values.provider}
              options={providers.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          {interfaces.length > 1 && (
            <Choice
              name="interface"
              label={t('interface')}
              none={t('filters.allInterfaces')}
              value={values.interface}
              options={interfaces.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <span className="flex min-w-0 items-center gap-1.5">
            <SortLabel text={t('filters.sort')} />
            <Choice
              name="sort"
              label={t('filters.sort')}
              value={sort}
              options={PROPERTY_SORTS.map((order) => ({ value: order, label: t(`sorts.${order}`) }))}
            />
          </span>
          <Button type="submit" className="h-8.5!">
            {t('apply')}
          </Button>
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
      <div className="ml-auto">
        <CsvLink path="/properties" filters={values} />
      </div>
    </Filters>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  /** The choice of nothing; without it one of the options is always chosen. */
  none?: string;
  value: string | undefined;
  options: { value: string; label: string }[];
}

function Choice({ name, label, none, value, options }: ChoiceProps) {
  return (
    <select
      name={name}
      aria-label={label}
      defaultValue={value ?? ''}
      className={`truncate px-2 wide:max-w-56 ${FIELD}`}
    >
      {none !== undefined && <option value="">{none}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
