import { Mail } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Button } from '@/app/_ui/button';
import { buttonClass } from '@/app/_ui/button-class';
import { Card } from '@/app/_ui/card';
import { Disclosure } from '@/app/_ui/disclosure';
import { FilterChoice, Kept } from '@/app/_ui/filter-form';
import { db } from '@/lib/db/client';
import { LOCALE_NAMES, LOCALES, type Locale } from '@/lib/i18n/locale';
import type { ImportDetail } from '@/lib/interfaces/history';
import { readSupplierContacts, readSupplierMatters } from '@/lib/interfaces/read-supplier-matters';
import { composeSupplierText, mailtoLink, type SupplierText } from '@/lib/interfaces/supplier-text';
import { CopyText } from './copy-text';
import { supplierWords } from './supplier-words';

interface Props {
  found: ImportDetail;
  /** Chosen in the address; else the interface's. */
  language: Locale | undefined;
  /** Who signs: the person who reads this. */
  signature: string;
  keep: Record<string, string | undefined>;
}

/** A text that can be sent to the delivery's sender as it is; nothing where its software made no mistake. */
export async function SupplierCard({ found, language, signature, keep }: Props) {
  const [groups, contacts] = await Promise.all([
    readSupplierMatters(db(), found.id),
    readSupplierContacts(db(), found.id),
  ]);
  if (groups.length === 0) return null;
  const locale = language ?? found.interfaceLanguage;
  const [t, words] = await Promise.all([getTranslations('supplier'), supplierWords(locale, found.modifiedAt)]);
  const text = composeSupplierText(words, { path: found.path, groups, signature });
  return (
    <Card className="mb-4">
      <Disclosure title={t('title')} open={language !== undefined} id="supplier">
        <div className="border-t border-line-soft p-4.5">
          <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
            <p className="text-ink-2">{t('intro')}</p>
            <LanguageForm locale={locale} keep={keep} labels={{ language: t('language'), change: t('change') }} />
          </div>
          <label htmlFor="supplier-text" className="sr-only">
            {t('textLabel')}
          </label>
          <textarea
            id="supplier-text"
            readOnly
            lang={locale}
            rows={Math.min(24, text.body.split('\n').length + 1)}
            value={text.body}
            className="w-full rounded-control border border-line-strong bg-panel px-2.75 py-2 text-ink"
          />
          <div className="mt-3 flex flex-wrap items-center gap-2">
            <CopyText text={text.body} label={t('copy')} doneLabel={t('copied')} />
            <Addresses contacts={contacts} text={text} />
          </div>
        </div>
      </Disclosure>
    </Card>
  );
}

interface LanguageProps {
  locale: Locale;
  keep: Props['keep'];
  labels: { language: string; change: string };
}

function LanguageForm({ locale, keep, labels }: LanguageProps) {
  return (
    <form method="get" action="#supplier" className="flex items-center gap-2">
      <Kept values={keep} />
      <FilterChoice
        name="language"
        label={labels.language}
        value={locale}
        options={LOCALES.map((one) => ({ value: one, label: LOCALE_NAMES[one], lang: one }))}
      />
      <Button type="submit" className="h-8.5!">
        {labels.change}
      </Button>
    </form>
  );
}

async function Addresses({
  contacts,
  text,
}: {
  contacts: Awaited<ReturnType<typeof readSupplierContacts>>;
  text: SupplierText;
}) {
  const t = await getTranslations('supplier');
  const reachable = contacts.flatMap(({ id, name, email }) => (email ? [{ id, name, email }] : []));
  if (reachable.length === 0) return <p className="text-note text-ink-3">{t('noMail')}</p>;
  return reachable.map(({ id, name, email }) => (
    <a key={id} href={mailtoLink(email, text)} className={buttonClass('plain', 'max-w-full')}>
      <Mail size={16} aria-hidden className="shrink-0" />
      <span className="truncate">{t('mail', { name })}</span>
    </a>
  ));
}
