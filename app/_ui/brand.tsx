import { House } from 'lucide-react';

/** The product's sign. */
export function BrandMark({ large = false }: { large?: boolean }) {
  return (
    <span
      className={`grid shrink-0 place-items-center bg-accent text-accent-ink ${large ? 'size-10 rounded-panel' : 'size-6.5 rounded-control'}`}
    >
      <House size={large ? 22 : 16} aria-hidden />
    </span>
  );
}
