import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createTranslator } from 'next-intl';
import { describe, expect, test } from 'vitest';
import type { HelpTopic } from '@/lib/help/topic';
import { HELP_GROUPS, HELP_TOPICS, topicOf, topicPath, topicSlug } from '@/lib/help/topics';
import { WORD_TOPICS } from '@/lib/help/words';
import { LOCALES } from '@/lib/i18n/locale';
import { MESSAGES } from '@/lib/i18n/messages';
import { listPageFiles } from '../../support/console/page-files';

const topics = Object.keys(HELP_TOPICS) as HelpTopic[];

test('every topic has an address of its own and stands in exactly one group', () => {
  expect(topics.map((topic) => topicOf(topicSlug(topic)))).toEqual(topics);
  expect(Object.values(HELP_GROUPS).flat().sort()).toEqual([...topics].sort());
  expect(topicPath('interfaceSettings')).toBe('/help/interface-settings');
});

test('no topic hides behind a fixed page of the help, and none is called like a part of every object', () => {
  expect(['errors', 'statuses', 'words', 'constructor'].map(topicOf)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

describe.each(LOCALES)('in %s', (locale) => {
  const t = createTranslator({ locale, messages: MESSAGES[locale] });

  test.each(topics)('%s explains its terms with the words that stand on its page', (topic) => {
    const { title, terms } = HELP_TOPICS[topic];
    expect(Object.keys(MESSAGES[locale].help.topics[topic].terms).sort()).toEqual(Object.keys(terms).sort());
    for (const label of [title, ...Object.values(terms)]) expect(t(label)).not.toContain('{');
  });

  test('every word leads to help', () => {
    expect(Object.keys(WORD_TOPICS).sort()).toEqual(Object.keys(MESSAGES[locale].helpWords.words).sort());
  });
});

/** A page that only leads on has no heading, and the help needs no help. */
const WITHOUT_HELP = /^\(console\)\/(admin\/page\.tsx$|admin\/history\/page\.tsx$|help\/)/;

test('every page of the console leads to its help', () => {
  const pages = listPageFiles().filter((file) => file.startsWith('(console)/') && !WITHOUT_HELP.test(file));
  expect(pages.length).toBeGreaterThan(20);
  const silent = pages.filter((page) => !ownFiles(page).some((file) => /<HelpLink\s/.test(readFileSync(file, 'utf8'))));
  expect(silent).toEqual([]);
});

/** The page and the parts beside it, not those of the pages below. */
function ownFiles(page: string): string[] {
  const folder = path.join('app', path.dirname(page));
  const parts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /^_.*\.tsx$/.test(file));
  return [path.join('app', page), ...parts.map((file) => path.join(folder, file))];
}
