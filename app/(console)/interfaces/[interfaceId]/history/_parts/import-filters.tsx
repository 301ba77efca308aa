import { getTranslations } from 'next-intl/server';
import { Filters, Segments } from '@/app/_ui/filters';
import { CsvLink } from '@/app/(console)/_list/csv-link';
import { hrefOf } from '@/app/(console)/_list/query';
import { RunFilters } from '@/app/(console)/_list/run-filters';
import { RESULTS, type readImportsQuery } from './read-imports-query';

interface Props {
  path: string;
  asked: Awaited<ReturnType<typeof readImportsQuery>>;
}

export async function ImportFilters({ path, asked: { run, search, result, filters } }: Props) {
  const t = await getTranslations('deliveries');
  return (
    <Filters>
      <Segments
        label={t('imports.filter')}
        segments={[undefined, ...RESULTS].map((state) => ({
          href: hrefOf(path, { ...filters, result: state }),
          label: state ? t(`imports.short.${state}`) : t('imports.all'),
          active: state === result,
        }))}
      />
      <span className="ml-auto">
        <CsvLink path={path} filters={filters} />
      </span>
      <RunFilters read={run} search={{ label: t('search'), value: search }} keep={{ result }} />
    </Filters>
  );
}
