import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldIssues, readForm, valuesToShow } from '@/lib/web/form';

function form(...entries: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

test('a repeated name is a list, and Next’s own fields are left out', () => {
  const fields = readForm(form(['a', '1'], ['b', 'x'], ['b', 'y'], ['$ACTION_REF_1', ''], ['$ACTION_KEY', 'k']));
  expect(fields).toEqual({ a: '1', b: ['x', 'y'] });
});

test('secrets are never shown again', () => {
  const shown = valuesToShow({ url: 'https://a', token: 't', newPassword: 'p', clientSecret: 's', ids: ['1'] });
  expect(shown).toEqual({ url: 'https://a' });
});

test('each field says what is wrong with it', () => {
  const schema = z.object({
    name: z.string().min(3),
    long: z.string().max(2),
    size: z.coerce.number().int().min(5),
    count: z.coerce.number(),
    url: z.url(),
    email: z.email(),
    mode: z.enum(['a', 'b']),
    missing: z.string(),
    own: z.string().refine(() => false, { message: 'not-a-choice' }),
    other: z.string().refine(() => false),
  });
  const fields = {
    name: 'a',
    long: 'abc',
    size: '1',
    count: 'many',
    url: 'x',
    email: 'x',
    mode: 'c',
    own: 'x',
    other: 'x',
  };
  const parsed = schema.safeParse(fields);
  expect(parsed.success).toBe(false);
  expect(parsed.error && fieldIssues(parsed.error, fields)).toEqual({
    name: { problem: 'too-short', limit: 3 },
    long: { problem: 'too-long', limit: 2 },
    size: { problem: 'too-small', limit: 5 },
    count: { problem: 'not-a-number', limit: 0 },
    url: { problem: 'not-an-address', limit: 0 },
    email: { problem: 'not-an-email', limit: 0 },
    mode: { problem: 'not-a-choice', limit: 0 },
    missing: { problem: 'required', limit: 0 },
    own: { problem: 'not-a-choice', limit: 0 },
    other: { problem: 'invalid', limit: 0 },
  });
});

test('an empty field that may not be empty is required, whatever its rule', () => {
  const parsed = z.object({ url: z.url(), name: z.string().min(3) }).safeParse({ url: '', name: '' });
  expect(parsed.error && fieldIssues(parsed.error, { url: '', name: '' })).toMatchObject({
    url: { problem: 'required' },
    name: { problem: 'required' },
  });
});
