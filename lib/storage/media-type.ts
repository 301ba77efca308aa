import { sniffMediaType } from '../openimmo/media-type';

/** Bytes from a file's beginning that `mediaTypeOf` needs to be sure. */
export const SNIFF_BYTES = 1024;

const INLINE = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'application/pdf']);

/** What a file is by its magic bytes, whatever it is called; `application/octet-stream` when they say nothing. */
export function mediaTypeOf(beginning: Buffer): string {
  return sniffMediaType(beginning) ?? 'application/octet-stream';
}

/** Types that a browser may show in place; everything else is downloaded. SVG and HTML can carry script. */
export function isShownInline(mediaType: string): boolean {
  return INLINE.has(mediaType);
}
