import ipaddr from 'ipaddr.js';

/** What the operator allows beside public addresses. */
export interface AllowedAddresses {
  all: boolean;
  hosts: ReadonlySet<string>;
  ranges: readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[];
}

/** From `ALLOW_PRIVATE_ADDRESSES`: addresses, ranges like `10.0.0.0/8`, names of hosts, or `all`. Pure. */
export function readAllowed(entries: readonly string[]): AllowedAddresses {
  const hosts = new Set<string>();
  const ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of entries) {
    if (ipaddr.isValidCIDR(entry)) ranges.push(ipaddr.parseCIDR(entry));
    else if (ipaddr.isValid(entry)) ranges.push(wholeAddress(entry));
    else hosts.add(entry.toLowerCase());
  }
  return { all: hosts.has('all'), hosts, ranges };
}

function wholeAddress(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/**
 * Whether a connection with this address is allowed: it is a public one, or the operator allows it or the host by whose
 * name it was found. Private, loopback, link-local, multicast and translated (NAT64, 6to4 …) addresses are none. Pure.
 */
export function isAllowed(address: string, host: string, allowed: AllowedAddresses): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in an IPv6 one is what it is inside.
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'unicast' || allowed.all || allowed.hosts.has(host.toLowerCase())) return true;
  return allowed.ranges.some(([range, bits]) => parsed.kind() === range.kind() && parsed.match(range, bits));
}
