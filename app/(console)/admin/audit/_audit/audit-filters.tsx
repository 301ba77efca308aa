import { getTranslations } from 'next-intl/server';
import { FilterChoice, FilterDay, FilterForm, SearchInput } from '@/app/_ui/filter-form';
import { Filters, Segments } from '@/app/_ui/filters';
import { AUDIT_ACTIONS } from '@/lib/audit/actions';
import { NAMELESS_KINDS } from '@/lib/audit/actor';
import { SHORTEST_SEARCH } from '@/lib/audit/list';
import type { AuditActor } from '@/lib/audit/list-actors';
import { CsvLink } from '../../../_list/csv-link';
import { hrefOf } from '../../../_list/query';
import { shortId } from './audit-texts';
import { AUDIT_RESULTS, type AuditValues } from './read-audit-query';

interface Props {
  values: AuditValues;
  actors: AuditActor[];
}

const PATH = '/admin/audit';

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
      <FilterForm keep={{ result: values.result }} apply={common('runFilters.apply')}>
        <SearchInput
          label={t('search')}
          value={values.q}
          minLength={SHORTEST_SEARCH}
          maxLength={200}
          className="min-w-50 flex-1 max-wide:col-span-2"
        />
        <ActorChoice value={values.actor} actors={actors} />
        <FilterChoice
          name="action"
          label={t('action')}
          none={t('anyAction')}
          value={values.action}
          options={AUDIT_ACTIONS.map((action) => ({ value: action, label: t(`actions.${action}`) })).toSorted((a, b) =>
            a.label.localeCompare(b.label),
          )}
        />
        <span className="flex items-end gap-2 max-wide:contents">
          <FilterDay name="since" label={common('runFilters.since')} value={values.since} />
          <FilterDay name="until" label={common('runFilters.until')} value={values.until} />
        </span>
      </FilterForm>
    </Filters>
  );
}

/** Also whom the address names and the log does not know. */
async function ActorChoice({ value, actors }: { value: string | undefined; actors: AuditActor[] }) {
  const t = await getTranslations('audit');
  const isListed = NAMELESS_KINDS.some((kind) => kind === value) || actors.some(({ id }) => id === value);
  const people = value === undefined || isListed ? actors : [...actors, { id: value, name: null }];
  const listed = people.map(({ id, name }) => ({ value: id, label: name ?? t('gone', { id: shortId(id) }) }));
  const others = NAMELESS_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }));
  return (
    <FilterChoice
      name="actor"
      label={t('actor')}
      none={t('anyActor')}
      value={value}
      options={[
        { group: t('people'), options: listed },
        { group: t('others'), options: others },
      ]}
    />
  );
}
