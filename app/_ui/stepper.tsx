import { X } from 'lucide-react';
import type { ReactNode } from 'react';

export type StepperState = 'waiting' | 'active' | 'done' | 'skipped' | 'failed';

export interface Step {
  key: string;
  label: string;
  /** A lucide icon, 16 px; a failed step shows a cross instead. */
  icon: ReactNode;
  state: StepperState;
  /** The state in words, for screen readers. */
  stateLabel: string;
  /** Formatted "1,284 / 1,284", or null when nothing is counted. */
  count?: string | null | undefined;
  /** Formatted "9 s"; null before it began. */
  elapsed?: string | null | undefined;
  /** For example what it is working on. */
  note?: string | null | undefined;
}

const DOTS: Record<StepperState, string> = {
  waiting: 'border-line bg-panel text-ink-3',
  active: 'border-accent bg-accent text-accent-ink ring-4 ring-accent-soft',
  done: 'border-accent-line bg-accent-soft text-accent',
  skipped: 'border-dashed border-line bg-panel text-ink-3',
  failed: 'border-bad-line bg-bad-soft text-bad',
};

/** Said once for all steps: each of them is sent as markup and again for React. The line to the next step is drawn before it. */
const STEPS = [
  'wide:grid wide:grid-cols-(--columns) *:relative *:pb-3.5 wide:*:pr-4',
  'max-wide:*:grid max-wide:*:grid-cols-[44px_1fr_auto] max-wide:*:items-center',
  '*:not-last:before:absolute *:not-last:before:bg-line *:not-last:data-[state=done]:before:bg-accent-line',
  'max-wide:*:not-last:before:top-8.5 max-wide:*:not-last:before:bottom-0.5 max-wide:*:not-last:before:left-3.75',
  'max-wide:*:not-last:before:w-0.5 wide:*:not-last:before:top-3.75 wide:*:not-last:before:right-2',
  'wide:*:not-last:before:left-9 wide:*:not-last:before:h-0.5',
].join(' ');

/** The steps of a run: side by side when wide, below one another on a phone, never hidden. */
export function Stepper({ label, steps }: { label: string; steps: Step[] }) {
  return (
    <ol aria-label={label} className={STEPS} style={{ '--columns': `repeat(${steps.length}, minmax(0, 1fr))` }}>
      {steps.map((step) => (
        <li
          key={step.key}
          data-step={step.key}
          data-state={step.state}
          aria-current={step.state === 'active' ? 'step' : undefined}
        >
          <span className={`relative grid size-8 place-items-center rounded-full border-[1.5px] ${DOTS[step.state]}`}>
            {step.state === 'failed' ? <X size={16} aria-hidden /> : step.icon}
          </span>
          <StepName step={step} />
          <span className="block text-note text-ink-2 tabular-nums max-wide:text-right">
            {[step.count, step.elapsed].filter(Boolean).join(' · ') || '–'}
            {step.note && <span className="block wrap-anywhere">{step.note}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function StepName({ step }: { step: Step }) {
  const quiet = step.state === 'waiting' || step.state === 'skipped';
  return (
    <span className={`block text-small wide:mt-2.25 ${quiet ? 'font-medium text-ink-3' : 'font-semibold'}`}>
      {step.label}
      <span className="sr-only">{` (${step.stateLabel})`}</span>
    </span>
  );
}
