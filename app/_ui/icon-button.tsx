'use client';

import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import Link from './link';
import { Tip } from './tip';

const BASE =
  'inline-grid size-8 shrink-0 place-items-center rounded-control border text-ink-2 hover:bg-line-soft hover:text-ink aria-disabled:opacity-55';
const look = (outlined: boolean) => `${BASE} ${outlined ? 'border-line bg-panel' : 'border-transparent'}`;

interface Shared {
  /** Accessible name and tooltip. */
  label: string;
  /** A lucide icon, 16 px. */
  icon: ReactNode;
  /** With a border: the first action of a row. */
  outlined?: boolean | undefined;
}

export function IconLink({ label, icon, outlined = false, href }: Shared & { href: string }) {
  return (
    <Tip label={label}>
      <Link href={href} aria-label={label} className={look(outlined)}>
        {icon}
      </Link>
    </Tip>
  );
}

/** Inside a form: posts it; a second press while it is on its way does nothing. */
export function IconSubmit({ label, icon, outlined = false, name, value }: Shared & { name?: string; value?: string }) {
  const { pending } = useFormStatus();
  return (
    <Tip label={label}>
      <button
        type="submit"
        name={name}
        value={value}
        aria-label={label}
        aria-busy={pending}
        aria-disabled={pending || undefined}
        onClick={(event) => pending && event.preventDefault()}
        className={look(outlined)}
      >
        {pending ? <LoaderCircle size={16} aria-hidden className="spin" /> : icon}
      </button>
    </Tip>
  );
}
