import { createReadStream, writeFileSync, statSync } from 'node:fs';
import { SaxesParser } from 'saxes';
import { openDelivery } from '@/lib/openimmo/open';
import { hashRecord } from '@/lib/openimmo/hash';
import { attachmentXml, propertyXml, providerXml, transferXml, element, textElement } from '../../support/openimmo';
const file = '/tmp/oi/big.xml';
const N = Number(process.argv[2] ?? 6000);
const props = [];
const lorem = 'Schöne, helle Wohnung mit Blick über den Hafen und großem Balkon nach Süden. '.repeat(12);
for (let i = 0; i < N; i++) props.push(propertyXml({ obid: `O${i}`, external: `E${i}`, title: `Wohnung ${i}`, sections: [
  element('objektkategorie', {}, element('nutzungsart', {WOHNEN:'true',GEWERBE:'false'}), element('vermarktungsart',{KAUF:'true',MIETE_PACHT:'false'}), element('objektart',{},element('wohnung',{wohnungtyp:'ETAGE'}))),
  element('geo', {}, textElement('plz','20457'), textElement('ort','Hamburg'), element('geokoordinaten',{breitengrad:'53.54',laengengrad:'9.99'}), textElement('strasse','Am Kai'), textElement('hausnummer',String(i)), element('land',{iso_land:'DEU'})),
  element('kontaktperson', {}, textElement('name','Meyer'), textElement('vorname','Ute'), textElement('email_direkt','ute@example.org'), textElement('tel_durchw','040 123')),
  element('preise', {}, textElement('kaufpreis', String(200000+i)), element('waehrung',{iso_waehrung:'EUR'})),
  element('flaechen', {}, textElement('wohnflaeche','85.5'), textElement('anzahl_zimmer','3.5')),
  element('freitexte', {}, textElement('objektbeschreibung', lorem), textElement('lage', lorem), textElement('ausstatt_beschr', lorem), textElement('sonstige_angaben', lorem)),
  element('anhaenge', {}, ...Array.from({length:6},(_,k)=>attachmentXml(`bild-${i}-${k}.jpg`)))] }));
writeFileSync(file, transferXml([providerXml(props)]));
const size = statSync(file).size; const mb = size / 1e6;
async function bare() { const p = new SaxesParser({ xmlns: true }); p.on('error', e => { throw e; }); p.on('opentag', () => {}); p.on('text', () => {}); p.on('closetag', () => {}); for await (const c of createReadStream(file, 'utf8')) p.write(c); p.close(); }
async function ours(hash: boolean) { const d = await openDelivery({ name: 'x.xml', sizeBytes: size, read: (s, e) => createReadStream(file, { start: s, end: e - 1 }) }); let n = 0; for await (const e of d.events()) if (e.type === 'property') { n++; if (hash) hashRecord(e.record); } return n; }
let peak = 0; const timer = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss); }, 20);
for (let r = 0; r < 4; r++) { const res: string[] = []; for (const [n, f] of [['bare', bare], ['read', () => ours(false)], ['read+hash', () => ours(true)]] as const) { const t = performance.now(); await f(); const s = (performance.now() - t) / 1000; res.push(`${n} ${s.toFixed(2)}s ${(mb / s).toFixed(1)} MB/s`); } console.log(mb.toFixed(1), 'MB', res.join(' | '), 'peak', (peak/1e6).toFixed(0)); }
clearInterval(timer);
