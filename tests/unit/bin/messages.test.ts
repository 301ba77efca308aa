import { expect, test } from 'vitest';
import { generatePassword } from '@/bin/generate-password';
import { parseArguments } from '@/bin/launch/administer.mjs';
import { readSettings } from '@/bin/launch/settings.mjs';
import { describeAccounts, describeReady } from '@/bin/launch/summary.mjs';
import { describeError } from '@/bin/system/log-file.mjs';
import { describeFailure, Refusal } from '@/bin/system/refusal.mjs';

const settings = readSettings({} as NodeJS.ProcessEnv, '/project');
const email = 'admin@example.org';

test('the end of a start names both addresses and where the logs are', () => {
  const text = describeReady(settings, '4.2 s');
  for (const part of ['http://localhost:3000', 'http://localhost:3001', '/project/data', '4.2 s', 'Ctrl-C']) {
    expect(text).toContain(part);
  }
});

test('a generated password is shown once for both servers; later only how to get a new one', () => {
  const made = (['site', 'central'] as const).map((role) => ({ role, email, password: 'abcde-fghjk' }));
  const first = describeAccounts(settings, made);
  expect(first.split('abcde-fghjk')).toHaveLength(2);
  expect(first).toContain('shown only now');
  const later = describeAccounts(settings, []);
  expect(later).toContain(email);
  expect(later).toContain('npm run admin -- reset-password');
});

test('where only a central server runs, the way to a new password is the one for it', () => {
  const alone = readSettings(
    { DATABASE_URL: 'postgres://db/central', SYNC_ROLE: 'central' } as unknown as NodeJS.ProcessEnv,
    '/project',
  );
  expect(describeAccounts(alone, [])).toContain(`reset-password ${email} --central`);
});

test('when only one server’s admin was made, the password is named as that one’s', () => {
  const text = describeAccounts(settings, [{ role: 'central', email, password: 'abcde-fghjk' }]);
  expect(text).toMatch(/Central server: +abcde-fghjk/);
});

test('a password that was given is not repeated', () => {
  const made = (['site', 'central'] as const).map((role) => ({ role, email, password: null }));
  const text = describeAccounts(settings, made);
  expect(text).toContain('the one from ADMIN_PASSWORD');
  expect(text).not.toContain('shown only now');
});

test('generated passwords are long, easy to copy and never the same', () => {
  const passwords = Array.from({ length: 50 }, generatePassword);
  expect(new Set(passwords).size).toBe(50);
  for (const password of passwords) expect(password).toMatch(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/);
});

test('of a server’s log, errors are shown in short and the rest is not', () => {
  expect(describeError('{"level":30,"msg":"request"}')).toBeNull();
  expect(describeError('{"level":50,"msg":"push failed","err":{"message":"refused"}}')).toBe('push failed: refused');
  expect(describeError('TypeError: x')).toBe('TypeError: x');
  expect(describeError('{half')).toBe('{half');
  expect(describeError('  ')).toBeNull();
});

test('what a person can mend comes without a stack, a bug with its own', () => {
  expect(describeFailure(new Refusal('Port 3000 is taken.'))).toBe('Port 3000 is taken.');
  expect(describeFailure(Object.assign(new Error('EACCES: x'), { code: 'EACCES' }))).toBe('EACCES: x');
  expect(describeFailure(new TypeError('bug'))).toContain('messages.test');
});

test('reset-password takes an e-mail, and --central anywhere', () => {
  expect(parseArguments(['reset-password', email])).toEqual({ email, role: 'site' });
  expect(parseArguments(['--central', 'reset-password', email])).toEqual({ email, role: 'central' });
  for (const args of [[], ['reset-password'], ['reset-password', 'nobody'], ['delete', email]]) {
    expect(() => parseArguments(args)).toThrow('Usage: npm run admin');
  }
});
