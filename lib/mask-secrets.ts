/** What drizzle says of a failed statement's values; a stack or a cause may follow. */
const PARAMETERS = /\nparams: [\s\S]*?(?=\n {4}at | ← |$)/g;

/**
 * A technical text without what must not be seen in it: bearer tokens, tokens of ours wherever they stand, passwords in
 * addresses, values named like a secret, and the parameters of a failed statement, which are people's records or the hash
 * of a token.
 */
export function maskSecrets(text: string): string {
  return text
    .replace(PARAMETERS, '')
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 ***')
    .replace(/(\b[a-z][\w+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi, '$1:***@')
    .replace(
      /((?:token|secret|password|passwd|authorization|api[-_]?key)["']?\s*[=:]\s*["']?)(?!\*\*\*|Bearer |Basic )[^\s"'&,;}]+/gi,
      '$1***',
    )
    .replace(/\b(esd?_)[\w-]{43}/g, '$1***');
}
