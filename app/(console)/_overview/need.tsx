import { getTranslations } from 'next-intl/server';
import { Alert, type AlertTone } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';

/** Something that a person should see to, and where. */
export interface Need {
  key: string;
  tone: AlertTone;
  title: string;
  text?: string;
  href: string;
}

/** What needs a person, gravest first; without anything the reassuring sentence. */
export async function Needs({ needs, calm }: { needs: Need[]; calm: { title: string; text: string } }) {
  const t = await getTranslations('overview.needs');
  if (needs.length === 0) return <Alert tone="ok" title={calm.title} text={calm.text} />;
  return needs.map(({ key, tone, title, text, href }) => (
    <Alert key={key} tone={tone} title={title} text={text} button={<ButtonLink href={href}>{t('show')}</ButtonLink>} />
  ));
}
