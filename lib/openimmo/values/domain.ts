import { domainToASCII } from 'node:url';

/**
 * The domain that a text names, as sites and sharing flags are compared: lower case, letters of other alphabets as
 * `xn--`, without scheme, `www.`, path and final dot. What is no domain is answered as it stands, in lower case.
 */
export function readDomain(text: string): string {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#].*$/s, '')
    .replace(/\.$/, '');
  return domainToASCII(host) || host;
}

/** The domains of a list, each once and in order, whatever stands between them. */
export function readDomains(text: string): string[] {
  const names = text
    .split(/[\s,;|]+/)
    .map(readDomain)
    .filter((name) => name !== '');
  return [...new Set(names)].sort();
}

/** A host name of at least two labels, as `readDomain` answers it. */
export function isDomain(name: string): boolean {
  return (
    name.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)
  );
}
