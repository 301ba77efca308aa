import { useTranslations } from 'next-intl';
import { Checkbox, Input, Select } from '@/app/_ui/field';
import type { FormValues } from './interface-form';
import { FtpFields, HttpsFields, SftpFields } from './remote-fields';
import { SourceGroup } from './source-group';

interface Props {
  values: FormValues;
  errors: Record<string, string | undefined>;
  roots: string[];
  /** A password or key is stored for the source as it was saved. */
  hasSecrets: boolean;
}

const KINDS = ['directory', 'sftp', 'ftp', 'https', 'upload'] as const;

/** The kind of source and the fields of each kind; those of the chosen one are shown. */
export function SourceFields({ values, errors, roots, hasSecrets }: Props) {
  const t = useTranslations('interfaces.form');
  const fields = { values, errors };
  return (
    <>
      <Select
        key={values.kind}
        name="kind"
        label={t('kind')}
        hint={t('kindHint')}
        defaultValue={values.kind}
        error={errors.kind}
        options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <SourceGroup kind="directory">
        <Input
          name="path"
          label={t('path')}
          hint={t('pathHint', { count: roots.length, roots: roots.join(', ') })}
          defaultValue={values.path}
          error={errors.path}
          spellCheck={false}
          autoCapitalize="none"
        />
      </SourceGroup>
      <SourceGroup kind="sftp">
        <SftpFields {...fields} />
      </SourceGroup>
      <SourceGroup kind="ftp">
        <FtpFields {...fields} />
      </SourceGroup>
      <SourceGroup kind="https">
        <HttpsFields {...fields} />
      </SourceGroup>
      <SourceGroup kind="upload">
        <p className="mb-4 text-note text-ink-2">{t('uploadHint')}</p>
      </SourceGroup>
      {hasSecrets && (
        <Checkbox
          name="forgetSecrets"
          label={t('forgetSecrets')}
          hint={t('forgetSecretsHint')}
          defaultChecked={values.forgetSecrets === 'on'}
        />
      )}
    </>
  );
}
