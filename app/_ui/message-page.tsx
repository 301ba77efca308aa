import type { ReactNode } from 'react';
import { buttonClass } from './button-class';

interface Props {
  /** A lucide icon, 22 px. */
  icon: ReactNode;
  title: string;
  text: ReactNode;
  action?: ReactNode;
}

/** A page that says one thing: not found, not allowed, gone wrong. */
export function MessagePage({ icon, title, text, action }: Props) {
  return (
    <div className="mx-auto flex min-h-[60dvh] max-w-md flex-col items-center justify-center px-4 py-12 text-center">
      <span className="mb-4 grid size-12 place-items-center rounded-full bg-accent-soft text-accent">{icon}</span>
      <h1 className="text-title leading-tight font-heavy tracking-[-0.015em]">{title}</h1>
      <div className="mt-2 text-balance text-ink-2">{text}</div>
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}

/** Out of it. No `Link`: every page carries these messages along, and would carry its script as well. */
export function HomeLink({ label }: { label: string }) {
  return (
    <a href="/" className={buttonClass()}>
      {label}
    </a>
  );
}
