import { useTranslations } from 'next-intl';
import { Select, Textarea } from '@/app/_ui/field';
import type { FormValues } from './interface-form';

interface Props {
  values: FormValues;
  errors: Record<string, string | undefined>;
  intervals: { value: string; label: string }[];
}

export function ScheduleFields({ values, errors, intervals }: Props) {
  const t = useTranslations('interfaces.form');
  return (
    <>
      <Select
        key={values.intervalMinutes}
        name="intervalMinutes"
        label={t('interval')}
        hint={t('intervalHint')}
        defaultValue={values.intervalMinutes}
        error={errors.intervalMinutes}
        options={intervals}
      />
      <div className="[form:has(option[value=times]:not(:checked))_&]:hidden">
        <Textarea
          name="times"
          rows={2}
          label={t('times')}
          hint={t('timesHint')}
          defaultValue={values.times}
          error={errors.times}
          placeholder="0 7,13 * * 1-5"
          spellCheck={false}
          maxLength={1_000}
        />
      </div>
    </>
  );
}
