import type { AuditAction } from '@/lib/audit/actions';
import type { Role } from '@/lib/users/role';
import { type Place, placeIn } from './table';

export interface ActionRow {
  /** `anybody`: is there for those who are not signed in. */
  role: Role | 'anybody';
  /** What the audit log calls it; a form with several buttons is several. */
  audited?: AuditAction[];
  /** What its form posts; `:interface` and the like stand for the ids of what is there. */
  fields?: Record<string, string>;
  /** Takes away what others need (a session, the connection): tried at the end, in this order. */
  last?: number;
  /** Who does it then, because it ends the sessions of whoever does it; otherwise the row's role. */
  by?: Role;
}

const SHA256 = 'a'.repeat(64);
const row = (role: Role, audited: AuditAction, fields: Record<string, string> = {}, last?: number): ActionRow => ({
  role,
  audited: [audited],
  fields,
  ...(last && { last }),
});

/** Every exported action, by file and name. The fields would have an effect, were they not refused. */
export const ACTIONS: Record<string, Record<string, ActionRow>> = {
  'app/(auth)/invitation/actions.ts': { setPasswordAction: { role: 'anybody' } },
  'app/(auth)/sign-in/actions.ts': {
    signInAction: { role: 'anybody' },
    chooseLanguageAction: { role: 'anybody' },
  },
  'app/(console)/account/actions.ts': {
    setNameAction: row('viewer', 'account.set-name', { name: 'Intruder' }),
    setTimeZoneAction: row('viewer', 'account.set-time-zone', { timeZone: 'America/Lima' }),
    changePasswordAction: {
      ...row('viewer', 'account.set-password', {
        currentPassword: 'a long password of the tests',
        newPassword: 'another long password of theirs',
      }),
      last: 2,
      by: 'operator',
    },
    setLanguageAction: row('viewer', 'account.set-language', { language: 'de' }),
    setThemeAction: row('viewer', 'account.set-theme', { theme: 'dark' }),
    signOutAction: row('viewer', 'account.sign-out', {}, 1),
    signOutEverywhereAction: row('viewer', 'account.sign-out-everywhere', {}, 3),
  },
  'app/(console)/admin/general/actions.ts': {
    keepHistoryAction: row('admin', 'history.keep', { days: '30' }),
    setTimeZoneAction: row('admin', 'installation.set-time-zone', { timeZone: 'America/Lima' }),
  },
  'app/(console)/admin/groups/actions.ts': {
    createGroupAction: row('admin', 'sharing-group.create', { name: 'Intruders' }),
    renameGroupAction: row('admin', 'sharing-group.rename', { groupId: ':group', name: 'Intruders' }),
    deleteGroupAction: row('admin', 'sharing-group.delete', { groupId: ':group' }, 4),
    addSiteAction: row('admin', 'sharing-group.add-site', { groupId: ':group', siteId: ':site' }),
    removeSiteAction: row('admin', 'sharing-group.remove-site', { groupId: ':group', siteId: ':site' }),
    setDomainAction: row('admin', 'site.set-domain', { siteId: ':site', domain: 'intruders.example' }),
  },
  'app/(console)/admin/providers/actions.ts': {
    createProviderAction: row('admin', 'provider.create', { name: 'Intruders', number: 'I-1' }),
    updateProviderAction: row('admin', 'provider.update', { id: ':provider', name: 'Intruders', number: 'I-2' }),
  },
  'app/(console)/admin/sites/actions.ts': {
    registerSiteAction: row('admin', 'site.register', { name: 'Intruders' }),
    renewTokenAction: row('admin', 'site.renew-token', { siteId: ':site' }),
    releaseInstallationAction: row('admin', 'site.release', { siteId: ':site' }),
    disableSiteAction: row('admin', 'site.disable', { siteId: ':site' }),
    enableSiteAction: row('admin', 'site.enable', { siteId: ':site' }),
    retryIntegrationAction: row('operator', 'site.retry', { siteId: ':site' }),
  },
  'app/(console)/admin/synchronisation/actions.ts': {
    connectAction: row('admin', 'synchronisation.connect', { url: 'http://127.0.0.1:9', siteName: 'Intruders' }),
    setIntervalAction: row('admin', 'synchronisation.set-interval', { interval: '7' }),
    pauseAction: row('admin', 'synchronisation.pause', { until: '2099-01-01T00:00', timeZone: 'UTC', reason: '' }),
    resumeAction: row('admin', 'synchronisation.resume'),
    disconnectAction: row('admin', 'synchronisation.disconnect', {}, 4),
  },
  'app/(console)/admin/tokens/actions.ts': {
    revokeTokenAction: row('admin', 'token.revoke', { tokenId: ':token' }),
  },
  'app/(console)/admin/users/actions.ts': {
    inviteUserAction: row('admin', 'user.invite', { email: 'intruder@example.org', name: 'Intruder', role: 'admin' }),
    createLinkAction: row('admin', 'user.create-link', { userId: ':viewer' }),
    changeUserAction: row('admin', 'user.change', { userId: ':viewer', name: 'Intruder', role: 'admin' }),
    disableUserAction: row('admin', 'user.disable', { userId: ':operator' }, 4),
    enableUserAction: row('admin', 'user.enable', { userId: ':disabled' }, 4),
    signOutUserAction: row('admin', 'user.sign-out', { userId: ':viewer' }, 4),
    releaseOidcAction: row('admin', 'user.release-oidc', { userId: ':viewer' }),
  },
  'app/(console)/history/actions.ts': {
    cancelRunAction: row('operator', 'run.cancel', { runId: ':run' }),
  },
  'app/(console)/interfaces/[interfaceId]/cleanup/actions.ts': {
    applyCleanupAction: row('operator', 'cleanup.apply', { interfaceId: ':interface', hash: SHA256 }),
    restoreFilesAction: row('operator', 'cleanup.restore', { interfaceId: ':interface', sha256: SHA256 }),
    trashUnknownAction: row('operator', 'cleanup.unknown', { interfaceId: ':interface', hash: SHA256 }),
    restoreObjectsAction: row('operator', 'cleanup.restore-unknown', {
      interfaceId: ':interface',
      trashKey: 'trash/x',
    }),
  },
  'app/(console)/interfaces/[interfaceId]/deliveries/actions.ts': {
    synchroniseAction: row('operator', 'delivery.synchronise', { interfaceId: ':interface', deliveryId: ':delivery' }),
    synchroniseChosenAction: row('operator', 'delivery.synchronise', {
      interfaceId: ':interface',
      deliveryIds: ':delivery',
    }),
    previewAction: row('operator', 'delivery.preview', { interfaceId: ':interface', deliveryId: ':delivery' }),
    cancelImportAction: row('operator', 'run.cancel', { interfaceId: ':interface', runId: ':run' }),
  },
  'app/(console)/interfaces/[interfaceId]/plans/[importId]/actions.ts': {
    confirmPlansAction: row('operator', 'plan.confirm', {
      interfaceId: ':interface',
      importId: ':import',
      hash: SHA256,
    }),
    discardPlansAction: row('operator', 'plan.discard', {
      interfaceId: ':interface',
      importId: ':import',
      hash: SHA256,
    }),
  },
  'app/(console)/interfaces/[interfaceId]/providers/actions.ts': {
    acceptProviderAction: row('admin', 'provider.accept', { interfaceId: ':interface', parkedId: ':parked' }),
    dismissProviderAction: row('admin', 'provider.dismiss', { interfaceId: ':interface', parkedId: ':parked' }),
  },
  'app/(console)/interfaces/[interfaceId]/settings/actions.ts': {
    createTokenAction: row('admin', 'token.create', { interfaceId: ':interface', tokenName: 'Intruder' }),
  },
  'app/(console)/interfaces/_settings/actions.ts': {
    interfaceFormAction: {
      role: 'admin',
      audited: ['interface.create', 'interface.test', 'interface.update'],
      fields: { name: 'Intruder', kind: 'upload', intent: 'save' },
    },
  },
  'app/(console)/properties/[propertyId]/actions.ts': {
    trashPropertyAction: row('operator', 'property.trash', { propertyId: ':property' }),
    restorePropertyAction: row('operator', 'property.restore', { propertyId: ':property' }),
    publishPropertyAction: row('operator', 'property.publish', { propertyId: ':property' }),
    unpublishPropertyAction: row('operator', 'property.unpublish', { propertyId: ':property' }),
  },
  'app/(console)/sync/actions.ts': {
    startSyncAction: row('operator', 'sync.start'),
    cancelSyncAction: row('operator', 'run.cancel', { runId: ':run' }),
  },
  'app/(console)/sync/verification/actions.ts': {
    verifyAction: row('operator', 'sync.verify', { repair: 'true' }),
  },
};

/** What only sites do, or only the central server, by the beginning of the file; another than its pages, which both may read. */
const ONLY_AT: Record<string, Place> = {
  'app/(console)/admin/groups/': 'central',
  'app/(console)/admin/sites/': 'central',
  'app/(console)/admin/synchronisation/': 'site',
  'app/(console)/interfaces/': 'site',
};

/** null: on both. */
export const placeOfAction = (file: string): Place | null => placeIn(ONLY_AT, file);
