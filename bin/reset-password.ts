// `npm run admin -- reset-password E-MAIL`: gives a user a new password. The launcher says on standard input where.
import { audit } from '@/lib/audit/append';
import { openDatabase } from '@/lib/db/client';
import { NotFoundError } from '@/lib/errors';
import { resetPassword } from '@/lib/users/reset-password';
import { generatePassword } from './generate-password';
import { answer, readInput } from './program-input';

interface Input {
  databaseUrl: string;
  email: string;
}

answer(async () => {
  const { databaseUrl, email } = await readInput<Input>(() => {
    throw new Error('This is run by `npm run admin`, which gives it its input.');
  });
  const { db, close } = openDatabase(databaseUrl, { max: 1 });
  try {
    const password = generatePassword();
    await resetPassword(db, email, password);
    await audit(db, { actor: { kind: 'system' }, action: 'user.reset-password', details: { email } });
    return { password };
  } catch (error) {
    if (error instanceof NotFoundError) return { error: `There is no user ${email} here.` };
    throw error;
  } finally {
    await close();
  }
});
