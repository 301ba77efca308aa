'use client';

import { useActionState } from 'react';
import { Input } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { changePasswordAction } from '../actions';

interface Props {
  email: string;
  minLength: number;
  labels: { current: string; next: string; nextHint: string; submit: string };
}

export function PasswordForm({ email, minLength, labels }: Props) {
  const [result, action] = useActionState(changePasswordAction, null);
  const failed = result && !result.ok ? result : null;
  return (
    <form action={action} className="max-w-xl">
      {failed && <FormProblem problem={failed.problem} />}
      {/* For password managers, which else take the name above for the account's. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Input
        name="currentPassword"
        type="password"
        label={labels.current}
        error={failed?.fields.currentPassword}
        autoComplete="current-password"
        maxLength={1000}
        required
      />
      <Input
        name="newPassword"
        type="password"
        label={labels.next}
        hint={labels.nextHint}
        error={failed?.fields.newPassword}
        autoComplete="new-password"
        minLength={minLength}
        maxLength={1000}
        required
      />
      <SubmitButton variant="plain">{labels.submit}</SubmitButton>
    </form>
  );
}
