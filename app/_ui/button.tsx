import type { ComponentProps, ReactNode } from 'react';
import { type ButtonVariant, buttonClass } from './button-class';
import Link from './link';

interface Look {
  variant?: ButtonVariant;
  /** A lucide icon, 16 px: `<RefreshCw size={16} aria-hidden />` */
  icon?: ReactNode;
}

/** For what happens on this page; a form's button is `SubmitButton`. */
export function Button({ variant, icon, children, className, ...rest }: Look & ComponentProps<'button'>) {
  return (
    <button type="button" {...rest} className={buttonClass(variant, className)}>
      {icon}
      {children}
    </button>
  );
}

export function ButtonLink({ variant, icon, children, className, ...rest }: Look & ComponentProps<typeof Link>) {
  return (
    <Link {...rest} className={buttonClass(variant, className)}>
      {icon}
      {children}
    </Link>
  );
}
