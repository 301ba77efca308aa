import { AppError } from '../errors';

/**
 * The address of a central server, without a trailing slash. HTTPS, or HTTP to this very machine.
 * Throws `invalid-url` with what was given.
 */
export function parseCentralUrl(given: string): string {
  const text = given.trim();
  if (!URL.canParse(text)) throw new AppError('invalid-url', { given: text.slice(0, 200) });
  const url = new URL(text);
  const plainAllowed = url.protocol === 'http:' && isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !plainAllowed) throw new AppError('invalid-url', { given: url.origin });
  if (url.username || url.password || url.search || url.hash) throw new AppError('invalid-url', { given: url.origin });
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
