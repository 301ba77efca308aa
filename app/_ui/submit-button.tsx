'use client';

import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { type ButtonVariant, buttonClass } from './button-class';

interface Props extends Omit<ComponentProps<'button'>, 'type'> {
  variant?: ButtonVariant;
  icon?: ReactNode;
  /** Said in place of the children while the form is on its way. */
  pendingLabel?: string;
}

/** A form's button: turns into a spinner while the form is on its way, and a second press does nothing. */
export function SubmitButton({ variant = 'primary', icon, pendingLabel, children, className, ...rest }: Props) {
  const { pending } = useFormStatus();
  // Not `disabled`: that would drop the focus and the button's name and value.
  const holdBack = (event: MouseEvent) => {
    if (pending) event.preventDefault();
  };
  return (
    <button
      {...rest}
      type="submit"
      aria-busy={pending}
      aria-disabled={pending || undefined}
      onClick={holdBack}
      className={buttonClass(variant, className)}
    >
      {pending ? <LoaderCircle size={16} aria-hidden className="spin moving" /> : icon}
      {pending ? (pendingLabel ?? children) : children}
    </button>
  );
}
