import { afterEach, beforeEach, expect, test } from 'vitest';
import { getInterface } from '@/lib/interfaces/get';
import { getImport, listImports } from '@/lib/interfaces/history';
import { DEFAULT_RULES } from '@/lib/interfaces/input';
import { updateInterface } from '@/lib/interfaces/update';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { oneProperty } from '../../support/openimmo';

let site: ImportHarness;
beforeEach(async () => {
  site = await createImportHarness({ language: 'es' });
});
afterEach(() => site.close());

/** What the page of the interface's newest import writes to its sender, unless somebody chooses otherwise. */
async function letterLanguage(): Promise<string | undefined> {
  const [row] = (await listImports(site.db, site.interfaceId)).rows;
  return (await getImport(site.db, row?.id ?? ''))?.interfaceLanguage;
}

test('an import’s text for the sender is in its interface’s language, also when that was changed since', async () => {
  await site.deliver('1.xml', oneProperty());
  await site.run();
  expect(await letterLanguage()).toBe('es');
  const { name, source } = await getInterface(site.db, site.interfaceId);
  const kept = { name, source, providerIds: [], intervalMinutes: null, ...DEFAULT_RULES };
  await updateInterface(site.db, site.interfaceId, { ...kept, language: 'en' });
  expect(await letterLanguage()).toBe('en');
});

test('an interface that names none writes German', async () => {
  const id = await site.addInterface({ name: 'Other' });
  expect((await getInterface(site.db, id)).language).toBe('de');
});
