import 'server-only';
import { getTranslations } from 'next-intl/server';
import { type ErrorCode, isErrorCode, isRetried } from '../error-catalog';
import type { ErrorDetails } from '../errors';
import { problemValues } from './problem-values';

/** An error as a person reads it, in the request's language. */
export interface Problem {
  code: string;
  sentence: string;
  /** Whose move it is, for example "Your move". */
  owner: string;
  action: string;
  retried: boolean;
  /** Where more about it stands. */
  help: { href: string; label: string };
}

/** A code without texts of its own reads as `unexpected`; values that a sentence names and the details lack are a dash. */
export async function describeProblem(code: string, details: ErrorDetails = {}): Promise<Problem> {
  const [t, common] = await Promise.all([getTranslations('errors'), getTranslations('common')]);
  const known: ErrorCode = isErrorCode(code) ? code : 'unexpected';
  const text = (part: 'sentence' | 'action') => {
    const key = `${known}.${part}` as const;
    return t(key, problemValues(String(t.raw(key)), details) as never);
  };
  return {
    code,
    sentence: text('sentence'),
    owner: t(`${known}.owner`),
    action: text('action'),
    retried: isRetried(known),
    help: { href: `/help/errors/${known}`, label: common('errorHelp') },
  };
}
