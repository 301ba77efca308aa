import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';

export type ButtonVariant = 'primary' | 'plain' | 'quiet' | 'danger';

const BASE =
  'inline-flex h-9 items-center justify-center gap-2 rounded-control border px-3.5 font-firm whitespace-nowrap select-none disabled:opacity-55 aria-disabled:opacity-55';
const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'border-accent bg-accent text-accent-ink hover:opacity-92',
  plain: 'border-line bg-panel text-ink hover:bg-line-soft',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-line-soft hover:text-ink',
  danger: 'border-bad-line bg-panel text-bad hover:bg-bad-soft',
};

export const buttonClass = (variant: ButtonVariant = 'plain', more = ''): string =>
  `${BASE} ${VARIANTS[variant]} ${more}`;

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
