'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Input, Select } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TokenPanel } from '@/app/(console)/admin/sites/_sites/token-panel';
import { TOKEN_DAYS } from '@/lib/api-tokens/expiry';
import { createTokenAction } from '../actions';

/** Shows the new token, this once, above the form for the next one. */
export function NewTokenForm({ interfaceId }: { interfaceId: string }) {
  const t = useTranslations('interfaces.tokens');
  const tokens = useTranslations('tokens');
  const [result, action] = useActionState(createTokenAction, null);
  const failed = result && !result.ok ? result : null;
  return (
    <>
      {result?.ok && (
        <div className="mb-4">
          <TokenPanel
            key={result.data.token}
            token={result.data.token}
            labels={{
              title: t('tokenTitle', { name: result.data.name }),
              text: t('tokenText'),
              token: t('token'),
              copy: t('copy'),
              copied: t('copied'),
            }}
          />
        </div>
      )}
      <form action={action} noValidate>
        {failed && <FormProblem problem={failed.problem} />}
        <input type="hidden" name="interfaceId" value={interfaceId} />
        <Input
          name="tokenName"
          label={t('name')}
          hint={t('nameHint')}
          error={failed?.fields.tokenName}
          maxLength={100}
          autoComplete="off"
        />
        <Select
          name="validDays"
          label={tokens('expiry')}
          hint={tokens('expiryHint')}
          defaultValue="365"
          options={TOKEN_DAYS.map((days) => ({
            value: days,
            label: days === 'none' ? tokens('expiryNone') : tokens('expiryDays', { count: Number(days) }),
          }))}
        />
        <SubmitButton variant="plain">{t('create')}</SubmitButton>
      </form>
    </>
  );
}
