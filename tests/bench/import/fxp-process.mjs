// The usual importer in Node: fast-xml-parser reads the whole file, then a statement per row, all in one transaction.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.resolve('tests/bench/package.json'));
const { XMLParser } = require('fast-xml-parser');
const postgres = createRequire(path.resolve('package.json'))('postgres');

const [, , file, databaseUrl] = process.argv;
const sql = postgres(databaseUrl, { max: 1 });
const startedAt = performance.now();
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => name === 'anbieter' || name === 'immobilie' || name === 'anhang',
});
const { openimmo } = parser.parse(readFileSync(file, 'utf8'));
let rows = 0;
await sql.begin(async (tx) => {
  for (const anbieter of openimmo.anbieter) {
    for (const one of anbieter.immobilie) {
      const technical = one.verwaltung_techn;
      const obid = technical.openimmo_obid;
      const price = one.preise?.kaufpreis ?? one.preise?.kaltmiete ?? null;
      await tx`insert into peer_properties (obid, external_number, title, description, price, living_area, rooms, street,
          house_number, postcode, city, latitude, longitude, document)
        values (${obid}, ${technical.objektnr_extern}, ${one.freitexte.objekttitel}, ${one.freitexte.objektbeschreibung},
          ${textOf(price)}, ${one.flaechen.wohnflaeche ?? null}, ${one.flaechen.anzahl_zimmer ?? null}, ${one.geo.strasse},
          ${one.geo.hausnummer}, ${one.geo.plz}, ${one.geo.ort}, ${one.geo.geokoordinaten['@breitengrad']},
          ${one.geo.geokoordinaten['@laengengrad']}, ${tx.json(one)})`;
      rows++;
      for (const [position, anhang] of (one.anhaenge?.anhang ?? []).entries()) {
        await tx`insert into peer_attachments (obid, position, "group", title, path)
          values (${obid}, ${position}, ${anhang['@gruppe']}, ${anhang.anhangtitel}, ${anhang.daten.pfad})`;
        rows++;
      }
    }
  }
});
const ms = performance.now() - startedAt;
await sql.end();
console.log(JSON.stringify({ ms, rows }));

/** @param {unknown} value */
function textOf(value) {
  return value !== null && typeof value === 'object' ? /** @type {Record<string, string>} */ (value)['#text'] : value;
}
