import type { useTranslations } from 'next-intl';
import { expectTypeOf, test } from 'vitest';
import type { ErrorCode } from '@/lib/error-catalog';
import type { Messages } from '@/lib/i18n/messages';

type NavKey = Parameters<ReturnType<typeof useTranslations<'nav'>>>[0];

test('a message that does not exist does not compile', () => {
  expectTypeOf<'sync'>().toExtend<NavKey>();
  // @ts-expect-error it would compile if next-intl did not know our messages
  expectTypeOf<'nowhere'>().toExtend<NavKey>();
});

test('every error code has its texts, and every text a code', () => {
  expectTypeOf<keyof Omit<Messages['errors'], 'fields'>>().toEqualTypeOf<ErrorCode>();
});
