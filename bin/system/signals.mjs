/**
 * Asks for the end at Ctrl-C, SIGTERM or a closed terminal, and also when npm, which runs us, was ended: it does not hand
 * every signal on.
 * @param {AbortController} stopping
 */
export function stopOnSignals(stopping) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => stopping.abort());
  }
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stopping.abort();
  }, 500).unref();
}
