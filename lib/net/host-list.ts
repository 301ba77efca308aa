/**
 * Whether a host is on a list like `["bilder.example.org", "*.example.com"]`: the second means every host below
 * example.com and not that one itself. An empty list takes every host. Pure.
 */
export function isListedHost(host: string, list: readonly string[]): boolean {
  const asked = host.toLowerCase();
  return (
    list.length === 0 ||
    list.some((entry) => (entry.startsWith('*.') ? asked.endsWith(entry.slice(1)) : asked === entry))
  );
}
