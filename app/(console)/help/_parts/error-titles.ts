import { getTranslations } from 'next-intl/server';
import type { Problem } from '@/lib/web/problem';

/** What an error is called where none has happened: its sentence, or a title where that names what it happened to. */
export async function errorTitles(): Promise<(problem: Problem) => string> {
  const t = await getTranslations('errorHelp');
  return ({ code, sentence }) => {
    const key = `titles.${code}` as never;
    return t.has(key) ? t(key) : sentence;
  };
}
