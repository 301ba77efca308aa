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

/** The steps of a run: side by side when wide, below one another on a phone, never hidden. */
export function Stepper({ label, steps }: { label: string; steps: Step[] }) {
  return (
    <ol
      aria-label={label}
      className="wide:grid wide:grid-cols-(--columns) *:relative *:pb-3.5 max-wide:*:grid max-wide:*:grid-cols-[44px_1fr_auto] max-wide:*:items-center wide:*:pr-4"
      style={{ '--columns': `repeat(${steps.length}, minmax(0, 1fr))` }}
    >
      {steps.map((step, index) => (
        <li
          key={step.key}
          data-step={step.key}
          data-state={step.state}
          aria-current={step.state === 'active' ? 'step' : undefined}
        >
          {index < steps.length - 1 && <Line done={step.state === 'done'} />}
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

function Line({ done }: { done: boolean }) {
  return (
    <span
      aria-hidden
      className={`absolute max-wide:top-8.5 max-wide:bottom-0.5 max-wide:left-3.75 max-wide:w-0.5 wide:top-3.75 wide:right-2 wide:left-9 wide:h-0.5 ${done ? 'bg-accent-line' : 'bg-line'}`}
    />
  );
}

function StepName({ step }: { step: Step }) {
  const quiet = step.state === 'waiting' || step.state === 'skipped';
  return (
    <span className={`block text-small wide:mt-2.25 ${quiet ? 'font-medium text-ink-3' : 'font-semibold'}`}>
      {step.label}
      <span className="sr-only"> ({step.stateLabel})</span>
    </span>
  );
}
