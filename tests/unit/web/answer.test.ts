import { expect, test } from 'vitest';
import { AppError, NotFoundError, SignedOutError } from '@/lib/errors';
import { answer, bearerMatches } from '@/lib/web/answer';
import { setTestEnvironment } from '../../support/environment';

setTestEnvironment();

const request = new Request('http://127.0.0.1/api/thing');
const SECRET = 'abcdefghijklmnopqrstuvwxyz0123456789';

test('an expected error becomes problem+json with its status', async () => {
  const answers = await Promise.all(
    [
      new SignedOutError(),
      new NotFoundError('run', 'x'),
      new AppError('conflict'),
      new AppError('first-run-needed'),
    ].map((error) => answer(request, () => Promise.reject(error))),
  );
  expect(answers.map((response) => response.status)).toEqual([401, 404, 409, 422]);
  expect(answers[1]?.headers.get('content-type')).toBe('application/problem+json');
  expect(await answers[1]?.json()).toMatchObject({ code: 'not-found', status: 404, details: { what: 'run', id: 'x' } });
});

test('a value becomes JSON that nobody keeps', async () => {
  const response = await answer(request, async () => ({ n: 1 }));
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toEqual({ n: 1 });
});

test('the bearer must be the whole secret', () => {
  expect(bearerMatches(`Bearer ${SECRET}`, SECRET)).toBe(true);
  const wrong = [
    null,
    '',
    'Bearer',
    'Bearer ',
    `Bearer ${SECRET.slice(0, -1)}`,
    `Bearer ${SECRET}x`,
    `bearer ${SECRET}`,
  ];
  expect(
    [...wrong, `Basic ${SECRET}`, SECRET, `Bearer ${SECRET} x`].map((header) => bearerMatches(header, SECRET)),
  ).not.toContain(true);
});

test('no secret configured lets nobody in', () => {
  expect(bearerMatches('Bearer ', '')).toBe(false);
  expect(bearerMatches('Bearer x', '')).toBe(false);
});

test('every refusal has an id by which its line in the log is found', async () => {
  const ids = await Promise.all(
    [new AppError('conflict'), new Error('a bug')].map(async (error) =>
      (await answer(request, () => Promise.reject(error))).headers.get('x-request-id'),
    ),
  );
  expect(ids.every((id) => /^[0-9a-f-]{36}$/.test(id ?? ''))).toBe(true);
  expect(new Set(ids).size).toBe(2);
});
