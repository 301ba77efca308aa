'use client';

import { Check, Copy } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';

export interface TokenLabels {
  title: string;
  text: string;
  token: string;
  copy: string;
  copied: string;
}

/** A token, shown this once. Without a clipboard (plain HTTP) it is marked, ready to be copied by hand. */
export function TokenPanel({ token, labels, next }: { token: string; labels: TokenLabels; next?: ReactNode }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    field.current?.select();
    await navigator.clipboard?.writeText(token);
    setCopied(true);
  };
  return (
    <div className="w-full">
      <Alert tone="ok" role="status" title={labels.title} text={labels.text} />
      <div className="flex flex-wrap items-end gap-2">
        <label className="block min-w-60 flex-1">
          <span className="mb-1 block font-medium">{labels.token}</span>
          <input
            ref={field}
            readOnly
            value={token}
            onFocus={(event) => event.currentTarget.select()}
            className="h-9 w-full rounded-control border border-line-strong/60 bg-panel px-2.75 font-mono text-small text-ink"
          />
        </label>
        <Button
          onClick={() => void copy()}
          icon={copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        >
          <span aria-live="polite">{copied ? labels.copied : labels.copy}</span>
        </Button>
        {next}
      </div>
    </div>
  );
}
