import { Mail, Phone, Smartphone } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/card';
import type { PropertyDetail } from '@/lib/properties/get';

export async function PropertyContact({ contact }: Pick<PropertyDetail, 'contact'>) {
  const t = await getTranslations('properties');
  if (!contact) {
    return (
      <Card title={t('contact')} padded>
        <p className="text-ink-3">{t('noContact')}</p>
      </Card>
    );
  }
  const { salutation, firstName, lastName, company, email, phone, mobile } = contact;
  const person = [salutation, firstName, lastName].filter(Boolean).join(' ');
  return (
    <Card title={t('contact')} padded>
      <p className="font-medium wrap-anywhere">{person || company}</p>
      {person && company && <p className="text-note text-ink-2 wrap-anywhere">{company}</p>}
      <ul className="mt-1.5 grid gap-1">
        <Way icon={<Mail size={14} aria-hidden />} scheme="mailto" value={email} />
        <Way icon={<Phone size={14} aria-hidden />} scheme="tel" value={phone} />
        <Way icon={<Smartphone size={14} aria-hidden />} scheme="tel" value={mobile} />
      </ul>
    </Card>
  );
}

function Way({ icon, scheme, value }: { icon: ReactNode; scheme: 'mailto' | 'tel'; value: string | null }) {
  if (!value) return null;
  const address = scheme === 'tel' ? value.replace(/[^\d+]/g, '') : encodeURIComponent(value).replace('%40', '@');
  return (
    <li className="flex items-center gap-2 text-ink-3">
      {icon}
      <a href={`${scheme}:${address}`} className="min-w-0 text-ink wrap-anywhere hover:text-accent hover:underline">
        {value}
      </a>
    </li>
  );
}
