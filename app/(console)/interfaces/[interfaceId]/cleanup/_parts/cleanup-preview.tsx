import { Search, Sparkles, Trash2 } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { SubmitButton } from '@/app/_ui/submit-button';
import { getFormat } from '@/lib/i18n/get-format';
import { applyCleanupAction } from '../actions';
import { CleanupTable } from './cleanup-table';
import type { UnusedFiles } from './look-for-unused';

interface Props {
  interfaceId: string;
  found: UnusedFiles;
  mayClean: boolean;
}

/** What would be removed, and the one button that does it. */
export async function CleanupPreview({ interfaceId, found, mayClean }: Props) {
  const [t, format] = await Promise.all([getTranslations('cleanup'), getFormat()]);
  if (found === 'ask') {
    return (
      <Card className="mb-4">
        <EmptyState
          icon={<Search size={22} aria-hidden />}
          title={t('look.title')}
          text={t('look.text')}
          action={<ButtonLink href={`/interfaces/${interfaceId}/cleanup?look=unused`}>{t('look.button')}</ButtonLink>}
        />
      </Card>
    );
  }
  if ('problem' in found) {
    const { sentence, owner, action } = found.problem;
    return (
      <Alert tone="bad" title={t('failed')} text={`${sentence} ${t('failedNote')}`} owner={owner} action={action} />
    );
  }
  const { files, totalBytes, more, hash } = found.plan;
  if (files.length === 0) {
    return (
      <Card className="mb-4">
        <EmptyState icon={<Sparkles size={22} aria-hidden />} title={t('empty')} text={t('emptyText')} />
      </Card>
    );
  }
  const n = format.number(files.length);
  const total = t('total', { count: files.length, n, size: format.bytes(totalBytes) });
  return (
    <Card title={total} className="mb-4">
      <CleanupTable files={files} />
      {mayClean && (
        <form
          action={applyCleanupAction}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5 border-t border-line-soft px-4.5 py-3.5"
        >
          <input type="hidden" name="interfaceId" value={interfaceId} />
          <input type="hidden" name="hash" value={hash} />
          <input type="hidden" name="returnTo" value={`/interfaces/${interfaceId}/cleanup`} />
          <p className="text-note text-ink-2">
            {t('confirmNote')}
            {more && ` ${t('more')}`}
          </p>
          <SubmitButton variant="danger" icon={<Trash2 size={16} aria-hidden />} className="max-wide:w-full">
            {t('confirm', { count: files.length, n })}
          </SubmitButton>
        </form>
      )}
    </Card>
  );
}
