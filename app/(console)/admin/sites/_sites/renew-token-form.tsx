'use client';

import { useActionState } from 'react';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { renewTokenAction } from '../actions';
import { type TokenLabels, TokenPanel } from './token-panel';

/** Becomes the site's new token once it is made. */
export function RenewTokenForm({ siteId, confirm, token }: { siteId: number; confirm: string; token: TokenLabels }) {
  const [result, action] = useActionState(renewTokenAction, null);
  if (result?.ok) return <TokenPanel token={result.data.token} labels={token} />;
  return (
    <form action={action}>
      {result && <FormProblem problem={result.problem} />}
      <input type="hidden" name="siteId" value={siteId} />
      <SubmitButton variant="danger">{confirm}</SubmitButton>
    </form>
  );
}
