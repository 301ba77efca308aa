'use client';

import { useActionState, useState } from 'react';
import { Alert } from '@/app/_ui/alert';
import { Input } from '@/app/_ui/field';
import { FormProblem } from '@/app/_ui/form-problem';
import { InfoTip } from '@/app/_ui/info-tip';
import { SubmitButton } from '@/app/_ui/submit-button';
import type { Problem } from '@/lib/web/problem';
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
  details: string;
  copy: string;
  copied: string;
  /** Names of an error's details, and words for the kinds of a connection that failed. */
  detailNames: Record<string, string>;
  connectionKinds: Record<string, string>;
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
      {failed && <Refusal failure={failed} labels={labels} />}
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
  if (!ask) return <Alert tone="ok" role="status" title={title} text={text} />;
  const { anotherOwner, anotherAction } = labels;
  return <Alert tone="warn" role="alert" title={title} text={text} owner={anotherOwner} action={anotherAction} />;
}

interface RefusalProps {
  failure: { problem: Problem; details: Record<string, unknown> };
  labels: ConnectionLabels;
}

/** Why it was not saved, and all that is known behind the `i`. */
function Refusal({ failure: { problem, details }, labels }: RefusalProps) {
  const lines = Object.entries(details).flatMap(([name, value]) =>
    value === null
      ? []
      : [{ label: labels.detailNames[name] ?? name, value: labels.connectionKinds[String(value)] ?? String(value) }],
  );
  return (
    <FormProblem
      problem={problem}
      details={
        lines.length > 0 && (
          <InfoTip
            label={labels.details}
            copyLabel={labels.copy}
            copiedLabel={labels.copied}
            details={lines}
            help={problem.help}
          />
        )
      }
    />
  );
}
