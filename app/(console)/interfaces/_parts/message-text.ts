import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import type { ErrorDetails } from '@/lib/errors';
import type { Format } from '@/lib/i18n/format';
import { getFormat } from '@/lib/i18n/get-format';

export interface ImportMessage {
  code: string;
  params: ErrorDetails;
}

const NAMESPACES = ['outcomes', 'messages', 'errors'] as const;

/** Makes sentences of an import's codes; a code without one reads as itself. */
export const importMessages = cache(async () => {
  const [format, ...translators] = await Promise.all([getFormat(), ...NAMESPACES.map((name) => getTranslations(name))]);
  return (message: ImportMessage): string => {
    for (const [index, t] of translators.entries()) {
      const key = (NAMESPACES[index] === 'errors' ? `${message.code}.sentence` : message.code) as never;
      if (t.has(key))
        return (t as (key: never, values: never) => string)(
          key,
          argumentsOf(String(t.raw(key)), message, format) as never,
        );
    }
    return message.code;
  };
});

/** What the sentence names: figures and moments as this language writes them, what is missing as a dash. */
function argumentsOf(sentence: string, { params }: ImportMessage, format: Format): Record<string, string | number> {
  const named = [...sentence.matchAll(/\{\s*(\w+)\s*(,?)/g)];
  return Object.fromEntries(
    named.map(([, name = '', comma]) => {
      const value = params[name];
      if (typeof value === 'number') return [name, comma ? value : format.number(value)];
      if (comma) return [name, Number(value ?? 0)];
      return [name, typeof value === 'string' && isMoment(value) ? format.time(value).text : String(value ?? '–')];
    }),
  );
}

const isMoment = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text);
