import { ChevronRight, CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { Card } from '@/app/_ui/card';

type NeedTone = 'bad' | 'warn' | 'info';

/** Something that a person should see to, and where. */
export interface Need {
  key: string;
  tone: NeedTone;
  title: string;
  text?: string;
  href: string;
}

const LOOKS: Record<NeedTone, { Icon: LucideIcon; ink: string; gravity: number }> = {
  bad: { Icon: CircleX, ink: 'text-bad', gravity: 0 },
  warn: { Icon: TriangleAlert, ink: 'text-warn', gravity: 1 },
  info: { Icon: Info, ink: 'text-info', gravity: 2 },
};

/** What needs a person, gravest first; without anything the reassuring sentence. */
export async function Needs({ needs, calm }: { needs: Need[]; calm: { title: string; text: string } }) {
  const t = await getTranslations('overview.needs');
  if (needs.length === 0) return <Alert tone="ok" title={calm.title} text={calm.text} />;
  const gravestFirst = needs.toSorted((a, b) => LOOKS[a.tone].gravity - LOOKS[b.tone].gravity);
  return (
    <Card title={t('title')} className="mb-4">
      <ul>
        {gravestFirst.map((need) => (
          <NeedRow key={need.key} need={need} show={t('show')} />
        ))}
      </ul>
    </Card>
  );
}

function NeedRow({ need: { tone, title, text, href }, show }: { need: Need; show: string }) {
  const { Icon, ink } = LOOKS[tone];
  return (
    <li className="flex items-start gap-3 px-4.5 py-3 not-first:border-t not-first:border-line-soft">
      <Icon size={18} aria-hidden className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="min-w-0 flex-1 wrap-anywhere">
        <p className="font-medium">{title}</p>
        {text && <p className="text-note text-ink-2">{text}</p>}
      </div>
      <Link href={href} aria-label={`${show}: ${title}`} className="text-link inline-flex shrink-0 items-center gap-1">
        {show}
        <ChevronRight size={14} aria-hidden />
      </Link>
    </li>
  );
}
