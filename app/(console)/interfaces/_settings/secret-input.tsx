'use client';

import { useState } from 'react';
import { Input, Textarea } from '@/app/_ui/field';

interface Props {
  name: string;
  label: string;
  hint: string;
  error?: string | undefined;
  /** A key has lines. */
  multiline?: boolean;
}

/**
 * What must not come back from the server: it stays in the browser while the form is tested, and without script it is
 * typed again. The name says that it is a secret, so it is never shown again after an error.
 */
export function SecretInput({ name, label, hint, error, multiline = false }: Props) {
  const [typed, setTyped] = useState('');
  const shared = { name, label, hint, error, value: typed, spellCheck: false, autoComplete: 'new-password' };
  if (multiline) {
    return <Textarea {...shared} onChange={(event) => setTyped(event.target.value)} />;
  }
  return <Input {...shared} type="password" onChange={(event) => setTyped(event.target.value)} />;
}
