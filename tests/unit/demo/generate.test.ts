import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEFAULTS, type GenerateInput, generatedProviders } from '@/lib/demo/generate/transfer';
import { type WriteOptions, writeDelivery } from '@/lib/demo/generate/write';
import { deliveryOf, readAll } from '../../support/openimmo';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'generate-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function generate(input: Partial<GenerateInput>, options: Partial<WriteOptions> = {}): Promise<Buffer[]> {
  const all = { directory, name: 'd', format: 'zip' as const, imageBytes: null, ...options };
  const written = await writeDelivery({ ...DEFAULTS, properties: 30, images: 2, ...input }, all);
  return Promise.all(written.map(({ path: file }) => readFile(file)));
}

const hashOf = (bytes: readonly Buffer[]) => createHash('sha256').update(Buffer.concat(bytes)).digest('hex');

test('the same seed gives the same bytes, another one others', async () => {
  const input = { seed: 5, providers: 2, dialects: 'mixed' as const };
  const first = hashOf(await generate(input));
  expect(hashOf(await generate(input))).toBe(first);
  expect(hashOf(await generate({ ...input, seed: 6 }))).not.toBe(first);
});

test('every dialect says the same, in its own encoding and notation', async () => {
  const input = { providers: 5, dialects: 'mixed' as const, properties: 50 };
  const [zip = Buffer.alloc(0)] = await generate(input);
  const { properties, providers, codes, headers } = await readAll(deliveryOf(zip, { name: 'd.zip' }));
  expect(codes).toEqual([]);
  expect(headers).toHaveLength(5);
  expect(providers.map(({ number }) => number)).toEqual(
    generatedProviders({ seed: 1, providers: 5 }).map(({ number }) => number),
  );
  expect(properties).toHaveLength(50);
  for (const { columns, attachments } of properties) {
    expect(columns).toMatchObject({ livingArea: expect.any(String), country: 'DEU' });
    expect(columns.price ?? columns.rent).toMatch(/^\d+(\.\d+)?$/);
    expect(columns.addressReleased).not.toBeNull();
    expect(attachments?.map(({ location }) => location.kind)).toEqual(['entry', 'entry']);
  }
});

test('all groups of elements occur, several types and certificates among them', async () => {
  const [xml = Buffer.alloc(0)] = await generate({ properties: 400, images: 1 }, { format: 'xml', withoutFiles: true });
  const { properties } = await readAll(deliveryOf(xml));
  const names = new Set(properties.flatMap(({ document }) => Object.keys(document)));
  expect([...names].sort()).toEqual(
    [
      ...['anhaenge', 'ausstattung', 'bewertung', 'bieterverfahren', 'flaechen', 'freitexte', 'geo', 'infrastruktur'],
      ...['kontaktperson', 'objektkategorie', 'preise', 'user_defined_anyfield', 'user_defined_extend'],
      ...['user_defined_simplefield', 'versteigerung', 'verwaltung_objekt', 'verwaltung_techn', 'weitere_adresse'],
      'zustand_angaben',
    ].sort(),
  );
  expect(new Set(properties.map(({ action }) => action))).toEqual(new Set(['upsert', 'reference']));
  const certificates = properties.map(
    ({ document }) => (document.zustand_angaben as { energiepass?: unknown }).energiepass,
  );
  expect(certificates.some((value) => Array.isArray(value))).toBe(true);
});

test('what is asked for is there: size, pictures that differ, shared ones, addresses, faults, deletions', async () => {
  const [sized = Buffer.alloc(0)] = await generate(
    { properties: 60, xmlBytes: 2_000_000 },
    { format: 'xml', withoutFiles: true },
  );
  expect(sized.length).toBeGreaterThan(1_900_000);
  expect(sized.length).toBeLessThan(2_100_000);

  const [zip = Buffer.alloc(0)] = await generate({ properties: 6 }, { imageBytes: 60_000 });
  const own = (await readAll(deliveryOf(zip))).properties.flatMap(({ attachments }) => attachments ?? []);
  expect(new Set(own.map(({ fingerprint }) => fingerprint)).size).toBe(12);
  expect(own.every(({ location }) => location.kind === 'entry' && location.sizeBytes >= 60_000)).toBe(true);

  const [other = Buffer.alloc(0)] = await generate({ pool: 3, scope: 'TEIL', faults: 50, properties: 100, urls: 20 });
  const { properties, codes } = await readAll(deliveryOf(other));
  const files = properties.flatMap(({ attachments }) => attachments ?? []);
  expect(new Set(files.flatMap(({ location }) => (location.kind === 'entry' ? location.path : []))).size).toBe(3);
  expect(files.some(({ location }) => location.kind === 'url')).toBe(true);
  expect(properties.some(({ action }) => action === 'delete')).toBe(true);
  expect(new Set(codes)).toEqual(new Set(['R-coordinates', 'R-price-zero', 'A-missing']));
});
