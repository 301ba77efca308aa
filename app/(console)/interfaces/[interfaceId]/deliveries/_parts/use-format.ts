'use client';

import { useLocale, useTimeZone } from 'next-intl';
import { createFormat, type Format } from '@/lib/i18n/format';

/** The page's language and zone; `at` is the moment that "today" is told from. */
export function useFormat(at: string): Format {
  return createFormat(useLocale(), useTimeZone() ?? 'UTC', new Date(at));
}
