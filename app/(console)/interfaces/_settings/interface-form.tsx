'use client';

import { FolderSearch } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { Input, Select } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import type { ActionFailure } from '@/lib/web/action';
import { interfaceFormAction } from './actions';
import { ProviderChoice } from './provider-choice';
import { RuleFields } from './rule-fields';
import { SourceReport } from './source-report';

export interface FormValues {
  /** A field's value as text; a ticked checkbox is "on". */
  [field: string]: string | undefined;
}

interface Props {
  /** null: a new one. */
  interfaceId: string | null;
  saved: FormValues;
  roots: string[];
  providers: { id: string; name: string }[];
  intervals: { value: string; label: string }[];
}

export function InterfaceForm({ interfaceId, saved, roots, providers, intervals }: Props) {
  const t = useTranslations('interfaces.form');
  const [result, action] = useActionState(interfaceFormAction, null);
  const failed = result && !result.ok ? result : null;
  const tested = result?.ok ? result.data : null;
  const values = failed?.values ?? tested?.values ?? saved;
  const errors = failed ? errorsOf(failed) : {};
  return (
    <form action={action} noValidate className="max-w-180">
      {failed && <FormProblem problem={failed.problem} />}
      {interfaceId && <input type="hidden" name="interfaceId" value={interfaceId} />}
      <Card title={t('source')} padded className="mb-4">
        <Input
          name="name"
          label={t('name')}
          hint={t('nameHint')}
          defaultValue={values.name}
          error={errors.name}
          required
          maxLength={100}
        />
        <Input
          name="path"
          label={t('path')}
          hint={t('pathHint', { count: roots.length, roots: roots.join(', ') })}
          defaultValue={values.path}
          error={errors.path}
          spellCheck={false}
          autoCapitalize="none"
        />
        <SubmitButton name="intent" value="test" variant="plain" icon={<FolderSearch size={16} aria-hidden />}>
          {t('test')}
        </SubmitButton>
        {tested && <SourceReport tested={tested} />}
      </Card>
      <Card title={t('rules')} padded className="mb-4">
        <div className="-mb-4">
          <ProviderChoice providers={providers} values={values} />
          <RuleFields values={values} errors={errors} />
        </div>
      </Card>
      <Card title={t('schedule')} padded className="mb-4">
        <div className="-mb-4">
          <Select
            key={values.intervalMinutes}
            name="intervalMinutes"
            label={t('interval')}
            hint={t('intervalHint')}
            defaultValue={values.intervalMinutes}
            error={errors.intervalMinutes}
            options={intervals}
          />
        </div>
      </Card>
      <div className="flex flex-wrap gap-2">
        <SubmitButton name="intent" value="save">
          {t(interfaceId ? 'save' : 'create')}
        </SubmitButton>
        <ButtonLink href={interfaceId ? `/interfaces/${interfaceId}/deliveries` : '/interfaces'}>
          {t('cancel')}
        </ButtonLink>
      </div>
    </form>
  );
}

/** What is refused as a whole stands at its field all the same: the name that is taken, the directory that cannot be read. */
function errorsOf({ code, problem, fields }: ActionFailure): Record<string, string | undefined> {
  if (code === 'name-taken') return { ...fields, name: problem.sentence };
  return code.startsWith('source-') ? { ...fields, path: problem.sentence } : fields;
}
