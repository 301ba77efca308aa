import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { providers } from '@/lib/db/schema/providers';
import { loadDemo } from '@/lib/demo/load-demo';
import { createImportWork } from '@/lib/interfaces/import-work';
import { listInterfaces } from '@/lib/interfaces/list';
import { listDeliveries } from '@/lib/interfaces/list-deliveries';
import { listOutcomes } from '@/lib/interfaces/list-outcomes';
import { startImport } from '@/lib/interfaces/start-import';
import type { RunDetail } from '@/lib/runs/get';
import { createImportHarness, executeClaimed, type ImportHarness } from '../../support/import-harness';

let site: ImportHarness;
let demoId: string;
let run: RunDetail;

// One database plays both installations: the demo's providers are central data, and no delivery names the harness's own.
beforeAll(async () => {
  site = await createImportHarness();
  const [root] = site.places.deliveryRoots;
  if (!root) throw new Error('no delivery root');
  await mkdir(root, { recursive: true });
  const input = { siteDb: site.db, centralDb: site.db, deliveriesDir: root };
  await loadDemo(input);
  await loadDemo(input);
  const demo = (await listInterfaces(site.db)).find((iface) => iface.name === 'Demo');
  if (!demo) throw new Error('no interface "Demo"');
  demoId = demo.id;
  await startImport(site.db, { interfaceId: demoId });
  run = await executeClaimed(site.db, createImportWork(demoId, site.places));
});
afterAll(() => site.close());

describe('the demo data', () => {
  it('is loaded once, however often it is loaded', async () => {
    expect((await listInterfaces(site.db)).map((iface) => iface.name)).toEqual(['Demo', 'Inbox']);
    expect(await site.db.select().from(providers)).toHaveLength(3);
  });

  it('shows every state that a delivery can end in, each with its own words', async () => {
    const { rows } = await listDeliveries(site.db, demoId);
    expect(rows.map(({ path: file, state, message, counts }) => [file, state, message?.code ?? null, counts])).toEqual([
      ['nord-immobilien/bestand-unvollstaendig.zip', 'held', 'P-removals-held', {}],
      ['sued-makler/einzelobjekt.xml', 'done', null, { created: 1, attachments: 2 }],
      ['rechnung.xml', 'error', 'F-root', {}],
      ['nord-immobilien/abgebrochen.zip', 'error', 'F-zip-truncated', {}],
      ['nord-immobilien/mit-warnungen.zip', 'warnings', 'F-failed-records', { updated: 3, failed: 1, warnings: 4 }],
      ['sued-makler/muenchen-umlaute.zip', 'done', null, { created: 1, attachments: 2 }],
      ['gemeinsam/nord-und-sued.zip', 'done', null, { created: 7, updated: 2, attachments: 14 }],
      ['nord-immobilien/loeschungen.zip', 'done', null, { updated: 1, removed: 3 }],
      ['nord-immobilien/aenderungen.zip', 'done', null, { created: 1, updated: 5, attachments: 2 }],
      ['nord-immobilien/bestand.zip', 'done', null, { created: 40, attachments: 80 }],
    ]);
    expect(run.state).toBe('problems');
  });

  it('keeps umlauts in texts and in the names of files', async () => {
    const names = await site.db.execute<{ title: string; name: string }>(sql`
      select p.title, a.name from attachments a join properties p on p.id = a.property_id
      where p.title like 'Gemütliche%' order by a.position`);
    expect(names.map((row) => row.name)).toEqual(['Außenansicht Wörthstraße.jpg', 'Küche mit Größe.jpg']);
  });

  it('stores pictures as pictures, each content once', async () => {
    const [files] = await site.db.execute<{ files: number; types: string[]; references: number }>(sql`
      select count(*)::int as files, array_agg(distinct media_type) as types, (select count(*)::int from attachments) as "references"
      from stored_files where stored_at is not null`);
    expect(files).toMatchObject({ types: ['image/jpeg'] });
    expect(files?.files).toBeLessThanOrEqual(files?.references ?? 0);
  });

  it('says of each warning where it stands and what was received', async () => {
    const { rows } = await listDeliveries(site.db, demoId, { search: 'mit-warnungen' });
    const { rows: said } = await listOutcomes(site.db, { importId: rows[0]?.lastImportId ?? '', problems: true });
    expect(said.map(({ code, outcome, received }) => [code, outcome, received])).toMatchInlineSnapshot(`
      [
        [
          "R-no-key",
          "failed",
          null,
        ],
        [
          "R-number",
          "noted",
          "ca. viel Platz",
        ],
        [
          "A-missing",
          "noted",
          "bilder/ni-031_2.jpg",
        ],
        [
          "R-action-unknown",
          "noted",
          "AENDERN",
        ],
        [
          "R-coordinates",
          "noted",
          null,
        ],
      ]
    `);
    expect(path.isAbsolute(rows[0]?.path ?? '/')).toBe(false);
  });
});
