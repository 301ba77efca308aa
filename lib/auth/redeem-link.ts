import 'server-only';
import { maskEmail } from '../audit/details';
import { db } from '../db/client';
import { AppError } from '../errors';
import { redeemLink } from '../users/links/redeem';
import { noteSignIn } from '../users/note-sign-in';
import { auditedSignIn } from './audit-sign-in';
import { rememberDevice } from './device';
import { forgetOpenedLink, readOpenedLink } from './open-link';
import { openSession, requestAddress } from './sign-in';

/** Sets the password with the link that this browser opened, and signs in. Throws `password-too-short` and `link-not-valid`. */
export async function signInWithLink(password: string): Promise<void> {
  const link = await readOpenedLink(db());
  const about = { email: maskEmail(link?.email ?? ''), address: await requestAddress() };
  const user = await auditedSignIn(db(), 'account.redeem-link', about, () => {
    if (!link) throw new AppError('link-not-valid', { reason: 'unknown' });
    return redeemLink(db(), link.id, password);
  });
  await noteSignIn(db(), user.id);
  await forgetOpenedLink();
  await openSession(user);
  if (link) await rememberDevice(link.email);
}
