import { ImageOff } from 'lucide-react';

interface Props {
  /** An attachment's id; null: none is here. */
  attachmentId: string | null;
  /** Empty where the words beside it say the same. */
  alt: string;
  className?: string;
  /** In view when the page opens. */
  eager?: boolean;
  /** How wide its frame is at most, in pixels of the page. */
  width: number;
}

/** A small copy of a picture, cut to its frame; a quiet sign where there is none. */
export function Picture({ attachmentId, alt, className = '', eager = false, width }: Props) {
  const address = (pixels: number) => `/attachments/${attachmentId}?width=${pixels}`;
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
      src={address(width)}
      srcSet={`${address(width)} 1x, ${address(2 * width)} 2x`}
      alt={alt}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      className={`max-w-none bg-track object-cover ${className}`}
    />
  );
}
