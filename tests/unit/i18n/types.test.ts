import type { useTranslations } from 'next-intl';
import { expectTypeOf, test } from 'vitest';
import type { ErrorCode } from '@/lib/error-catalog';
import type { ErrorHelpTexts, ErrorTexts, Messages } from '@/lib/i18n/messages';

type NavKey = Parameters<ReturnType<typeof useTranslations<'nav'>>>[0];

test('a message that does not exist does not compile', () => {
  expectTypeOf<'sync'>().toExtend<NavKey>();
  // @ts-expect-error it would compile if next-intl did not know our messages
  expectTypeOf<'nowhere'>().toExtend<NavKey>();
});

test('every error code has its texts, and every text a code', () => {
  expectTypeOf<keyof Omit<Messages['errors'], 'fields'>>().toEqualTypeOf<ErrorCode>();
});

test('every error code has its help page, and every help page a code', () => {
  expectTypeOf<keyof Messages['errorHelp']['codes']>().toEqualTypeOf<ErrorCode>();
});

test('a code without its texts or its help does not compile', () => {
  expectTypeOf<Messages['errors']>().toExtend<ErrorTexts>();
  expectTypeOf<Messages['errorHelp']['codes']>().toExtend<ErrorHelpTexts>();
  // @ts-expect-error a code without any text
  expectTypeOf<Omit<Messages['errors'], 'rate-limited'>>().toExtend<ErrorTexts>();
  // @ts-expect-error a code without a help page
  expectTypeOf<Omit<Messages['errorHelp']['codes'], 'rate-limited'>>().toExtend<ErrorHelpTexts>();
  type WithoutSteps = Omit<Messages['errorHelp']['codes'], 'cancelled'> & { cancelled: { meaning: string } };
  // @ts-expect-error a help page that does not say what to do
  expectTypeOf<WithoutSteps>().toExtend<ErrorHelpTexts>();
});
