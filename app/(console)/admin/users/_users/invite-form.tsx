'use client';

import { useActionState } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { Input, Select } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { type TokenLabels, TokenPanel } from '../../sites/_sites/token-panel';
import { inviteUserAction } from '../actions';

type Options = { value: string; label: string }[];

interface Props {
  labels: Record<
    | 'email'
    | 'emailHint'
    | 'name'
    | 'nameHint'
    | 'role'
    | 'roleHint'
    | 'language'
    | 'languageHint'
    | 'submit'
    | 'cancel'
    | 'toUser',
    string
  >;
  roles: Options;
  languages: Options;
  /** The title with `{name}`. */
  link: TokenLabels;
}

/** Becomes the invitation's link once it is there. */
export function InviteForm({ labels, roles, languages, link }: Props) {
  const [result, action] = useActionState(inviteUserAction, null);
  if (result?.ok) {
    const { address, name, userId } = result.data;
    return (
      <TokenPanel
        token={address}
        labels={{ ...link, title: link.title.replace('{name}', name) }}
        next={<ButtonLink href={`/admin/users/${userId}`}>{labels.toUser}</ButtonLink>}
      />
    );
  }
  return (
    <form action={action} className="max-w-xl">
      {result && <FormProblem problem={result.problem} />}
      <Input
        name="email"
        type="email"
        label={labels.email}
        hint={labels.emailHint}
        error={result?.fields.email}
        defaultValue={result?.values.email}
        autoComplete="off"
        maxLength={320}
        required
      />
      <Input
        name="name"
        label={labels.name}
        hint={labels.nameHint}
        error={result?.fields.name}
        defaultValue={result?.values.name}
        autoComplete="off"
        maxLength={100}
      />
      <Select
        name="role"
        label={labels.role}
        hint={labels.roleHint}
        error={result?.fields.role}
        defaultValue={result?.values.role ?? 'viewer'}
        options={roles}
      />
      <Select
        name="language"
        label={labels.language}
        hint={labels.languageHint}
        error={result?.fields.language}
        defaultValue={result?.values.language ?? 'browser'}
        options={languages}
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton>{labels.submit}</SubmitButton>
        <ButtonLink href="/admin/users" variant="quiet">
          {labels.cancel}
        </ButtonLink>
      </div>
    </form>
  );
}
