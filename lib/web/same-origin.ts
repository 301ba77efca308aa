/**
 * Whether a writing request comes from our own pages: its Origin is the configured address, or names the host that was
 * asked. Forwarded headers are not believed; absent, "null" and malformed origins are refused.
 */
export function isSameOrigin(headers: Headers, configuredUrl: string): boolean {
  const origin = headers.get('origin');
  if (!origin || !/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false;
  const asked = new URL(origin);
  return asked.origin === new URL(configuredUrl).origin || asked.host === headers.get('host');
}

/** A path on this server that may be redirected to, or the fallback: never another host, in no spelling. */
export function safePath(path: unknown, fallback: string): string {
  if (typeof path !== 'string' || !path.startsWith('/') || path.length > 2000) return fallback;
  // Browsers read "//" and "/\" as another host and drop tabs and line ends before they look.
  const isControl = [...path].some((character) => character === '\\' || character.charCodeAt(0) < 32);
  if (path.startsWith('//') || isControl) return fallback;
  const resolved = new URL(path, 'http://same.invalid');
  return resolved.host === 'same.invalid' ? path : fallback;
}
