import { Search } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Button } from '@/app/_ui/button';
import { RUN_TRIGGERS } from '@/lib/runs/run-filter';
import { DayField } from './day-field';
import type { ReadRunFilter } from './run-filter';

interface Props {
  read: ReadRunFilter;
  /** With a search field, and what it holds. */
  search?: { label: string; value: string | undefined };
  /** The other filters of the page, kept on the way. */
  keep: Record<string, string | undefined>;
}

const FIELD = 'h-8.5 rounded-control border border-line-strong bg-panel px-2 text-ink';

/** Trigger, person and period in one form, by address: works without script. */
export async function RunFilters({ read: { values, people }, search, keep }: Props) {
  const [t, history] = await Promise.all([getTranslations('common.runFilters'), getTranslations('history')]);
  return (
    <search className="w-full">
      <form method="get" className="flex flex-wrap items-end gap-2 max-wide:grid max-wide:grid-cols-2">
        {Object.entries(keep).map(
          ([name, kept]) => kept && <input key={name} type="hidden" name={name} value={kept} />,
        )}
        {search && (
          <label className="relative block min-w-50 flex-1 text-ink-3 max-wide:col-span-2">
            <span className="sr-only">{search.label}</span>
            <Search size={16} aria-hidden className="absolute top-2.25 left-2.75" />
            <input
              type="search"
              name="q"
              defaultValue={search.value}
              placeholder={search.label}
              className={`w-full pl-9 placeholder:text-ink-3 ${FIELD}`}
            />
          </label>
        )}
        <select name="trigger" aria-label={t('trigger')} defaultValue={values.trigger ?? ''} className={FIELD}>
          <option value="">{t('anyTrigger')}</option>
          {RUN_TRIGGERS.map((trigger) => (
            <option key={trigger} value={trigger}>
              {history(`triggers.${trigger}`)}
            </option>
          ))}
        </select>
        <select
          name="person"
          aria-label={t('person')}
          defaultValue={values.person ?? ''}
          className={`min-w-0 wide:max-w-48 ${FIELD}`}
        >
          <option value="">{t('anyone')}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <DayField name="since" label={t('since')} value={values.since} />
        <DayField name="until" label={t('until')} value={values.until} />
        <Button type="submit" className="h-8.5!">
          {t('apply')}
        </Button>
      </form>
    </search>
  );
}
