import { useTranslations } from 'next-intl';
import type { FormValues } from './interface-form';

interface Props {
  providers: { id: string; name: string }[];
  values: FormValues;
}

export function ProviderChoice({ providers, values }: Props) {
  const t = useTranslations('interfaces.form');
  return (
    <fieldset className="mb-4" aria-describedby="providers-hint">
      <legend className="mb-1 font-medium">{t('providers')}</legend>
      <div className="grid gap-x-4 gap-y-1.5 wide:grid-cols-2">
        {providers.map(({ id, name }) => (
          <label key={id} className="flex items-start gap-2.5">
            <input
              type="checkbox"
              name={`provider-${id}`}
              defaultChecked={values[`provider-${id}`] === 'on'}
              className="mt-0.75 size-4 shrink-0 accent-accent"
            />
            <span className="wrap-anywhere">{name}</span>
          </label>
        ))}
      </div>
      <p id="providers-hint" className="mt-1 text-note text-ink-2">
        {t(providers.length > 0 ? 'providersHint' : 'noProviders')}
      </p>
    </fieldset>
  );
}
