import { createTranslator } from 'next-intl';
import { describe, expect, test } from 'vitest';
import { LOCALES } from '@/lib/i18n/locale';
import { MESSAGES } from '@/lib/i18n/messages';
import { FIXED_WORDS } from '../../support/fixed-words';

/** Accessible names are a contract: people and tests find things by these words, and by no others. */
describe.each(LOCALES)('the fixed words in %s', (locale) => {
  const { nav, sync, admin, history, interfaces, deliveries } = MESSAGES[locale];
  const words = FIXED_WORDS[locale];
  const t = createTranslator({ locale, messages: MESSAGES[locale] });

  test('of the navigation and the status page', () => {
    expect(nav.sync).toBe(words.sync);
    expect(sync.title).toBe(words.heading);
    expect(t('sync.pending.sentence', { count: 3, n: '3' })).toBe(words.waiting);
    expect(nav.syncEntry.waitingOther.replace('{count}', '3')).toBe(words.waiting);
    expect(sync.facts.last).toBe(words.lastTime);
    expect(sync.now).toBe(words.syncNow);
    expect([sync.running, nav.syncEntry.running, deliveries.synchronising]).toEqual(Array(3).fill(words.running));
    const steps = ['push', 'wait', 'pull-central', 'pull-remote', 'integrate'] as const;
    expect(steps.map((step) => history.steps[step])).toEqual(words.steps);
  });

  test('of the settings', () => {
    expect([nav.admin, admin.nav.synchronisation]).toEqual(words.settings);
    expect(admin.synchronisation.title).toBe(words.settings[1]);
  });

  test('of the interfaces and their deliveries', () => {
    expect([nav.interfaces, interfaces.title]).toEqual(Array(2).fill(words.interfaces));
    expect([interfaces.synchronise, interfaces.history, interfaces.cleanup]).toEqual(words.icons);
    const columns = ['status', 'path', 'change', 'size', 'last', 'user'] as const;
    expect(columns.map((column) => deliveries.columns[column])).toEqual(words.columns);
    expect(deliveries.states).toEqual({ ...words.states, running: words.running });
  });
});
