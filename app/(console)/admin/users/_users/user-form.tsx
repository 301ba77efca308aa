'use client';

import { useActionState } from 'react';
import { Input, Select } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { changeUserAction } from '../actions';

interface Props {
  user: { id: string; name: string; role: string };
  labels: { name: string; nameHint: string; role: string; roleHint: string; save: string };
  roles: { value: string; label: string }[];
}

export function UserForm({ user, labels, roles }: Props) {
  const [result, action] = useActionState(changeUserAction, null);
  const failed = result && !result.ok ? result : null;
  return (
    <form action={action} className="max-w-xl">
      {failed && <FormProblem problem={failed.problem} />}
      <input type="hidden" name="userId" value={user.id} />
      <Input
        name="name"
        label={labels.name}
        hint={labels.nameHint}
        error={failed?.fields.name}
        defaultValue={failed?.values.name ?? user.name}
        autoComplete="off"
        maxLength={100}
        required
      />
      <Select
        // A select keeps what it showed first, whatever comes after.
        key={failed?.values.role ?? user.role}
        name="role"
        label={labels.role}
        hint={labels.roleHint}
        error={failed?.fields.role}
        defaultValue={failed?.values.role ?? user.role}
        options={roles}
      />
      <SubmitButton>{labels.save}</SubmitButton>
    </form>
  );
}
