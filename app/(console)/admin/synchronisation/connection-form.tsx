'use client';

import { useActionState, useState } from 'react';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Input } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { SubmitButton } from '@/app/_ui/submit-button';
import { connectAction } from './actions';

export interface ConnectionLabels {
  url: string;
  urlHint: string;
  siteName: string;
  siteNameHint: string;
  token: string;
  tokenHint: string;
  test: string;
  testing: string;
  change: string;
  anotherOwner: string;
  anotherAction: string;
  status: string;
}

interface Props {
  connection: { url: string; siteName: string } | null;
  labels: ConnectionLabels;
}

/** Tests before it saves, and says beside the fields what it found. The token is kept here until it was accepted. */
export function ConnectionForm({ connection, labels }: Props) {
  const [result, action] = useActionState(connectAction, null);
  const [token, setToken] = useState('');
  const [answered, setAnswered] = useState(result);
  const failed = result && !result.ok ? result : null;
  const asks = result?.ok ? result.data.ask : false;
  if (result !== answered) {
    setAnswered(result);
    if (result?.ok && !result.data.ask) setToken('');
  }
  const [typed, setTyped] = useState({ url: connection?.url ?? '', siteName: connection?.siteName ?? '' });
  const type = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });
  return (
    <form action={action} className="max-w-xl">
      {failed && <FormProblem problem={failed.problem} />}
      {result?.ok && (
        <Alert
          tone={asks ? 'warn' : 'ok'}
          role={asks ? 'alert' : 'status'}
          title={result.data.title}
          text={result.data.text}
          owner={asks ? labels.anotherOwner : undefined}
          action={asks ? labels.anotherAction : undefined}
          button={!asks && <ButtonLink href="/sync">{labels.status}</ButtonLink>}
        />
      )}
      <Input
        name="url"
        type="url"
        inputMode="url"
        label={labels.url}
        hint={labels.urlHint}
        error={failed?.fields.url}
        value={typed.url}
        onChange={(event) => type({ url: event.target.value })}
        required
      />
      <Input
        name="siteName"
        label={labels.siteName}
        hint={labels.siteNameHint}
        error={failed?.fields.siteName}
        value={typed.siteName}
        onChange={(event) => type({ siteName: event.target.value })}
        maxLength={100}
        required
      />
      <Input
        name="token"
        type="password"
        autoComplete="off"
        label={labels.token}
        hint={labels.tokenHint}
        error={failed?.fields.token}
        value={token}
        onChange={(event) => setToken(event.target.value)}
        required={!connection}
      />
      {asks && <input type="hidden" name="confirmed" value="on" />}
      <SubmitButton variant={asks ? 'danger' : 'primary'} pendingLabel={labels.testing}>
        {asks ? labels.change : labels.test}
      </SubmitButton>
    </form>
  );
}
