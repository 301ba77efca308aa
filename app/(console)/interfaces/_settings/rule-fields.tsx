import { useTranslations } from 'next-intl';
import { Checkbox, Input, Select } from '@/app/_ui/field';
import type { FormValues } from './interface-form';

interface Props {
  values: FormValues;
  errors: Record<string, string | undefined>;
}

const RECORD_KEYS = ['obid', 'external', 'internal'] as const;
const CONTACT_RULES = ['create', 'update', 'match'] as const;
const FULL_TRANSFER_RULES = ['ignore', 'withdraw', 'delete'] as const;
const UNKNOWN_PROVIDER_RULES = ['hold', 'skip'] as const;

/** A select is made anew when its value is another one: a form that is reset would go back to the value it was made with. */
export function RuleFields({ values, errors }: Props) {
  const t = useTranslations('interfaces.form');
  return (
    <>
      <Select
        key={values.unknownProvider}
        name="unknownProvider"
        label={t('unknownProvider')}
        hint={t('unknownProviderHint')}
        defaultValue={values.unknownProvider}
        error={errors.unknownProvider}
        options={UNKNOWN_PROVIDER_RULES.map((value) => ({ value, label: t(`unknownProviderRules.${value}`) }))}
      />
      <Select
        key={values.recordKey}
        name="recordKey"
        label={t('recordKey')}
        hint={t('recordKeyHint')}
        defaultValue={values.recordKey}
        error={errors.recordKey}
        options={RECORD_KEYS.map((value) => ({ value, label: t(`recordKeys.${value}`) }))}
      />
      <Select
        key={values.contacts}
        name="contacts"
        label={t('contacts')}
        hint={t('contactsHint')}
        defaultValue={values.contacts}
        error={errors.contacts}
        options={CONTACT_RULES.map((value) => ({ value, label: t(`contactRules.${value}`) }))}
      />
      <Select
        key={values.fullTransfer}
        name="fullTransfer"
        label={t('fullTransfer')}
        hint={t('fullTransferHint')}
        defaultValue={values.fullTransfer}
        error={errors.fullTransfer}
        options={FULL_TRANSFER_RULES.map((value) => ({ value, label: t(`fullTransferRules.${value}`) }))}
      />
      <div className="grid gap-x-4 wide:grid-cols-2">
        <Input
          name="guardPercent"
          type="number"
          min={0}
          max={100}
          inputMode="numeric"
          label={t('guardPercent')}
          hint={t('guardPercentHint')}
          defaultValue={values.guardPercent}
          error={errors.guardPercent}
        />
        <Input
          name="guardMinimum"
          type="number"
          min={1}
          inputMode="numeric"
          label={t('guardMinimum')}
          hint={t('guardMinimumHint')}
          defaultValue={values.guardMinimum}
          error={errors.guardMinimum}
        />
      </div>
      <Checkbox
        name="publishNew"
        label={t('publishNew')}
        hint={t('publishNewHint')}
        defaultChecked={values.publishNew === 'on'}
        error={errors.publishNew}
      />
      <Checkbox
        name="skipWithoutText"
        label={t('skipWithoutText')}
        hint={t('skipWithoutTextHint')}
        defaultChecked={values.skipWithoutText === 'on'}
      />
      <Checkbox
        name="addressReleased"
        label={t('addressReleased')}
        hint={t('addressReleasedHint')}
        defaultChecked={values.addressReleased === 'on'}
      />
    </>
  );
}
