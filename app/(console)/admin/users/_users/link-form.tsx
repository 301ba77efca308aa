'use client';

import { useActionState } from 'react';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { type TokenLabels, TokenPanel } from '../../sites/_sites/token-panel';
import { createLinkAction } from '../actions';

/** Becomes the link once it is made. */
export function LinkForm({ userId, submit, link }: { userId: string; submit: string; link: TokenLabels }) {
  const [result, action] = useActionState(createLinkAction, null);
  if (result?.ok) return <TokenPanel token={result.data.address} labels={link} />;
  return (
    <form action={action}>
      {result && <FormProblem problem={result.problem} />}
      <input type="hidden" name="userId" value={userId} />
      <SubmitButton>{submit}</SubmitButton>
    </form>
  );
}
