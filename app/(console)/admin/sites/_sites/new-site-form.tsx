'use client';

import { useActionState } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { Input } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { registerSiteAction } from '../actions';
import { type TokenLabels, TokenPanel } from './token-panel';

interface Props {
  labels: { name: string; nameHint: string; create: string; toSite: string };
  token: TokenLabels;
}

/** Becomes the new site's token once it is there. */
export function NewSiteForm({ labels, token }: Props) {
  const [result, action] = useActionState(registerSiteAction, null);
  if (result?.ok) {
    const next = (
      <ButtonLink href={`/admin/sites/${result.data.siteId}`} variant="primary">
        {labels.toSite}
      </ButtonLink>
    );
    return (
      <TokenPanel
        token={result.data.token}
        labels={{ ...token, title: token.title.replace('{name}', result.data.name) }}
        next={next}
      />
    );
  }
  return (
    <form action={action} className="max-w-xl">
      {result && <FormProblem problem={result.problem} />}
      <Input
        name="name"
        label={labels.name}
        hint={labels.nameHint}
        error={result?.fields.name}
        defaultValue={result?.values.name}
        maxLength={100}
        required
      />
      <SubmitButton>{labels.create}</SubmitButton>
    </form>
  );
}
