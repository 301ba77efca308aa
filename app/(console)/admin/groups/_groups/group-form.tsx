'use client';

import { useActionState } from 'react';
import { Input } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { createGroupAction, renameGroupAction } from '../actions';

interface Props {
  /** null: a new one. */
  group: { id: string; name: string } | null;
  labels: { name: string; nameHint: string; save: string };
}

export function GroupForm({ group, labels }: Props) {
  const [result, action] = useActionState(group ? renameGroupAction : createGroupAction, null);
  const failed = result && !result.ok ? result : null;
  return (
    <form action={action} className="max-w-xl">
      {failed && <FormProblem problem={failed.problem} />}
      {group && <input type="hidden" name="groupId" value={group.id} />}
      <Input
        name="name"
        label={labels.name}
        hint={labels.nameHint}
        error={failed?.fields.name}
        defaultValue={failed?.values.name ?? group?.name ?? ''}
        maxLength={100}
        required
      />
      <SubmitButton>{labels.save}</SubmitButton>
    </form>
  );
}
