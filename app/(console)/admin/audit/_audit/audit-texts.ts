import { getTranslations } from 'next-intl/server';
import { AUDIT_ACTIONS, REFUSAL_REASONS } from '@/lib/audit/actions';
import type { AuditRow } from '@/lib/audit/list';
import { getFormat } from '@/lib/i18n/get-format';

/** A row of the audit log in words: alike for the page and its CSV. */
export async function auditTexts() {
  const [t, format] = await Promise.all([getTranslations('audit'), getFormat()]);
  /** An action of a version that is gone, or still to come, shows its code. */
  const action = (code: unknown): string => {
    const known = AUDIT_ACTIONS.find((name) => name === code);
    return known ? t(`actions.${known}`) : String(code);
  };
  return {
    action,
    actor: ({ actorKind, actorId, actorName, details }: AuditRow): string => {
      if (actorKind !== 'user') {
        return typeof details.token === 'string' ? t('namedToken', { name: details.token }) : t(`kinds.${actorKind}`);
      }
      return actorName ?? t('gone', { id: shortId(actorId ?? '') });
    },
    reason: ({ allowed, details }: AuditRow): string | null => {
      const reason = REFUSAL_REASONS.find((known) => known === details.reason);
      return !allowed && reason ? t(`reasons.${reason}`) : null;
    },
    /** What a row says that stands for tries which were not listed. */
    leftOut: ({ action: code, details }: AuditRow): string | null => {
      if (code !== 'audit.leave-out') return null;
      const count = Number(details.count);
      return t('leftOut', { count, n: format.number(count), action: action(details.action) });
    },
    about: ({ subject, about }: AuditRow): string | null => {
      if (about?.kind === 'run' || about?.kind === 'import') return `${t(about.kind)} ${shortId(about.id)}`;
      return about?.name ?? subject;
    },
  };
}

export type AuditTexts = Awaited<ReturnType<typeof auditTexts>>;

/** The end of an id: its beginning is the time, which neighbours have in common. */
export const shortId = (id: string): string => `…${id.slice(-8)}`;
