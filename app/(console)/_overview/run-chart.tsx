import { getTimeZone, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/card';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import type { Format } from '@/lib/i18n/format';
import { getFormat } from '@/lib/i18n/get-format';
import { type RunDay, readRunDays } from '@/lib/runs/days/read';
import { type Bar, HEIGHT, namedDays, niceTop, RUN_KINDS, stackBars } from './chart-geometry';
import { DayTable } from './day-table';
import { dayText } from './day-text';

const FILLS: Record<Bar['kind'], string> = { done: 'fill-accent', problems: 'fill-warn', failed: 'fill-bad' };
const MARKS: Record<Bar['kind'], string> = { done: 'bg-accent', problems: 'bg-warn', failed: 'bg-bad' };

/** Runs and records of the last thirty days, drawn here and without script; the same as a table for whoever wants it. */
export async function RunChart() {
  const [t, format, timeZone] = await Promise.all([getTranslations('overview.chart'), getFormat(), getTimeZone()]);
  const days = await readRunDays(db(), { now: systemClock(), timeZone });
  const total = (kind: Bar['kind'] | 'records') => days.reduce((sum, day) => sum + day[kind], 0);
  const runsOf = (day: RunDay) => day.done + day.problems + day.failed;
  const runTop = niceTop(Math.max(...days.map(runsOf)));
  const recordTop = niceTop(Math.max(...days.map((day) => day.records)));
  const counted = (count: number) => ({ count, n: format.number(count) });
  const runs = total('done') + total('problems') + total('failed');
  if (runs === 0) {
    return (
      <Card title={t('title')} className="mb-4">
        <p className="px-4.5 py-6 text-ink-2">{t('none')}</p>
      </Card>
    );
  }
  const nameOf = (day: RunDay) =>
    t('day', {
      day: dayText(format, day.day, true),
      runs: format.number(runsOf(day)),
      problems: format.number(day.problems),
      failed: format.number(day.failed),
      records: format.number(day.records),
    });
  return (
    <Card title={t('title')} aside={<Legend days={days} />} className="mb-4">
      <div className="grid gap-x-6 gap-y-4 px-4.5 pt-4 pb-2 wide:grid-cols-2">
        <Plot
          label={t('runs', counted(runs))}
          summary={t('runsSummary', {
            done: format.number(total('done')),
            problems: format.number(total('problems')),
            failed: format.number(total('failed')),
          })}
          top={format.number(runTop)}
          days={days}
          format={format}
          nameOf={nameOf}
          barsOf={(day) => stackBars(day, runTop).map((bar) => ({ ...bar, fill: FILLS[bar.kind] }))}
        />
        <Plot
          label={t('records', counted(total('records')))}
          summary={t('records', counted(total('records')))}
          top={total('records') > 0 ? format.number(recordTop) : null}
          days={days}
          format={format}
          nameOf={nameOf}
          barsOf={(day) =>
            stackBars({ done: day.records, problems: 0, failed: 0 }, recordTop).map((bar) => ({
              ...bar,
              fill: 'fill-info',
            }))
          }
        />
      </div>
      <DayTable days={days} format={format} />
    </Card>
  );
}

async function Legend({ days }: { days: RunDay[] }) {
  const [t, format] = await Promise.all([getTranslations('overview.chart'), getFormat()]);
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-note text-ink-2 tabular-nums">
      {RUN_KINDS.map((kind) => (
        <li key={kind} className="flex items-center gap-1.5">
          <span aria-hidden className={`size-2.5 rounded-[3px] ${MARKS[kind]}`} />
          {t(`kinds.${kind}`)} {format.number(days.reduce((sum, day) => sum + day[kind], 0))}
        </li>
      ))}
    </ul>
  );
}

interface PlotProps {
  label: ReactNode;
  /** What the picture shows, for who does not see it; the table says the rest. */
  summary: string;
  /** The upper end of the axis; null: there is nothing to measure. */
  top: string | null;
  days: RunDay[];
  format: Format;
  nameOf: (day: RunDay) => string;
  barsOf: (day: RunDay) => { kind: string; y: number; height: number; fill: string }[];
}

function Plot({ label, summary, top, days, format, nameOf, barsOf }: PlotProps) {
  return (
    <figure className="min-w-0">
      <figcaption className="flex items-baseline justify-between gap-3 text-note text-ink-2">
        <span className="font-medium">{label}</span>
        <span className="text-ink-3 tabular-nums" aria-hidden>
          {top}
        </span>
      </figcaption>
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${days.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="mt-1 block h-22 w-full border-y border-line-soft"
      >
        {days.map((day, index) => (
          <g key={day.day}>
            <title>{nameOf(day)}</title>
            <rect x={index} y={0} width={1} height={HEIGHT} className="fill-transparent hover:fill-track" />
            {barsOf(day).map((bar) => (
              <rect
                key={bar.kind}
                x={index + 0.14}
                y={bar.y}
                width={0.72}
                height={bar.height}
                className={`pointer-events-none ${bar.fill}`}
              />
            ))}
          </g>
        ))}
      </svg>
      <div aria-hidden className="mt-1 flex justify-between text-tiny text-ink-3 tabular-nums">
        {namedDays(days.length).map((index) => (
          <span key={index}>{dayText(format, days[index]?.day ?? '')}</span>
        ))}
      </div>
    </figure>
  );
}
