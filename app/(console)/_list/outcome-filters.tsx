import { getTranslations } from 'next-intl/server';
import { FilterChoice, FilterForm } from '@/app/_ui/filter-form';
import { Filters, Segments } from '@/app/_ui/filters';
import { OUTCOME_KINDS, SEVERITIES } from '@/lib/runs/run';
import { CsvLink } from './csv-link';
import { hrefOf } from './query';
import type { readOutcomeFilter } from './read-outcome-filter';

interface Props {
  path: string;
  title: string;
  values: ReturnType<typeof readOutcomeFilter>['values'];
}

/** All or problems only as links; outcome and severity in a form. By address: works without script. */
export async function OutcomeFilters({ path, title, values }: Props) {
  const [t, common] = await Promise.all([getTranslations('deliveries.import'), getTranslations('common')]);
  return (
    <Filters>
      <h2 className="mr-auto font-semibold">{title}</h2>
      <Segments
        label={t('filter')}
        segments={([undefined, 'problems'] as const).map((only) => ({
          href: hrefOf(path, { ...values, only }),
          label: only ? t('onlyProblems') : t('everything'),
          active: values.only === only,
        }))}
      />
      <FilterForm
        keep={{ only: values.only, code: values.code }}
        apply={common('runFilters.apply')}
        className="max-wide:w-full"
      >
        <FilterChoice
          name="outcome"
          label={t('filterOutcome')}
          none={t('anyOutcome')}
          value={values.outcome}
          options={OUTCOME_KINDS.map((outcome) => ({ value: outcome, label: t(`outcomes.${outcome}`) }))}
        />
        <FilterChoice
          name="severity"
          label={t('filterSeverity')}
          none={t('anySeverity')}
          value={values.severity}
          options={SEVERITIES.map((severity) => ({ value: severity, label: t(`severities.${severity}`) }))}
        />
      </FilterForm>
      <span className="ml-auto">
        <CsvLink path={path} filters={values} />
      </span>
    </Filters>
  );
}
