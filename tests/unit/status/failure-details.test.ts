import { expect, test } from 'vitest';
import type { RunError } from '@/lib/db/schema/runs';
import { MESSAGES } from '@/lib/i18n/messages';
import { failureDetails } from '@/lib/status/failure-details';
import { toAnswerError, toConnectionError } from '@/lib/sync/client-errors';

const URL = 'https://central.example.org/api/central/v1/push';
const ERROR: RunError = {
  code: 'central-unavailable',
  details: { status: 500, requestId: 'r-77' },
  cause: 'AppError: central-unavailable {"status":500}',
  step: 'push',
  at: '2026-11-21T14:07:30.000Z',
};
const read = (error: RunError, more = {}) =>
  Object.fromEntries(failureDetails(error, more).map(({ name, value }) => [name, value]));

test('behind the i stand cause, moment, step, attempt, next try and request id, each with a label', () => {
  const details = read(ERROR, { failures: 3, retryAt: '2026-11-21T14:11:30.000Z' });
  expect(details).toEqual({
    code: 'central-unavailable',
    status: '500',
    requestId: 'r-77',
    step: 'push',
    at: '2026-11-21T14:07:30.000Z',
    failures: '3',
    retryAt: '2026-11-21T14:11:30.000Z',
    cause: ERROR.cause,
  });
  for (const { sync } of Object.values(MESSAGES)) {
    expect(Object.keys(details).filter((name) => !(name in sync.details))).toEqual([]);
  }
});

test('what is not known is left out, and the error’s own values do not take the place of ours', () => {
  const details = { status: 500, code: 'x', step: 'x', at: 'x', cause: 'x' };
  expect(failureDetails({ ...ERROR, details, step: null }, { failures: null, retryAt: null })).toEqual([
    { name: 'code', value: 'central-unavailable' },
    { name: 'status', value: '500' },
    { name: 'at', value: ERROR.at },
    { name: 'cause', value: ERROR.cause },
  ]);
});

test('secrets are masked in the cause and in every value', () => {
  const token = 'es_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG';
  const told = JSON.stringify(
    failureDetails(
      {
        ...ERROR,
        cause: `TypeError: fetch failed ← Error: authorization: Bearer ${token}`,
        details: { url: 'https://hamburg:geheim@central.example.org/', received: `token=${token}`, value: token },
      },
      {},
    ),
  );
  expect(told).not.toContain(token);
  expect(told).not.toContain('geheim');
});

/** The details of the error that an answer becomes. */
const detailsOf = (answer: Response, body: string) => toAnswerError(answer, body, URL).details;
const problem = { code: 'unexpected', title: 'unexpected', status: 500 };
const headers = { 'content-type': 'application/problem+json', 'x-request-id': 'from-header' };

test.each([
  [
    'in the answer’s details',
    new Response('', { status: 500, headers }),
    { ...problem, details: { requestId: 'r-1' } },
    'r-1',
  ],
  ['in its header only', new Response('', { status: 500, headers }), { ...problem, details: {} }, 'from-header'],
  [
    'in the header of a gateway that says nothing else',
    new Response('', { status: 502, headers: { 'x-request-id': 'gateway' } }),
    '<html>',
    'gateway',
  ],
])('the central server’s request id is kept: %s', (_, answer, body, requestId) => {
  expect(detailsOf(answer, typeof body === 'string' ? body : JSON.stringify(body))).toMatchObject({ requestId });
});

test('an answer that never came has no request id, and says what kind of failure it was', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const { details } = toConnectionError(new TypeError('fetch failed', { cause }), URL);
  expect(read({ ...ERROR, details })).toMatchObject({ host: 'central.example.org', kind: 'refused' });
});
