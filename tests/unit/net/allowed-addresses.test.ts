import { describe, expect, it } from 'vitest';
import { isAllowed, readAllowed } from '@/lib/net/allowed-addresses';
import { isListedHost } from '@/lib/net/host-list';

const nothing = readAllowed([]);

describe('addresses of the own network', () => {
  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.3.4',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'no address',
    '',
  ])('%j is refused', (address) => {
    expect(isAllowed(address, 'files.example.org', nothing)).toBe(false);
  });

  it.each(['93.184.216.34', '8.8.8.8', '2606:2800:220:1::1', '::ffff:8.8.8.8'])('%j is public', (address) => {
    expect(isAllowed(address, 'files.example.org', nothing)).toBe(true);
  });

  it('are allowed by range, by address, by the name of a host, or all', () => {
    const allowed = readAllowed(['10.1.0.0/16', '192.168.0.7', 'fd00::/8', 'NAS.local']);
    expect(isAllowed('10.1.2.3', 'x', allowed)).toBe(true);
    expect(isAllowed('::ffff:10.1.2.3', 'x', allowed)).toBe(true);
    expect(isAllowed('10.2.0.1', 'x', allowed)).toBe(false);
    expect(isAllowed('192.168.0.7', 'x', allowed)).toBe(true);
    expect(isAllowed('192.168.0.8', 'x', allowed)).toBe(false);
    expect(isAllowed('192.168.0.8', 'nas.LOCAL', allowed)).toBe(true);
    expect(isAllowed('fd00::8', 'x', allowed)).toBe(true);
    expect(isAllowed('127.0.0.1', 'x', allowed)).toBe(false);
    expect(isAllowed('127.0.0.1', 'x', readAllowed(['all']))).toBe(true);
  });
});

describe('a list of hosts', () => {
  it.each([
    ['bilder.example.org', ['bilder.example.org'], true],
    ['BILDER.example.org', ['*.example.org'], true],
    ['a.b.example.org', ['*.example.org'], true],
    ['example.org', ['*.example.org'], false],
    ['evilexample.org', ['*.example.org'], false],
    ['example.org.evil.com', ['example.org', '*.example.org'], false],
    ['anything.example', [], true],
  ])('%s on %j: %j', (host, list, listed) => {
    expect(isListedHost(host, list)).toBe(listed);
  });
});
