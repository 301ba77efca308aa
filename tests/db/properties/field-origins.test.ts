import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOutcomes } from '@/lib/interfaces/list-outcomes';
import { listRecordHistory } from '@/lib/interfaces/list-record-history';
import { getProperty } from '@/lib/properties/get';
import { listProperties } from '@/lib/properties/list';
import { originOfElement, readFieldOrigins } from '@/lib/properties/read-field-origins';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { element, propertyXml, providerXml, textElement, transferXml } from '../../support/openimmo';

let site: ImportHarness;

beforeAll(async () => {
  site = await createImportHarness();
});
afterAll(() => site.close());

interface Values {
  title?: string;
  sauna?: string | null;
  street?: string;
  released?: boolean;
  action?: string;
}

const listing = ({
  title = 'Haus',
  sauna = 'false',
  street = 'Kaistraße',
  released = true,
  action = 'CHANGE',
}: Values) =>
  transferXml([
    providerXml([
      propertyXml({
        title,
        action,
        sections: [
          element(
            'geo',
            {},
            textElement('plz', '20095'),
            textElement('ort', 'Hamburg'),
            textElement('strasse', street),
          ),
          element('preise', {}, textElement('kaufpreis', '100000')),
          element('ausstattung', {}, sauna === null ? null : textElement('sauna', sauna)),
          element('verwaltung_objekt', {}, textElement('objektadresse_freigeben', String(released))),
        ],
      }),
    ]),
  ]);

let minutes = 60;
async function deliver(path: string, values: Values) {
  minutes--;
  await site.deliver(path, listing(values), minutes);
  expect((await site.run({ paths: [path] })).state).toBe('done');
}

async function propertyId() {
  const { rows } = await listProperties(site.db, {});
  return rows[0]?.id ?? '';
}

describe('where the values of a property come from', () => {
  it('a record that comes new is its delivery’s as a whole', async () => {
    await deliver('1-new.xml', {});
    const origins = await readFieldOrigins(site.db, await propertyId());
    expect(origins.whole).toMatchObject({ path: '1-new.xml', trigger: 'user', userName: null });
    expect(origins.whole?.import).toMatchObject({ interfaceId: site.interfaceId });
    expect([...origins.fields]).toEqual([]);
  });

  it('a change is kept for each field, also for those without a column', async () => {
    await deliver('2-title.xml', { title: 'Villa' });
    await deliver('3-sauna.xml', { title: 'Villa', sauna: 'true' });
    const origins = await readFieldOrigins(site.db, await propertyId());
    expect(origins.whole?.path).toBe('1-new.xml');
    expect([...origins.fields.keys()].sort()).toEqual(['ausstattung/sauna', 'title']);
    expect(originOfElement(origins, 'freitexte/objekttitel')?.path).toBe('2-title.xml');
    expect(originOfElement(origins, 'ausstattung/sauna')?.path).toBe('3-sauna.xml');
    expect(originOfElement(origins, 'preise/kaufpreis')).toBeNull();
  });

  it('the history says old and new with delivery, time and person, newest first', async () => {
    const { rows } = await listRecordHistory(site.db, { recordId: await propertyId() });
    expect(rows.map(({ outcome, delivery, trigger, changes }) => [outcome, delivery?.path, trigger, changes])).toEqual([
      ['updated', '3-sauna.xml', 'user', { 'ausstattung/sauna': ['false', 'true'] }],
      ['updated', '2-title.xml', 'user', { title: ['Haus', 'Villa'] }],
      ['created', '1-new.xml', 'user', null],
    ]);
    const first = await listRecordHistory(site.db, { recordId: await propertyId(), size: 2 });
    const second = await listRecordHistory(site.db, {
      recordId: await propertyId(),
      size: 2,
      cursor: first.next ?? undefined,
    });
    expect([first.rows.length, second.rows.map(({ outcome }) => outcome), second.next]).toEqual([2, ['created'], null]);
  });

  it('a record that comes back is the bringing delivery’s as a whole again', async () => {
    await deliver('4-delete.xml', { action: 'DELETE' });
    await deliver('5-back.xml', { title: 'Zurück' });
    const origins = await readFieldOrigins(site.db, await propertyId());
    expect(origins.whole?.path).toBe('5-back.xml');
    expect([...origins.fields]).toEqual([]);
  });

  it('rule 19: an address that was released when it changed is told nowhere once it is not', async () => {
    await deliver('6-street.xml', { title: 'Zurück', street: 'Nordwall' });
    const id = await propertyId();
    const changesOf = async () =>
      (await listRecordHistory(site.db, { recordId: id })).rows.flatMap(({ changes }) => Object.keys(changes ?? {}));
    expect(await changesOf()).toContain('street');
    await deliver('7-hidden.xml', { title: 'Zurück', street: 'Südwall', released: false });
    expect(await changesOf()).not.toContain('street');
    const all = JSON.stringify([
      await listRecordHistory(site.db, { recordId: id }),
      await listOutcomes(site.db, { recordId: id }),
      await getProperty(site.db, id),
    ]);
    for (const street of ['Kaistraße', 'Nordwall', 'Südwall']) expect(all).not.toContain(street);
  });
});
