'use client';

import { useState } from 'react';
import { ProgressBar } from '@/app/_ui/progress-bar';

interface Props {
  runId: string;
  /** 0 to 1, as this rendering of the page counted it; null: what it is doing has no known total. */
  fraction: number | null;
  /** What is said instead of a percentage then: "1,284 so far"; null: nothing yet. */
  count: string | null;
}

/** The bar of a run, which never goes back. */
export function RunBar({ runId, fraction, count, label }: Props & { label: string }) {
  const percent = useHighestPercent(runId, fraction ?? 0);
  if (fraction === null)
    return <ProgressBar key={runId} label={label} done={0} total={null} text={count ?? undefined} />;
  return <ProgressBar key={runId} label={label} done={percent} total={100} text={`${percent} %`} />;
}

/** The bar's figure: "58 %". */
export function RunPercent({ runId, fraction, count }: Props) {
  const percent = useHighestPercent(runId, fraction ?? 0);
  return fraction === null ? count : `${percent} %`;
}

/** Of the values seen for a run. */
function useHighestPercent(runId: string, fraction: number): number {
  const percent = Math.floor(fraction * 100);
  const [highest, setHighest] = useState({ runId, percent });
  if (highest.runId === runId && highest.percent >= percent) return highest.percent;
  setHighest({ runId, percent });
  return percent;
}
