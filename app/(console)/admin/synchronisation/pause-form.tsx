'use client';

import { useActionState } from 'react';
import { Input } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { pauseAction } from './actions';

interface Props {
  timeZone: string;
  /** "2026-11-21T14:30" */
  earliest: string;
  labels: { until: string; untilHint: string; reason: string; reasonHint: string; pause: string };
}

export function PauseForm({ timeZone, earliest, labels }: Props) {
  const [result, action] = useActionState(pauseAction, null);
  const failed = result && !result.ok ? result : null;
  return (
    <form action={action} className="max-w-xl">
      {failed && <FormProblem problem={failed.problem} />}
      <input type="hidden" name="timeZone" value={timeZone} />
      <Input
        name="until"
        type="datetime-local"
        min={earliest}
        label={labels.until}
        hint={labels.untilHint}
        error={failed?.fields.until}
        defaultValue={failed?.values.until}
        required
      />
      <Input
        name="reason"
        label={labels.reason}
        hint={labels.reasonHint}
        error={failed?.fields.reason}
        defaultValue={failed?.values.reason}
        maxLength={200}
      />
      <SubmitButton variant="plain">{labels.pause}</SubmitButton>
    </form>
  );
}
