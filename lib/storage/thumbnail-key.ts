import { storageKey } from './storage';

/** Widths in which thumbnails are kept, in pixels: enough for a list, a gallery, and either on a dense screen. */
export const THUMBNAIL_WIDTHS = [160, 320, 640, 1280] as const;
export type ThumbnailWidth = (typeof THUMBNAIL_WIDTHS)[number];

/** The smallest width that is enough. */
export function thumbnailWidth(wanted: number): ThumbnailWidth {
  return THUMBNAIL_WIDTHS.find((width) => width >= wanted) ?? 1280;
}

/** `thumbnails/ab/cd/<sha256>-<width>.webp`: beside the files, so that a content's key stays its own. */
export function thumbnailKey(sha256: string, width: ThumbnailWidth): string {
  return `thumbnails/${storageKey(sha256)}-${width}.webp`;
}
