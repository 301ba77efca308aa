// Read by every Node that understands modules, so it uses nothing that is new.

/**
 * The sentence to refuse with, or null if this Node will do.
 * @param {string} version such as "20.9.0"
 * @returns {string | null}
 */
export function refuseNodeVersion(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return null;
  return `This needs Node.js 20.9 or newer; here runs ${version}. Get it from https://nodejs.org and try again.`;
}

export function requireNodeVersion() {
  const refusal = refuseNodeVersion(process.versions.node);
  if (refusal === null) return;
  console.error(refusal);
  process.exit(1);
}
