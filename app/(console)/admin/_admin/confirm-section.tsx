import type { ReactNode } from 'react';
import { type ButtonVariant, buttonClass } from '@/app/_ui/button-class';

interface Props {
  title: string;
  /** What it means, always to be read. */
  text: string;
  /** Opens the confirmation. */
  label: string;
  variant?: ButtonVariant;
  /** The form that does it, seen once opened. */
  children: ReactNode;
}

/** An act that asks twice: a line with a button that opens its form. Works without script. */
export function ConfirmSection({ title, text, label, variant = 'plain', children }: Props) {
  return (
    <details className="group px-4.5 py-4 not-first:border-t not-first:border-line-soft">
      <summary className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <span className="min-w-0 max-w-2xl flex-1 basis-64">
          <span className="block font-semibold">{title}</span>
          <span className="block text-note text-ink-2">{text}</span>
        </span>
        <span className={buttonClass(variant, 'group-open:opacity-55')}>{label}</span>
      </summary>
      <div className="mt-4 flex flex-wrap gap-2 border-t border-line-soft pt-4">{children}</div>
    </details>
  );
}
