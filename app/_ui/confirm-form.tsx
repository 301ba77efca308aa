import type { ReactNode } from 'react';
import { ButtonLink } from './button';
import { SubmitButton } from './submit-button';

interface Props {
  action: (form: FormData) => Promise<void>;
  /** What the form says beside the button. */
  fields?: Record<string, string | number>;
  /** What is about to happen; null: it may not. */
  confirm: { label: string; icon?: ReactNode } | null;
  cancel: { label: string; href: string };
}

/** The end of a page that says what is about to be lost: do it, or go back. Works without script. */
export function ConfirmForm({ action, fields = {}, confirm, cancel }: Props) {
  return (
    <form action={action} className="mt-5 flex flex-wrap gap-2">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {confirm && (
        <SubmitButton variant="danger" icon={confirm.icon}>
          {confirm.label}
        </SubmitButton>
      )}
      <ButtonLink href={cancel.href} variant="quiet">
        {cancel.label}
      </ButtonLink>
    </form>
  );
}
