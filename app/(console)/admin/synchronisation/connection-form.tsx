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

/** Tests before it saves, and says above the fields what it found. What was typed stays, the token until it is accepted. */
export function ConnectionForm({ connection, labels }: Props) {
  const [result, action] = useActionState(connectAction, null);
  const failed = result && !result.ok ? result : null;
  const answer = result?.ok ? result.data : null;
  // Without script the answer is there at the first rendering, and its values with it.
  const before = failed?.values ?? answer?.typed ?? connection;
  const [typed, setTyped] = useState({ url: before?.url ?? '', siteName: before?.siteName ?? '', token: '' });
  const [settled, setSettled] = useState(result);
  if (result !== settled) {
    setSettled(result);
    if (answer && !answer.ask) setTyped({ ...typed, token: '' });
  }
  const asks = answer?.ask === true && answer.typed.url === typed.url;
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    error: failed?.fields[name],
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  return (
    <form action={action} className="max-w-xl">
      {failed && <FormProblem problem={failed.problem} />}
      {answer && <Answer answer={answer} labels={labels} />}
      <Input {...field('url')} type="url" inputMode="url" label={labels.url} hint={labels.urlHint} required />
      <Input {...field('siteName')} label={labels.siteName} hint={labels.siteNameHint} maxLength={100} required />
      <Input
        {...field('token')}
        type="password"
        autoComplete="off"
        label={labels.token}
        hint={labels.tokenHint}
        required={!connection}
      />
      {asks && <input type="hidden" name="confirmed" value="on" />}
      <SubmitButton variant={asks ? 'danger' : 'primary'} pendingLabel={labels.testing}>
        {asks ? labels.change : labels.test}
      </SubmitButton>
    </form>
  );
}

interface AnswerProps {
  answer: { ask: boolean; title: string; text: string };
  labels: ConnectionLabels;
}

function Answer({ answer: { ask, title, text }, labels }: AnswerProps) {
  if (!ask) {
    const status = <ButtonLink href="/sync">{labels.status}</ButtonLink>;
    return <Alert tone="ok" role="status" title={title} text={text} button={status} />;
  }
  const { anotherOwner, anotherAction } = labels;
  return <Alert tone="warn" role="alert" title={title} text={text} owner={anotherOwner} action={anotherAction} />;
}
