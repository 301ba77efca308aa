import { getTranslations } from 'next-intl/server';
import { Button } from '@/app/_ui/button';
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

const FIELD = 'h-8.5 rounded-control border border-line-strong bg-panel px-2 text-ink';

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
      <search>
        <form method="get" className="flex flex-wrap gap-2">
          {values.only && <input type="hidden" name="only" value={values.only} />}
          {values.code && <input type="hidden" name="code" value={values.code} />}
          <select name="outcome" aria-label={t('filterOutcome')} defaultValue={values.outcome ?? ''} className={FIELD}>
            <option value="">{t('anyOutcome')}</option>
            {OUTCOME_KINDS.map((outcome) => (
              <option key={outcome} value={outcome}>
                {t(`outcomes.${outcome}`)}
              </option>
            ))}
          </select>
          <select
            name="severity"
            aria-label={t('filterSeverity')}
            defaultValue={values.severity ?? ''}
            className={FIELD}
          >
            <option value="">{t('anySeverity')}</option>
            {SEVERITIES.map((severity) => (
              <option key={severity} value={severity}>
                {t(`severities.${severity}`)}
              </option>
            ))}
          </select>
          <Button type="submit" className="h-8.5!">
            {common('runFilters.apply')}
          </Button>
        </form>
      </search>
      <span className="ml-auto">
        <CsvLink path={path} filters={values} />
      </span>
    </Filters>
  );
}
