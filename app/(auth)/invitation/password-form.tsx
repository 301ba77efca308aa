'use client';

import { useActionState } from 'react';
import { Input } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { setPasswordAction } from './actions';

interface Props {
  email: string;
  minLength: number;
  labels: { email: string; password: string; passwordHint: string; submit: string };
}

export function PasswordForm({ email, minLength, labels }: Props) {
  const [refusal, action] = useActionState(setPasswordAction, null);
  return (
    <form action={action}>
      {refusal && <FormProblem problem={refusal.problem} />}
      <Input name="email" type="email" label={labels.email} autoComplete="username" value={email} readOnly />
      <Input
        name="password"
        type="password"
        label={labels.password}
        hint={labels.passwordHint}
        autoComplete="new-password"
        minLength={minLength}
        maxLength={1000}
        required
        autoFocus
      />
      <SubmitButton className="mt-1 w-full">{labels.submit}</SubmitButton>
    </form>
  );
}
