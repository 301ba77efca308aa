import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formDetails, maskEmail } from '@/lib/audit/details';

test('what a form said is kept, short and bounded', () => {
  expect(formDetails({ days: '90', providers: ['a', 'b'], empty: '', none: [] })).toEqual({
    days: '90',
    providers: 'a, b',
  });
  const long = formDetails({ reason: 'ä'.repeat(500) })?.reason ?? '';
  expect([...long]).toHaveLength(201);
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`field${index}`, 'x']));
  expect(Object.keys(formDetails(many) ?? {})).toHaveLength(40);
  expect(formDetails({ returnTo: '/sync' })).toBeNull();
});

test('what Postgres cannot hold is left out', () => {
  expect(formDetails({ a: 'x\0y', b: 'x\ud800y', c: '🏠' })).toEqual({ a: 'xy', b: 'xy', c: '🏠' });
});

test('the name and the id of a token are no secret, a token is', () => {
  expect(formDetails({ token: 'esd_abc', tokenName: 'Makler 2000', tokenId: '1' })).toEqual({
    tokenName: 'Makler 2000',
    tokenId: '1',
  });
});

test('secrets within an address or a text are masked', () => {
  const { url = '', text = '' } =
    formDetails({ url: 'https://ada:geheim@example.org/?token=abcdef', text: 'Bearer abcdef' }) ?? {};
  expect(`${url} ${text}`).not.toMatch(/geheim|abcdef/);
});

test('no field that a page takes a secret with is kept', () => {
  const pages = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .map((file) => readFileSync(`app/${file}`, 'utf8'));
  const fields = pages.flatMap((text) =>
    [...text.matchAll(/<(?:Input|Textarea|SecretInput|input)\b[^>]*?>/gs)].flatMap(([element]) =>
      /type="password"|<SecretInput|autoComplete="(?:new|current)-password"/.test(element)
        ? [/\bname="([^"]+)"/.exec(element)?.[1] ?? '']
        : [],
    ),
  );
  const names = fields.filter((name) => name !== '');
  expect(names).toEqual(expect.arrayContaining(['password', 'sftpPassword', 'sftpSecretKey']));
  expect(names.filter((name) => formDetails({ [name]: 'x' }) !== null)).toEqual([]);
});

test('an e-mail address is recognised by who knows it, and nothing else shows any of itself', () => {
  expect(maskEmail(' Ada@Example.org')).toBe('A…@example.org');
  for (const typed of ['my secret password', 'a@b@c', '@example.org', 'pass@word!', ''])
    expect(maskEmail(typed)).toBe('…');
});
