import { expect, test } from 'vitest';
import { listPageFiles } from '../../support/console/page-files';
import { CONSOLE_PAGES } from '../../support/console/pages';

test('every page is looked at by the browser tests and the screenshots, and none that is gone', () => {
  const listed = [...new Set(CONSOLE_PAGES.flatMap((page) => page.file ?? []))].sort();
  expect(listed).toEqual(listPageFiles());
});

test('every page has a name of its own', () => {
  const names = CONSOLE_PAGES.map((page) => page.name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
