import { ChevronDown } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Table } from '@/app/_ui/table';
import type { Format } from '@/lib/i18n/format';
import type { RunDay } from '@/lib/runs/days/read';
import { RUN_KINDS } from './chart-geometry';
import { dayText } from './day-text';

/** The chart's figures, for who does not see it and who wants them exact; closed until then. */
export async function DayTable({ days, format }: { days: RunDay[]; format: Format }) {
  const t = await getTranslations('overview.chart');
  return (
    <details className="border-t border-line-soft">
      <summary className="flex items-center gap-1.5 px-4.5 py-2.75 text-small text-ink-2 hover:text-ink">
        <ChevronDown size={14} aria-hidden />
        {t('asTable')}
      </summary>
      <Table
        label={t('title')}
        rows={days.toReversed()}
        keyOf={(day) => day.day}
        columns={[
          { key: 'day', label: t('columns.day'), phone: 'first', cell: (day) => dayText(format, day.day, true) },
          ...RUN_KINDS.map((kind) => ({
            key: kind,
            label: t(`kinds.${kind}`),
            numeric: true,
            cell: (day: RunDay) => <Labelled label={t(`kinds.${kind}`)}>{format.number(day[kind])}</Labelled>,
          })),
          {
            key: 'records',
            label: t('columns.records'),
            numeric: true,
            cell: (day) => <Labelled label={t('columns.records')}>{format.number(day.records)}</Labelled>,
          },
        ]}
      />
    </details>
  );
}

/** On a phone a row has no column headings. */
function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <span aria-hidden className="text-note text-ink-3 wide:hidden">
        {label}{' '}
      </span>
      {children}
    </>
  );
}
