'use client';

import { Check, Copy } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { Button } from '@/app/_ui/button';

interface Props {
  text: string;
  label: string;
  doneLabel: string;
}

const nothing = () => () => undefined;

/** Copies a text. Without script there is nothing to press: the text can be marked. */
export function CopyText({ text, label, doneLabel }: Props) {
  const [copied, setCopied] = useState(false);
  const hasScript = useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  );
  if (!hasScript) return null;
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <Button onClick={copy} icon={copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}>
      <span aria-live="polite">{copied ? doneLabel : label}</span>
    </Button>
  );
}
