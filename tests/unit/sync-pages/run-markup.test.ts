import { NextIntlClientProvider } from 'next-intl';
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { RunCard } from '@/app/(console)/sync/_status/run-card';
import { SyncNow } from '@/app/(console)/sync/_status/status-header';
import { createFormat } from '@/lib/i18n/format';
import { MESSAGES } from '@/lib/i18n/messages';
import type { SyncRun, SyncStatus, SyncStep } from '@/lib/status/sync-status';

const AT = '2026-11-21T14:00:08.000Z';
const format = createFormat('en', 'UTC', new Date(AT));
const step = (key: SyncStep['key'], state: SyncStep['state'], done = 0, total: number | null = null): SyncStep => ({
  key,
  state,
  done,
  total,
  elapsedMs: null,
  note: null,
});
const run = (state: SyncRun['state'], steps: SyncStep[]): SyncRun => ({
  id: '00000000-0000-7000-8000-000000000001',
  state,
  trigger: 'user',
  userName: 'Ines',
  queuedAt: AT,
  startedAt: AT,
  finishedAt: null,
  elapsedMs: 8_000,
  cancelRequested: false,
  counts: {},
  steps,
});
const status = (active: SyncRun | null): SyncStatus => ({
  connected: true,
  central: 'central.example.org',
  intervalMinutes: 15,
  nextRunAt: null,
  retry: null,
  missed: null,
  pausedUntil: null,
  pauseReason: null,
  pending: null,
  active,
  latest: null,
  decisive: null,
  lastSuccess: null,
  freshness: 'on-time',
  problems: { count: 0, records: [] },
  verification: null,
  recent: [],
  at: AT,
});

const markupOf = (part: ReactNode) =>
  renderToStaticMarkup(
    createElement(NextIntlClientProvider, {
      locale: 'en',
      messages: MESSAGES.en,
      timeZone: 'UTC',
      // biome-ignore lint/correctness/noChildrenProp: a test without JSX
      children: part,
    }),
  );
const card = (active: SyncRun) => markupOf(createElement(RunCard, { status: status(active), format }));
const button = (active: SyncRun | null) => markupOf(createElement(SyncNow, { active }));

test('a step without a known total has an indeterminate bar and a count, and no percentage', () => {
  const markup = card(run('running', [step('push', 'done', 5, 5), step('wait', 'active', 1_284)]));
  expect(markup).toContain('role="progressbar"');
  expect(markup).not.toContain('aria-valuenow');
  expect(markup).toContain('aria-valuetext="1,284 so far"');
  expect(markup).toContain('1,284 so far · 8 s');
  expect(markup).not.toContain(' %');
});

test('a step that has counted nothing yet says for how long the run has been going', () => {
  const markup = card(run('running', [step('push', 'active')]));
  expect(markup).not.toContain('aria-valuenow');
  expect(markup).not.toContain('so far');
  expect(markup).toContain('8 s');
});

test('a step with a known total has a percentage, below 100 until the run has ended', () => {
  const markup = card(run('running', [step('push', 'done', 5, 5), step('integrate', 'active', 128, 128)]));
  expect(markup).toContain('aria-valuenow="99"');
  expect(markup).toContain('99 %');
});

test('the button says the words of the state: waiting to begin, then synchronising', () => {
  expect(button(null)).toContain('Sync now');
  expect(button(run('queued', []))).toContain('Waiting to begin');
  expect(button(run('queued', []))).not.toContain('Synchronising');
  expect(button(run('running', []))).toContain('Synchronising…');
});
