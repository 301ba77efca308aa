/**
 * A technical text without what must not be seen in it: bearer tokens, passwords in addresses, and values named like
 * a secret.
 */
export function maskSecrets(text: string): string {
  return text
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 ***')
    .replace(/(\b[a-z][\w+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi, '$1:***@')
    .replace(
      /((?:token|secret|password|passwd|authorization|api[-_]?key)["']?\s*[=:]\s*["']?)(?!\*\*\*|Bearer |Basic )[^\s"'&,;}]+/gi,
      '$1***',
    );
}
