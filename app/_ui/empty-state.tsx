import type { ReactNode } from 'react';

interface Props {
  /** A lucide icon, 22 px. */
  icon?: ReactNode;
  title: ReactNode;
  text?: ReactNode;
  /** The way out: one button. */
  action?: ReactNode;
}

export function EmptyState({ icon, title, text, action }: Props) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      {icon && (
        <span className="mb-3 grid size-11 place-items-center rounded-full bg-accent-soft text-accent">{icon}</span>
      )}
      <p className="font-semibold">{title}</p>
      {text && <p className="mt-1 max-w-prose text-balance text-ink-2">{text}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
