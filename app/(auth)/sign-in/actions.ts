'use server';

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signIn } from '@/lib/auth/sign-in';
import { env } from '@/lib/env';
import { AppError, ForbiddenError } from '@/lib/errors';
import { isLocale, LOCALE_COOKIE } from '@/lib/i18n/locale';
import type { Problem } from '@/lib/web/problem';
import { isSameOrigin, safePath } from '@/lib/web/same-origin';
import { describeForGuest } from '../_frame/auth-notice';

export interface SignInRefusal {
  problem: Omit<Problem, 'help'>;
  email: string;
}

/** Signs in and goes on to `callbackUrl`; refuses with the reason and the e-mail address as typed. */
export async function signInAction(_previous: SignInRefusal | null, form: FormData): Promise<SignInRefusal> {
  const email = String(form.get('email') ?? '').slice(0, 320);
  try {
    if (!isSameOrigin(await headers(), env().nextauthUrl)) throw new ForbiddenError('same-origin');
    await signIn({ email, password: form.get('password') });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { problem: await describeForGuest(error.code, error.details), email };
  }
  redirect(safePath(form.get('callbackUrl'), '/'));
}

/** The language before anyone is signed in: a cookie. */
export async function chooseLanguageAction(form: FormData): Promise<void> {
  const language = form.get('language');
  if (isLocale(language) && isSameOrigin(await headers(), env().nextauthUrl)) {
    (await cookies()).set(LOCALE_COOKIE, language, { path: '/', sameSite: 'lax', maxAge: 365 * 24 * 60 * 60 });
  }
  redirect(safePath(form.get('returnTo'), '/sign-in'));
}
