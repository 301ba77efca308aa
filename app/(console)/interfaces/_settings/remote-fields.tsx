import { useTranslations } from 'next-intl';
import { Checkbox, Input, Select } from '@/app/_ui/field';
import type { FormValues } from './interface-form';
import { SecretInput } from './secret-input';

interface Props {
  values: FormValues;
  errors: Record<string, string | undefined>;
}

const PLAIN = { spellCheck: false, autoCapitalize: 'none' } as const;
const SECURITIES = ['explicit', 'implicit', 'none'] as const;

function useField({ values, errors }: Props) {
  return (name: string) => ({ name, defaultValue: values[name], error: errors[name], ...PLAIN });
}

export function SftpFields(props: Props) {
  const t = useTranslations('interfaces.form');
  const field = useField(props);
  return (
    <>
      <HostAndPort props={props} host="sftpHost" port="sftpPort" usualPort="22" />
      <Input {...field('sftpUser')} label={t('user')} hint={t('userHint')} maxLength={200} autoComplete="off" />
      <SecretInput
        name="sftpPassword"
        label={t('password')}
        hint={t('passwordHint')}
        error={props.errors.sftpPassword}
      />
      <SecretInput
        name="sftpSecretKey"
        label={t('privateKey')}
        hint={t('privateKeyHint')}
        error={props.errors.sftpSecretKey}
        multiline
      />
      <Input {...field('sftpHostKey')} label={t('hostKey')} hint={t('hostKeyHint')} placeholder="SHA256:…" />
      <Input {...field('sftpPath')} label={t('farPath')} hint={t('farPathHint')} maxLength={500} />
    </>
  );
}

export function FtpFields(props: Props) {
  const t = useTranslations('interfaces.form');
  const field = useField(props);
  return (
    <>
      <Select
        {...field('ftpSecurity')}
        key={props.values.ftpSecurity}
        label={t('security')}
        hint={t('securityHint')}
        options={SECURITIES.map((value) => ({ value, label: t(`securities.${value}`) }))}
      />
      <HostAndPort props={props} host="ftpHost" port="ftpPort" usualPort="21" />
      <Input {...field('ftpUser')} label={t('user')} hint={t('ftpUserHint')} maxLength={200} autoComplete="off" />
      <SecretInput name="ftpPassword" label={t('password')} hint={t('passwordHint')} error={props.errors.ftpPassword} />
      <Input {...field('ftpPath')} label={t('farPath')} hint={t('farPathHint')} maxLength={500} />
    </>
  );
}

export function HttpsFields(props: Props) {
  const t = useTranslations('interfaces.form');
  const field = useField(props);
  return (
    <>
      <Input
        {...field('httpsUrl')}
        type="url"
        inputMode="url"
        label={t('url')}
        hint={t('urlHint')}
        placeholder="https://"
        maxLength={2_000}
      />
      <Checkbox
        name="httpsListing"
        label={t('listing')}
        hint={t('listingHint')}
        defaultChecked={props.values.httpsListing === 'on'}
      />
      <Input {...field('httpsUser')} label={t('user')} hint={t('httpsUserHint')} maxLength={200} autoComplete="off" />
      <SecretInput
        name="httpsPassword"
        label={t('password')}
        hint={t('passwordHint')}
        error={props.errors.httpsPassword}
      />
    </>
  );
}

function HostAndPort({
  props,
  host,
  port,
  usualPort,
}: {
  props: Props;
  host: string;
  port: string;
  usualPort: string;
}) {
  const t = useTranslations('interfaces.form');
  const field = useField(props);
  return (
    <div className="grid gap-x-4 wide:grid-cols-[1fr_8rem]">
      <Input {...field(host)} label={t('host')} hint={t('hostHint')} maxLength={253} />
      <Input
        {...field(port)}
        type="number"
        min={1}
        max={65_535}
        inputMode="numeric"
        label={t('port')}
        hint={t('portHint', { port: usualPort })}
      />
    </div>
  );
}
