import { expect, test } from 'vitest';
import { downloadHeaders } from '@/lib/web/download';

test('whatever a delivery is called, it is a download under a name that breaks out of no header', () => {
  const headers = downloadHeaders('Bestand "neu"\r\nX-Evil: 1;ä.zip', 12);
  expect(headers['Content-Disposition']).toBe(
    `attachment; filename="Bestand _neu___X-Evil_ 1__.zip"; filename*=UTF-8''Bestand%20%22neu%22%0D%0AX-Evil%3A%201%3B%C3%A4.zip`,
  );
  expect(new Headers(headers).get('content-length')).toBe('12');
  expect(headers).toMatchObject({
    'Content-Type': 'application/octet-stream',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  });
});
