'use client';

import { useActionState } from 'react';
import { Input } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { setDomainAction } from '../actions';

interface Props {
  siteId: number;
  domain: string | null;
  labels: { domain: string; domainHint: string; save: string };
}

export function DomainForm({ siteId, domain, labels }: Props) {
  const [result, action] = useActionState(setDomainAction, null);
  const failed = result && !result.ok ? result : null;
  return (
    <form action={action} className="max-w-xl">
      {failed && <FormProblem problem={failed.problem} />}
      <input type="hidden" name="siteId" value={siteId} />
      <Input
        name="domain"
        label={labels.domain}
        hint={labels.domainHint}
        error={failed?.fields.domain}
        defaultValue={failed?.values.domain ?? domain ?? ''}
        maxLength={300}
        autoComplete="off"
        spellCheck={false}
      />
      <SubmitButton variant="plain">{labels.save}</SubmitButton>
    </form>
  );
}
