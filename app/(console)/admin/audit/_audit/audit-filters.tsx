import { Search } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Button } from '@/app/_ui/button';
import { Filters, Segments } from '@/app/_ui/filters';
import { AUDIT_ACTIONS } from '@/lib/audit/actions';
import { NAMELESS_KINDS } from '@/lib/audit/actor';
import { SHORTEST_SEARCH } from '@/lib/audit/list';
import type { AuditActor } from '@/lib/audit/list-actors';
import { CsvLink } from '../../../_list/csv-link';
import { DayField } from '../../../_list/day-field';
import { hrefOf } from '../../../_list/query';
import { shortId } from './audit-texts';
import { AUDIT_RESULTS, type AuditValues } from './read-audit-query';

interface Props {
  values: AuditValues;
  actors: AuditActor[];
}

const PATH = '/admin/audit';
const FIELD = 'h-8.5 rounded-control border border-line-strong bg-panel px-2 text-ink';

/** The result as links; who, what, period and search in one form, by address: works without script. */
export async function AuditFilters({ values, actors }: Props) {
  const [t, common] = await Promise.all([getTranslations('audit'), getTranslations('common')]);
  return (
    <Filters>
      <Segments
        label={t('filterResults')}
        segments={([undefined, ...AUDIT_RESULTS] as const).map((result) => ({
          href: hrefOf(PATH, { ...values, result }),
          label: t(`resultFilters.${result ?? 'all'}`),
          active: values.result === result,
        }))}
      />
      <span className="ml-auto">
        <CsvLink path={PATH} filters={values} />
      </span>
      <search className="w-full">
        <form method="get" className="flex flex-wrap items-end gap-2 max-wide:grid max-wide:grid-cols-2">
          {values.result && <input type="hidden" name="result" value={values.result} />}
          <label className="relative block min-w-50 flex-1 text-ink-3 max-wide:col-span-2">
            <span className="sr-only">{t('search')}</span>
            <Search size={16} aria-hidden className="absolute top-2.25 left-2.75" />
            <input
              type="search"
              name="q"
              defaultValue={values.q}
              minLength={SHORTEST_SEARCH}
              maxLength={200}
              placeholder={t('search')}
              className={`w-full pl-9 placeholder:text-ink-3 ${FIELD}`}
            />
          </label>
          <ActorChoice value={values.actor} actors={actors} />
          <ActionChoice value={values.action} />
          <span className="flex items-end gap-2 max-wide:contents">
            <DayField name="since" label={common('runFilters.since')} value={values.since} />
            <DayField name="until" label={common('runFilters.until')} value={values.until} />
          </span>
          <Button type="submit" className="h-8.5!">
            {common('runFilters.apply')}
          </Button>
        </form>
      </search>
    </Filters>
  );
}

/** Also whom the address names and the log does not know. */
async function ActorChoice({ value, actors }: { value: string | undefined; actors: AuditActor[] }) {
  const t = await getTranslations('audit');
  const isListed = NAMELESS_KINDS.some((kind) => kind === value) || actors.some(({ id }) => id === value);
  const people = value === undefined || isListed ? actors : [...actors, { id: value, name: null }];
  return (
    <select
      name="actor"
      aria-label={t('actor')}
      defaultValue={value ?? ''}
      className={`min-w-0 wide:max-w-56 ${FIELD}`}
    >
      <option value="">{t('anyActor')}</option>
      <optgroup label={t('people')}>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name ?? t('gone', { id: shortId(id) })}
          </option>
        ))}
      </optgroup>
      <optgroup label={t('others')}>
        {NAMELESS_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </optgroup>
    </select>
  );
}

async function ActionChoice({ value }: { value: string | undefined }) {
  const t = await getTranslations('audit');
  const choices = AUDIT_ACTIONS.map((action) => ({ action, label: t(`actions.${action}`) }));
  return (
    <select
      name="action"
      aria-label={t('action')}
      defaultValue={value ?? ''}
      className={`min-w-0 wide:max-w-64 ${FIELD}`}
    >
      <option value="">{t('anyAction')}</option>
      {choices
        .toSorted((a, b) => a.label.localeCompare(b.label))
        .map(({ action, label }) => (
          <option key={action} value={action}>
            {label}
          </option>
        ))}
    </select>
  );
}
