import type { TopicEntries } from './topic';

export const ADMIN_TOPICS = {
  adminSynchronisation: {
    title: 'admin.synchronisation.title',
    href: '/admin/synchronisation',
    only: 'site',
    minRole: 'admin',
    terms: {
      url: 'admin.synchronisation.url',
      token: 'admin.synchronisation.token',
      interval: 'admin.synchronisation.interval',
      pause: 'admin.synchronisation.pause',
      leave: 'admin.synchronisation.leave',
    },
  },
  sites: {
    title: 'admin.sites.title',
    href: '/admin/sites',
    only: 'central',
    minRole: 'admin',
    statuses: ['site'],
    terms: {
      renew: 'admin.sites.renew',
      release: 'admin.sites.release',
      disable: 'admin.sites.disable',
      pushed: 'admin.sites.pushed',
      pulled: 'admin.sites.pulled',
      csv: 'common.csv',
    },
  },
  groups: {
    title: 'groups.title',
    href: '/admin/groups',
    minRole: 'admin',
    terms: { domain: 'groups.domain', invisible: 'groups.becomesInvisible', members: 'groups.members' },
  },
  providers: {
    title: 'admin.providers.title',
    href: '/admin/providers',
    minRole: 'admin',
    terms: {
      number: 'admin.providers.number',
      anid: 'admin.providers.anid',
      readOnly: 'nav.centralServer',
      csv: 'common.csv',
    },
  },
  users: {
    title: 'users.title',
    href: '/admin/users',
    minRole: 'admin',
    terms: {
      viewer: 'users.roles.viewer',
      operator: 'users.roles.operator',
      admin: 'users.roles.admin',
      invite: 'users.invite',
      reset: 'users.reset',
      disabled: 'users.states.disabled',
    },
  },
  tokens: {
    title: 'tokens.title',
    href: '/admin/tokens',
    minRole: 'admin',
    terms: {
      beginning: 'tokens.columns.beginning',
      lastUsed: 'tokens.columns.lastUsed',
      revoke: 'tokens.revoke',
      csv: 'common.csv',
    },
  },
  audit: {
    title: 'audit.title',
    href: '/admin/audit',
    minRole: 'admin',
    terms: { actor: 'audit.columns.actor', result: 'audit.columns.result', csv: 'common.csv' },
  },
  general: {
    title: 'general.title',
    href: '/admin/general',
    minRole: 'admin',
    terms: { zone: 'general.timeZone', keep: 'general.keep' },
  },
} satisfies TopicEntries<
  'adminSynchronisation' | 'sites' | 'groups' | 'providers' | 'users' | 'tokens' | 'audit' | 'general'
>;
