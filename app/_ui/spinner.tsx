import { LoaderCircle } from 'lucide-react';

/** Turns; where motion is unwanted only the words are left. Without `label` it stands beside words that say the same. */
export function Spinner({ label, size = 16 }: { label?: string; size?: number }) {
  return (
    <span className="inline-flex items-center gap-2">
      <LoaderCircle size={size} aria-hidden className="spin moving" />
      {label}
    </span>
  );
}
