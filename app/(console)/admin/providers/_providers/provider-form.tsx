'use client';

import { useActionState } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { Input } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { createProviderAction, updateProviderAction } from '../actions';

export interface ProviderLabels {
  name: string;
  nameHint: string;
  number: string;
  numberHint: string;
  openimmoAnid: string;
  anidHint: string;
  email: string;
  emailHint: string;
  phone: string;
  phoneHint: string;
  save: string;
  cancel: string;
}

interface Props {
  /** null: a new one. */
  provider: {
    id: string;
    name: string;
    number: string | null;
    openimmoAnid: string | null;
    email: string | null;
    phone: string | null;
  } | null;
  labels: ProviderLabels;
}

export function ProviderForm({ provider, labels }: Props) {
  const [result, action] = useActionState(provider ? updateProviderAction : createProviderAction, null);
  const failed = result && !result.ok ? result : null;
  const field = (name: 'name' | 'number' | 'openimmoAnid' | 'email' | 'phone') => ({
    name,
    label: labels[name],
    defaultValue: failed?.values[name] ?? provider?.[name] ?? '',
    error: failed?.fields[name],
    maxLength: 200,
  });
  return (
    <form action={action} className="max-w-xl">
      {failed && <FormProblem problem={failed.problem} />}
      {provider && <input type="hidden" name="id" value={provider.id} />}
      <Input {...field('name')} hint={labels.nameHint} required />
      <Input {...field('number')} hint={labels.numberHint} />
      <Input {...field('openimmoAnid')} hint={labels.anidHint} />
      <Input {...field('email')} hint={labels.emailHint} type="email" />
      <Input {...field('phone')} hint={labels.phoneHint} type="tel" />
      <div className="flex flex-wrap gap-2">
        <SubmitButton>{labels.save}</SubmitButton>
        <ButtonLink href="/admin/providers" variant="quiet">
          {labels.cancel}
        </ButtonLink>
      </div>
    </form>
  );
}
