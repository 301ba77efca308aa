import { ChevronRight, CircleX, Info, type LucideIcon, RefreshCw, TriangleAlert } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { SubmitButton } from '@/app/_ui/submit-button';
import { startSyncAction } from '../sync/actions';

export type NeedTone = 'bad' | 'warn' | 'info';

/** Something that somebody should see to: what it is, whose move it is, and the one thing to do here. */
export interface Need {
  key: string;
  tone: NeedTone;
  title: string;
  owner: string;
  advice: string;
  /** A page to go to, or a run to start at once. */
  action: { kind: 'link'; href: string; label: string } | { kind: 'sync' };
}

const LOOKS: Record<NeedTone, { Icon: LucideIcon; ink: string; gravity: number }> = {
  bad: { Icon: CircleX, ink: 'text-bad', gravity: 0 },
  warn: { Icon: TriangleAlert, ink: 'text-warn', gravity: 1 },
  info: { Icon: Info, ink: 'text-info', gravity: 2 },
};

/** The gravest tone; null: nothing is needed. */
export function gravest(needs: readonly Need[]): NeedTone | null {
  return needs.map(({ tone }) => tone).toSorted((a, b) => LOOKS[a].gravity - LOOKS[b].gravity)[0] ?? null;
}

/** What needs a person, gravest first. */
export async function Needs({ needs }: { needs: Need[] }) {
  if (needs.length === 0) return null;
  const t = await getTranslations('overview.needs');
  const gravestFirst = needs.toSorted((a, b) => LOOKS[a.tone].gravity - LOOKS[b.tone].gravity);
  return (
    <Card title={t('title')} className="mb-4">
      <ul>
        {gravestFirst.map((need) => (
          <NeedRow key={need.key} need={need} />
        ))}
      </ul>
    </Card>
  );
}

function NeedRow({ need }: { need: Need }) {
  const { tone, title, owner, advice } = need;
  const { Icon, ink } = LOOKS[tone];
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4.5 py-3 not-first:border-t not-first:border-line-soft">
      <Icon size={18} aria-hidden className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="min-w-0 flex-1 basis-60 wrap-anywhere">
        <p className="font-medium">{title}</p>
        <p className="text-note text-ink-2">
          {owner}. {advice}
        </p>
      </div>
      <NeedButton need={need} />
    </li>
  );
}

async function NeedButton({ need: { action, title } }: { need: Need }) {
  if (action.kind === 'link') {
    return (
      <ButtonLink href={action.href} aria-label={`${action.label}: ${title}`} className="h-8!">
        {action.label}
        <ChevronRight size={14} aria-hidden />
      </ButtonLink>
    );
  }
  const t = await getTranslations('sync');
  return (
    <form action={startSyncAction}>
      <SubmitButton className="h-8!" icon={<RefreshCw size={16} aria-hidden />} pendingLabel={t('running')}>
        {t('now')}
      </SubmitButton>
    </form>
  );
}
