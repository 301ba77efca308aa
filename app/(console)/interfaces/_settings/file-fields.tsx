import { useTranslations } from 'next-intl';
import { Checkbox, Input, Select, Textarea } from '@/app/_ui/field';
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n/locale';
import type { FormValues } from './interface-form';

interface Props {
  values: FormValues;
  errors: Record<string, string | undefined>;
}

/** How many at a time, how long they are kept, where their attachments may come from, and the language of their sender. */
export function FileFields({ values, errors }: Props) {
  const t = useTranslations('interfaces.form');
  const number = (name: string) => ({
    name,
    type: 'number',
    inputMode: 'numeric' as const,
    defaultValue: values[name],
    error: errors[name],
  });
  return (
    <>
      <div className="grid gap-x-4 wide:grid-cols-2">
        <Input {...number('filesPerRun')} min={1} label={t('filesPerRun')} hint={t('filesPerRunHint')} />
        <Input {...number('heartbeatDays')} min={1} label={t('heartbeatDays')} hint={t('heartbeatDaysHint')} />
      </div>
      <Input
        {...number('keepOriginalsDays')}
        min={0}
        label={t('keepOriginalsDays')}
        hint={t('keepOriginalsDaysHint')}
      />
      <Checkbox
        name="deleteOriginals"
        label={t('deleteOriginals')}
        hint={t('deleteOriginalsHint')}
        defaultChecked={values.deleteOriginals === 'on'}
      />
      <Textarea
        name="attachmentHosts"
        rows={3}
        label={t('attachmentHosts')}
        hint={t('attachmentHostsHint')}
        defaultValue={values.attachmentHosts}
        error={errors.attachmentHosts}
        placeholder="*.example.org"
        spellCheck={false}
      />
      <Select
        key={values.language}
        name="language"
        label={t('language')}
        hint={t('languageHint')}
        defaultValue={values.language}
        error={errors.language}
        options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
      />
    </>
  );
}
