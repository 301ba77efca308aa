'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signInWithLink } from '@/lib/auth/redeem-link';
import { env } from '@/lib/env';
import { AppError, ForbiddenError } from '@/lib/errors';
import type { Problem } from '@/lib/web/problem';
import { isSameOrigin } from '@/lib/web/same-origin';
import { describeForGuest } from '../_frame/auth-notice';

export interface LinkRefusal {
  problem: Omit<Problem, 'help'>;
}

/** Sets the password that the opened link is for, and signs in; refuses with the reason. */
export async function setPasswordAction(_previous: LinkRefusal | null, form: FormData): Promise<LinkRefusal> {
  try {
    if (!isSameOrigin(await headers(), env().nextauthUrl)) throw new ForbiddenError('same-origin');
    await signInWithLink(String(form.get('password') ?? '').slice(0, 1000));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { problem: await describeForGuest(error.code, error.details) };
  }
  redirect('/');
}
