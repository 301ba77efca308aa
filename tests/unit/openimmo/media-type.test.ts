import { expect, test } from 'vitest';
import { sniffMediaType } from '@/lib/openimmo/media-type';

test.each([
  ['image/jpeg', '\u00ff\u00d8\u00ff\u00e0'],
  ['image/png', '\u0089PNG\r\n\u001a\n'],
  ['image/webp', 'RIFF....WEBPVP8 '],
  ['image/heic', '....ftypheic'],
  ['video/mp4', '....ftypisom'],
  ['application/pdf', '%PDF-1.4'],
  ['image/svg+xml', '<?xml version="1.0"?>\n<svg xmlns="x">'],
  ['image/svg+xml', '  <!-- x --><SVG>'],
  ['text/html', '<!DOCTYPE html><p>'],
  ['text/html', '<script>alert(1)</script>'],
  [null, 'Guten Tag'],
  [null, ''],
])('the type %s is told by the first bytes, whatever the name says', (type, beginning) => {
  expect(sniffMediaType(Buffer.from(beginning, 'latin1'))).toBe(type);
});
