/** Headers of a download of foreign bytes: never shown in place, never sniffed, never run, never kept. */
export function downloadHeaders(name: string, sizeBytes: number): Record<string, string> {
  return {
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(sizeBytes),
    'Content-Disposition': `attachment; filename="${plainName(name)}"; filename*=UTF-8''${encodeName(name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  };
}

const LONGEST = 200;

/** For programs that know ASCII only. */
const plainName = (name: string) => name.slice(0, LONGEST).replace(/[^a-z0-9. _-]/gi, '_') || 'file';

/** RFC 5987 */
function encodeName(name: string): string {
  const safe = name.slice(0, LONGEST).replace(/[\ud800-\udfff]/gu, '');
  return encodeURIComponent(safe).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
