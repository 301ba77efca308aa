import { ArrowRight, RotateCcw, Trash2 } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { SubmitButton } from '@/app/_ui/submit-button';
import { getFormat } from '@/lib/i18n/get-format';
import type { TrashedObject } from '@/lib/storage/object-trash';
import type { UnknownPlan } from '@/lib/storage/plan-unknown';
import type { Problem } from '@/lib/web/problem';
import { restoreObjectsAction, trashUnknownAction } from '../actions';
import type { UnknownObjects } from './look-for-unknown';
import { TrashedObjectTable, UnknownTable } from './unknown-table';

interface Props {
  interfaceId: string;
  found: UnknownObjects | { problem: Problem };
  mayClean: boolean;
}

/** What lies in the installation's storage without anybody knowing of it, and what was moved away of that. */
export async function UnknownObjectCards({ interfaceId, found, mayClean }: Props) {
  const t = await getTranslations('cleanup.unknown');
  if ('problem' in found) {
    const { sentence, owner, action } = found.problem;
    return (
      <Alert tone="bad" title={t('failed')} text={`${sentence} ${t('failedNote')}`} owner={owner} action={action} />
    );
  }
  return (
    <>
      <Unknown interfaceId={interfaceId} plan={found.plan} mayClean={mayClean} />
      {found.trashed.length > 0 && <Trashed interfaceId={interfaceId} objects={found.trashed} mayRestore={mayClean} />}
    </>
  );
}

async function Unknown({ interfaceId, plan, mayClean }: { interfaceId: string; plan: UnknownPlan; mayClean: boolean }) {
  const [t, format] = await Promise.all([getTranslations('cleanup.unknown'), getFormat()]);
  const path = `/interfaces/${interfaceId}/cleanup`;
  const { objects, totalBytes, looked, after, through, hash } = plan;
  const count = objects.length;
  const n = format.number(count);
  const looks = t('looked', { count: looked, n: format.number(looked) });
  const size = format.bytes(totalBytes);
  return (
    <Card
      title={t('title')}
      aside={<span className="text-note text-ink-3">{count > 0 ? t('total', { count, n, size }) : t('none')}</span>}
      className="mb-4"
    >
      {count > 0 && <UnknownTable objects={objects} />}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5 border-t border-line-soft px-4.5 py-3.5">
        <p className="text-note text-ink-2">
          {looks} {t('note')}
        </p>
        {through !== null && (
          <ButtonLink
            href={`${path}?${new URLSearchParams({ behind: through })}`}
            icon={<ArrowRight size={16} aria-hidden />}
          >
            {t('lookOn')}
          </ButtonLink>
        )}
        {count > 0 && mayClean && (
          <form action={trashUnknownAction} className="max-wide:w-full">
            <input type="hidden" name="interfaceId" value={interfaceId} />
            <input type="hidden" name="hash" value={hash} />
            <input type="hidden" name="after" value={after} />
            {through !== null && <input type="hidden" name="through" value={through} />}
            <input type="hidden" name="returnTo" value={path} />
            <SubmitButton variant="danger" icon={<Trash2 size={16} aria-hidden />} className="max-wide:w-full">
              {t('confirm', { count, n })}
            </SubmitButton>
          </form>
        )}
      </div>
    </Card>
  );
}

interface TrashedProps {
  interfaceId: string;
  objects: TrashedObject[];
  mayRestore: boolean;
}

async function Trashed({ interfaceId, objects, mayRestore }: TrashedProps) {
  const t = await getTranslations('cleanup.unknown');
  const all = await getTranslations('cleanup');
  return (
    <Card title={t('trash')} aside={<span className="text-note text-ink-3">{all('trashNote')}</span>} className="mb-4">
      <form action={restoreObjectsAction}>
        <input type="hidden" name="interfaceId" value={interfaceId} />
        <input type="hidden" name="returnTo" value={`/interfaces/${interfaceId}/cleanup`} />
        <TrashedObjectTable objects={objects} mayRestore={mayRestore} />
        {mayRestore && (
          <div className="border-t border-line-soft px-4.5 py-3.5">
            <SubmitButton variant="plain" icon={<RotateCcw size={16} aria-hidden />} className="max-wide:w-full">
              {all('restore')}
            </SubmitButton>
          </div>
        )}
      </form>
    </Card>
  );
}
