const KINDS: Record<string, string> = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ECONNRESET: 'cut',
  UND_ERR_SOCKET: 'cut',
  EPIPE: 'cut',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
};

/** In which way a connection failed: name-not-found, refused, tls, timeout or cut. Pure. */
export function failureKind(error: unknown): string {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    if (current.name === 'TimeoutError') return 'timeout';
    const code = String((current as { code?: unknown }).code ?? '');
    if (KINDS[code]) return KINDS[code];
    if (/^(EPROTO$|ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code)) return 'tls';
    if (current instanceof AggregateError && current.errors.length > 0) return failureKind(current.errors[0]);
  }
  return 'cut';
}
