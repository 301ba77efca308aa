/**
 * Everything that the audit log can say that somebody did, as noun and verb. Its words are in `messages/<locale>/audit.json`:
 * an action without them, and an action of a form that is not named here, do not compile.
 */
export const AUDIT_ACTIONS = [
  'account.set-language',
  'account.set-theme',
  'account.set-name',
  'account.set-time-zone',
  'account.set-password',
  'account.sign-in',
  'account.sign-out',
  'account.sign-out-everywhere',
  'account.redeem-link',
  'audit.leave-out',
  'audit.read',
  'cleanup.apply',
  'cleanup.restore',
  'cleanup.restore-unknown',
  'cleanup.unknown',
  'cron.call',
  'delivery.download',
  'delivery.preview',
  'delivery.synchronise',
  'delivery.upload',
  'history.keep',
  'installation.set-time-zone',
  'interface.create',
  'interface.test',
  'interface.update',
  'page.open',
  'plan.confirm',
  'plan.discard',
  'property.restore',
  'property.trash',
  'provider.accept',
  'provider.create',
  'provider.dismiss',
  'provider.update',
  'request.send',
  'run.cancel',
  'sharing-group.add-site',
  'sharing-group.create',
  'sharing-group.delete',
  'sharing-group.remove-site',
  'sharing-group.rename',
  'site.call',
  'site.disable',
  'site.enable',
  'site.register',
  'site.release',
  'site.renew-token',
  'site.retry',
  'site.set-domain',
  'sync.start',
  'sync.verify',
  'synchronisation.connect',
  'synchronisation.disconnect',
  'synchronisation.pause',
  'synchronisation.resume',
  'synchronisation.set-interval',
  'token.create',
  'token.revoke',
  'user.change',
  'user.create-link',
  'user.disable',
  'user.enable',
  'user.invite',
  'user.release-oidc',
  'user.sign-out',
  'user.reset-password',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

type NounOf<A> = A extends `${infer Noun}.${string}` ? Noun : never;
type VerbsOf<A, Noun extends string> = A extends `${Noun}.${infer Verb}` ? Verb : never;

/** The words of all actions, as they lie in a language's file. */
export type ActionTexts = { [Noun in NounOf<AuditAction>]: { [Verb in VerbsOf<AuditAction, Noun>]: string } };

/** Why something was refused. */
export const REFUSAL_REASONS = [
  'role',
  'cross-site',
  'signed-out',
  'token-refused',
  'site-disabled',
  'other-installation',
  'login-failed',
  'login-throttled',
  'link-not-valid',
  'oidc-refused',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];
