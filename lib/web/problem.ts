import 'server-only';
import { getTranslations } from 'next-intl/server';
import { ERROR_CATALOG, type ErrorCode, isErrorCode } from '../error-catalog';
import type { ErrorDetails } from '../errors';

/** An error as a person reads it, in the request's language. */
export interface Problem {
  code: string;
  sentence: string;
  /** Whose move it is, for example "Your move". */
  owner: string;
  action: string;
  retried: boolean;
}

/** A code without texts of its own reads as `unexpected`; values that a sentence names and the details lack read "–". */
export async function describeProblem(code: string, details: ErrorDetails = {}): Promise<Problem> {
  const t = await getTranslations('errors');
  const known: ErrorCode = isErrorCode(code) ? code : 'unexpected';
  const text = (part: 'sentence' | 'action') => {
    const key = `${known}.${part}` as const;
    return t(key, argumentsOf(String(t.raw(key)), details) as never);
  };
  return {
    code,
    sentence: text('sentence'),
    owner: t(`${known}.owner`),
    action: text('action'),
    retried: ERROR_CATALOG[known].retried,
  };
}

function argumentsOf(message: string, details: ErrorDetails): Record<string, string | number> {
  const names = [...message.matchAll(/\{\s*(\w+)/g)].map((match) => match[1] ?? '');
  return Object.fromEntries(
    names.map((name) => {
      const value = details[name];
      return [name, typeof value === 'number' ? value : String(value ?? '–')];
    }),
  );
}
