'use client';

import { FolderSearch } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { Input } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import type { ActionFailure } from '@/lib/web/action';
import { interfaceFormAction } from './actions';
import { FileFields } from './file-fields';
import { ProviderChoice } from './provider-choice';
import { RuleFields } from './rule-fields';
import { ScheduleFields } from './schedule-fields';
import { SourceFields } from './source-fields';
import { SourceReport } from './source-report';

export interface FormValues {
  /** A field's value as text; a ticked checkbox is "on". */
  [field: string]: string | undefined;
}

interface Props {
  /** null: a new one. */
  interfaceId: string | null;
  saved: FormValues;
  /** A password or key is stored for the source as it was saved. */
  hasSecrets: boolean;
  roots: string[];
  providers: { id: string; name: string }[];
  intervals: { value: string; label: string }[];
}

export function InterfaceForm({ interfaceId, saved, hasSecrets, roots, providers, intervals }: Props) {
  const t = useTranslations('interfaces.form');
  const [result, action] = useActionState(interfaceFormAction, null);
  const failed = result && !result.ok ? result : null;
  const tested = result?.ok ? result.data : null;
  const values = failed?.values ?? tested?.values ?? saved;
  const errors = failed ? errorsOf(failed, values.kind) : {};
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
        <SourceFields values={values} errors={errors} roots={roots} hasSecrets={hasSecrets} />
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
      <Card title={t('files')} padded className="mb-4">
        <div className="-mb-4">
          <FileFields values={values} errors={errors} />
        </div>
      </Card>
      <Card title={t('schedule')} padded className="mb-4">
        <div className="-mb-4">
          <ScheduleFields values={values} errors={errors} intervals={intervals} />
        </div>
      </Card>
      <div className="flex flex-wrap gap-2">
        <SubmitButton name="intent" value="save">
          {t(interfaceId ? 'save' : 'create')}
        </SubmitButton>
        <ButtonLink variant="quiet" href={interfaceId ? `/interfaces/${interfaceId}/deliveries` : '/interfaces'}>
          {t('cancel')}
        </ButtonLink>
      </div>
    </form>
  );
}

/** What is refused as a whole stands at its field all the same: the name that is taken, the directory that cannot be read. */
function errorsOf({ code, problem, fields }: ActionFailure, kind = 'directory'): Record<string, string | undefined> {
  if (code === 'name-taken') return { ...fields, name: problem.sentence };
  const field = fieldOfProblem(code, kind);
  return field ? { ...fields, [field]: problem.sentence } : fields;
}

function fieldOfProblem(code: string, kind: string): string | null {
  if (!code.startsWith('source-')) return null;
  if (kind === 'directory') return 'path';
  if (code.startsWith('source-host-key')) return 'sftpHostKey';
  if (code === 'source-login-refused' || code === 'source-secret-missing') return `${kind}Password`;
  if (kind === 'https') return 'httpsUrl';
  return code === 'source-missing' || code === 'source-unreadable' ? `${kind}Path` : `${kind}Host`;
}
