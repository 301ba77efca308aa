import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Query } from '@/app/(console)/_list/query';
import { providersCsv } from '@/app/(console)/admin/providers/_providers/providers-csv';
import { sitesCsv } from '@/app/(console)/admin/sites/_sites/sites-csv';
import { tokensCsv } from '@/app/(console)/admin/tokens/_tokens/tokens-csv';
import { deliveriesCsv } from '@/app/(console)/interfaces/[interfaceId]/deliveries/_parts/deliveries-csv';
import { LOCALES, type Locale } from '@/lib/i18n/locale';
import { csvWords, linesOf } from '../../support/csv';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertSites } from '../../support/sites';

/** What the lists' files say for what their addresses ask; who gets them is in tests/entry-points. */
let database: TestDatabase;
const interfaceId = uuidv7();
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.execute(sql`
    insert into interfaces (id, name, type, source, rules) values (${interfaceId}, '=Makler', 'openimmo', '{"kind":"upload"}', '{}')`);
});
afterAll(() => database.close());

/** A file's lines below its heading, their ids left out. */
const rowsOf = (lines: string[]) => lines.slice(1).map((line) => line.replace(/[,;][^,;]+$/, ''));
const headings = async (read: (query: Query, locale: Locale) => Promise<string[]>) =>
  Promise.all(LOCALES.map(async (locale) => (await read({}, locale))[0]));

describe('the sites', () => {
  beforeAll(() =>
    database.db.execute(sql`
      insert into sites (name, domain, token_hash, software_version, last_contact_at, last_success_at, disabled_at, pending)
      values ('=Bremen', 'bremen.example', repeat('1', 64), '0.1.0', '2026-01-15 11:00:07Z', '2026-07-15 11:00:08Z', null, 12),
        ('Kiel', '@kiel', repeat('2', 64), null, null, null, null, 0),
        ('Aurich, West', null, repeat('3', 64), '0.1.0', '2026-01-15 11:00:07Z', null, '2026-02-01 00:00:00Z', 100000)`),
  );
  const read = (query: Query, locale: Locale = 'en') => {
    const { sites, common, texts } = csvWords(locale);
    return linesOf(sitesCsv(database.db, query, { t: sites, common, texts }));
  };
  const bremen = `"'=Bremen",bremen.example,Silent,0.1.0,2026-01-15 12:00:07,2026-07-15 13:00:08,12,0,0`;
  const kiel = `Kiel,"'@kiel",Never called,,,,0,0,0`;
  const aurich = `"Aurich, West",,Disabled,0.1.0,2026-01-15 12:00:07,,10000+,0,0`;

  test('have headings in the language asked for, and its separator', async () => {
    expect(await headings(read)).toEqual([
      'Name,Domain,State,Software version,Last contact (Europe/Berlin),Last success (Europe/Berlin),Waiting there,Waiting here,Not integrated,Site id',
      'Nombre;Dominio;Estado;Versión del software;Último contacto (Europe/Berlin);Último éxito (Europe/Berlin);En espera allí;En espera aquí;No integrados;ID de la sede',
      'Name;Domain;Status;Softwareversion;Letzter Kontakt (Europe/Berlin);Letzter Erfolg (Europe/Berlin);Dort wartend;Hier wartend;Nicht integriert;ID des Standorts',
    ]);
  });

  test('stand as on the page, filtered and sorted, and nothing in them is a formula', async () => {
    expect(rowsOf(await read({}))).toEqual([bremen, kiel, aurich]);
    expect(rowsOf(await read({ sort: 'name' }))).toEqual([bremen, aurich, kiel]);
    expect(rowsOf(await read({ show: 'never' }))).toEqual([kiel]);
    expect(rowsOf(await read({ q: 'BREMEN' }))).toEqual([bremen]);
    expect(await read({ show: 'unheard-of' })).toHaveLength(4);
  });

  test('come all, page after page, each once', async () => {
    const crowd = await createTestDatabase();
    await insertSites(crowd.db, 1_300);
    const { sites, common, texts } = csvWords('en');
    const lines = await linesOf(sitesCsv(crowd.db, {}, { t: sites, common, texts }));
    expect(lines).toHaveLength(1_301);
    expect(new Set(lines).size).toBe(1_301);
    await crowd.close();
  });
});

describe('the providers', () => {
  beforeAll(() =>
    database.db.execute(sql`
      insert into providers (id, name, number, openimmo_anid, email, phone, updated_at)
      values (${uuidv7()}, 'Hafen Immobilien', 'A-100', 'anid-a', 'info@hafen.example', '+49 40 1234', '2026-01-15 11:00:07Z'),
        (${uuidv7()}, '@Berg; Tal', 'B-200', null, null, null, '2026-07-15 11:00:07Z')`),
  );
  const read = (query: Query, locale: Locale = 'en') => {
    const { providers, common, texts } = csvWords(locale);
    return linesOf(providersCsv(database.db, query, { t: providers, common, texts }));
  };

  test('have headings in the language asked for, and its separator', async () => {
    expect(await headings(read)).toEqual([
      'Name,Number,OpenImmo ID,E-mail address,Phone,Properties,Last change (Europe/Berlin),Provider id',
      'Nombre;Número;ID de OpenImmo;Correo electrónico;Teléfono;Inmuebles;Último cambio (Europe/Berlin);ID del proveedor',
      'Name;Nummer;OpenImmo-ID;E-Mail-Adresse;Telefon;Immobilien;Letzte Änderung (Europe/Berlin);ID des Anbieters',
    ]);
  });

  test('are those that were searched for, by name, and nothing in them is a formula', async () => {
    const [berg, hafen] = rowsOf(await read({}));
    expect(berg).toBe(`"'@Berg; Tal",B-200,,,,0,2026-07-15 13:00:07`);
    expect(hafen).toBe(`Hafen Immobilien,A-100,anid-a,info@hafen.example,"'+49 40 1234",0,2026-01-15 12:00:07`);
    expect(rowsOf(await read({ q: 'hafen a-1' }))).toEqual([hafen]);
    expect(await read({ q: 'nobody' })).toHaveLength(1);
  });
});

describe('the tokens', () => {
  const ada = uuidv7();
  beforeAll(async () => {
    await database.db.execute(sql`
      insert into users (id, email, name, role) values (${ada}, 'ada@example.org', '=Ada', 'admin')`);
    await database.db.execute(sql`
      insert into api_tokens (id, name, scope, interface_id, token_hash, beginning, created_at, created_by, expires_at, last_used_at, revoked_at)
      values (${uuidv7()}, '-Makler', 'deliver', ${interfaceId}, repeat('a', 64), 'esd_aaaa', '2026-01-15 11:00:01Z', ${ada}, null, '2026-01-16 11:00:02Z', null),
        (${uuidv7()}, 'Old', 'deliver', ${interfaceId}, repeat('b', 64), 'esd_bbbb', '2025-01-15 11:00:01Z', null, '2025-02-15 11:00:01Z', null, null),
        (${uuidv7()}, 'Lost', 'deliver', ${interfaceId}, repeat('c', 64), 'esd_cccc', '2024-01-15 11:00:01Z', null, null, null, '2024-02-15 11:00:01Z')`);
  });
  const read = (query: Query, locale: Locale = 'en') => {
    const { tokens, common, texts } = csvWords(locale);
    return linesOf(tokensCsv(database.db, query, { t: tokens, common, texts }));
  };

  test('have headings in the language asked for, and its separator', async () => {
    expect(await headings(read)).toEqual([
      'Name,May,Interface,Begins with,Created (Europe/Berlin),Created by,Last used (Europe/Berlin),Expires (Europe/Berlin),State,Revoked (Europe/Berlin),Token id',
      'Nombre;Permite;Interfaz;Empieza por;Creado (Europe/Berlin);Creado por;Último uso (Europe/Berlin);Caduca (Europe/Berlin);Estado;Revocado (Europe/Berlin);ID del token',
      'Name;Darf;Schnittstelle;Beginnt mit;Erzeugt (Europe/Berlin);Erzeugt von;Zuletzt verwendet (Europe/Berlin);Läuft ab (Europe/Berlin);Status;Widerrufen (Europe/Berlin);ID des Tokens',
    ]);
  });

  test('are those of the state asked for, newest first, without themselves, and nothing in them is a formula', async () => {
    const rows = rowsOf(await read({}));
    const [valid, expired, revoked] = rows;
    expect(rows).toEqual([
      `"'-Makler",Upload deliveries,"'=Makler",esd_aaaa,2026-01-15 12:00:01,"'=Ada",2026-01-16 12:00:02,,Valid,`,
      `Old,Upload deliveries,"'=Makler",esd_bbbb,2025-01-15 12:00:01,,,2025-02-15 12:00:01,Expired,`,
      `Lost,Upload deliveries,"'=Makler",esd_cccc,2024-01-15 12:00:01,,,,Revoked,2024-02-15 12:00:01`,
    ]);
    expect(rowsOf(await read({ state: 'active' }))).toEqual([valid]);
    expect(rowsOf(await read({ state: 'expired' }))).toEqual([expired]);
    expect(rowsOf(await read({ state: 'revoked' }))).toEqual([revoked]);
  });
});

describe('the deliveries of an interface', () => {
  beforeAll(async () => {
    const [run, done, changed] = [uuidv7(), uuidv7(), uuidv7()];
    const [importOfDone, importOfChanged] = [uuidv7(), uuidv7()];
    const { db } = database;
    await db.execute(sql`
      insert into runs (id, target, trigger, state, params, counts) values
        (${run}, ${interfaceId}, 'schedule', 'done', '{}', '{}')`);
    await db.execute(sql`
      insert into deliveries (id, interface_id, path, size_bytes, modified_at, state, message_code, message_params,
        last_import_id, last_synchronised_at, last_trigger, gone_at)
      values
        (${uuidv7()}, ${interfaceId}, '=1+1/new.xml', 1234, '2026-01-15 11:00:04Z', 'new', null, null, null, null, null, null),
        (${done}, ${interfaceId}, 'done.zip', 5678, '2026-01-15 11:00:03Z', 'error', 'F-cancelled', '{}', ${importOfDone},
          '2026-01-16 11:00:03Z', 'schedule', now()),
        (${changed}, ${interfaceId}, 'changed.zip', 9, '2026-01-15 11:00:02Z', 'changed', 'F-cancelled', '{}', ${importOfChanged},
          '2026-01-16 11:00:02Z', 'schedule', null)`);
    await db.execute(sql`
      insert into imports (id, run_id, interface_id, delivery_id, path, size_bytes, modified_at, state, counts)
      values (${importOfDone}, ${run}, ${interfaceId}, ${done}, 'done.zip', 5678, now(), 'cancelled', '{"created":3,"warnings":2}'),
        (${importOfChanged}, ${run}, ${interfaceId}, ${changed}, 'changed.zip', 9, now(), 'done', '{"created":7}')`);
  });
  const read = (query: Query, locale: Locale = 'en') => {
    const { deliveries, history, common, texts } = csvWords(locale);
    const say = ({ code }: { code: string }) => `+${code}`;
    const words = { t: deliveries, history, common, say, texts };
    return linesOf(deliveriesCsv(database.db, { id: interfaceId, name: '=Makler' }, query, words));
  };

  test('have headings in the language asked for, and its separator', async () => {
    expect(await headings(read)).toEqual([
      'Status,File path,Last change (Europe/Berlin),File size in bytes,Last synchronisation (Europe/Berlin),User,Created,Updated,Restored,Unchanged,Removed,Skipped,Failed,Warnings,Attachments,Message,Code,No longer in the source,Delivery',
      'Estado;Ruta del archivo;Último cambio (Europe/Berlin);Tamaño en bytes;Última sincronización (Europe/Berlin);Usuario;Creados;Actualizados;Restaurados;Sin cambios;Retirados;Omitidos;Fallidos;Avisos;Adjuntos;Mensaje;Código;Ya no está en el origen;Entrega',
      'Status;Dateipfad;Letzte Änderung (Europe/Berlin);Dateigröße in Byte;Letzte Synchronisierung (Europe/Berlin);Benutzer;Angelegt;Aktualisiert;Wiederhergestellt;Unverändert;Entfernt;Übersprungen;Fehlgeschlagen;Warnungen;Anhänge;Meldung;Code;Liegt nicht mehr in der Quelle;Datensatz',
    ]);
  });

  test('are those of search and state, newest first, and nothing in them is a formula', async () => {
    const rows = rowsOf(await read({}));
    const [fresh, done, changed] = rows;
    expect(rows).toEqual([
      `Not yet synchronised,"'=1+1/new.xml",2026-01-15 12:00:04,1234,,,,,,,,,,,,,,No`,
      `Synchronisation error,done.zip,2026-01-15 12:00:03,5678,2026-01-16 12:00:03,Schedule,3,0,0,0,0,0,0,2,0,"'+F-cancelled",F-cancelled,Yes`,
      // What an import of its former bytes did is no more said of it than on the page.
      `Changed since,changed.zip,2026-01-15 12:00:02,9,2026-01-16 12:00:02,Schedule,,,,,,,,,,,,No`,
    ]);
    expect(rowsOf(await read({ state: 'waiting' }))).toEqual([fresh, changed]);
    expect(rowsOf(await read({ state: 'error' }))).toEqual([done]);
    expect(rowsOf(await read({ q: '.ZIP', state: 'changed' }))).toEqual([changed]);
    expect(await read({ state: 'purple' })).toHaveLength(4);
  });
});
