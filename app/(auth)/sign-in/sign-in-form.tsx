'use client';

import { useActionState } from 'react';
import { Input } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { signInAction } from './actions';

interface Props {
  callbackUrl: string;
  labels: { email: string; password: string; submit: string };
}

export function SignInForm({ callbackUrl, labels }: Props) {
  const [refusal, action] = useActionState(signInAction, null);
  return (
    <form action={action}>
      {refusal && <FormProblem problem={refusal.problem} />}
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Input
        name="email"
        type="email"
        label={labels.email}
        autoComplete="username"
        defaultValue={refusal?.email}
        maxLength={320}
        required
        autoFocus={!refusal}
      />
      <Input
        name="password"
        type="password"
        label={labels.password}
        autoComplete="current-password"
        maxLength={1000}
        required
        autoFocus={refusal !== null}
      />
      <SubmitButton className="mt-1 w-full">{labels.submit}</SubmitButton>
    </form>
  );
}
