import { ImageOff } from 'lucide-react';

interface Props {
  /** An attachment's id; null: none is here. */
  attachmentId: string | null;
  /** Empty where the words beside it say the same. */
  alt: string;
  className?: string;
  /** In view when the page opens. */
  eager?: boolean;
}

/** A picture as it was delivered, cut to its frame; a quiet sign where there is none. */
export function Picture({ attachmentId, alt, className = '', eager = false }: Props) {
  if (attachmentId === null) {
    return (
      <span className={`grid place-items-center bg-track text-ink-3 ${className}`}>
        <ImageOff size={16} aria-hidden />
      </span>
    );
  }
  return (
    // biome-ignore lint/performance/noImgElement: the optimiser would ask for the file without the reader's session
    <img
      src={`/attachments/${attachmentId}`}
      alt={alt}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      className={`max-w-none bg-track object-cover ${className}`}
    />
  );
}
