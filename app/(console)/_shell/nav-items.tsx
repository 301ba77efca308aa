import { BookUser, Building2, History, LayoutDashboard, Plug, Settings } from 'lucide-react';
import type { Role } from '@/lib/users/role';
import { hasRole } from '@/lib/users/role';

export interface NavEntry {
  key: 'overview' | 'interfaces' | 'sites' | 'properties' | 'history' | 'admin';
  href: string;
  Icon: typeof Plug;
  minRole: Role;
}

const OVERVIEW: NavEntry = { key: 'overview', href: '/', Icon: LayoutDashboard, minRole: 'viewer' };
const INTERFACES: NavEntry = { key: 'interfaces', href: '/interfaces', Icon: Plug, minRole: 'viewer' };
const SITES: NavEntry = { key: 'sites', href: '/admin/sites', Icon: BookUser, minRole: 'viewer' };
const PROPERTIES: NavEntry = { key: 'properties', href: '/properties', Icon: Building2, minRole: 'viewer' };
const HISTORY: NavEntry = { key: 'history', href: '/history', Icon: History, minRole: 'viewer' };
const ADMIN: NavEntry = { key: 'admin', href: '/admin', Icon: Settings, minRole: 'admin' };

/** The central server has sites where a site has interfaces. */
export function navEntries(role: 'site' | 'central', user: { role: Role }): NavEntry[] {
  const second = role === 'central' ? SITES : INTERFACES;
  return [OVERVIEW, second, PROPERTIES, HISTORY, ADMIN].filter((entry) => hasRole(user, entry.minRole));
}
