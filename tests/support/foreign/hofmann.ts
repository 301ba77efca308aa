import { jpeg } from './kontor';

/** The pictures that lie beside it. */
export const hofmannFiles = { 'Außenansicht.jpg': jpeg('aussen'), 'grundriss.JPG': jpeg('grundriss') };

/**
 * As a small program writes that calls windows-1252 ISO-8859-1: no `uebertragung`, German numbers, dates and words, the
 * pictures beside a bare XML, text in capitals where the format has an attribute.
 */
export function hofmannDelivery(): Buffer {
  const text = `<?xml version="1.0" encoding="ISO-8859-1"?>
<openimmo>
<anbieter><anbieternr>A-100</anbieternr>
<immobilie>
<objektkategorie><nutzungsart WOHNEN="JA"/><vermarktungsart MIETE_PACHT="JA" KAUF="NEIN"/><objektart><wohnung/></objektart></objektkategorie>
<geo><plz>01067</plz><ort>Dresden</ort><strasse>Münzgasse</strasse><hausnummer>10 – 12</hausnummer>
<geokoordinaten breitengrad="51,0522" laengengrad="13,7411"/></geo>
<preise><kaltmiete>1.234,50 €</kaltmiete><nebenkosten>210,- €</nebenkosten><kaution>3 Kaltmieten</kaution><waehrung>EUR</waehrung></preise>
<flaechen><wohnflaeche>84,50 m²</wohnflaeche><anzahl_zimmer>2,5</anzahl_zimmer></flaechen>
<freitexte><objekttitel>„Altbau“ – schön für €</objekttitel><objektbeschreibung>Erste Zeile.
Zweite Zeile…</objektbeschreibung></freitexte>
<anhaenge>
<anhang location="EXTERN" gruppe="AUSSENANSICHTEN"><anhangtitel>Außen</anhangtitel><daten><pfad>C:\\Export\\Bilder\\Außenansicht.jpg</pfad></daten></anhang>
<anhang location="EXTERN" gruppe="GRUNDRISS"><anhangtitel>Plan</anhangtitel><daten><pfad>GRUNDRISS.jpg</pfad></daten></anhang>
<anhang location="EXTERN" gruppe="BILD"><anhangtitel>Bad</anhangtitel><daten><pfad>bad.jpg</pfad></daten></anhang>
</anhaenge>
<verwaltung_objekt><objektadresse_freigeben>JA</objektadresse_freigeben><verfuegbar_ab>01.06.2025</verfuegbar_ab></verwaltung_objekt>
<verwaltung_techn><objektnr_extern>H 77</objektnr_extern><aktion>AENDERN</aktion><aktiv_von>1.3.2025</aktiv_von>
<aktiv_bis>31.12.2099 23:59 Uhr</aktiv_bis><stand_vom>gestern</stand_vom></verwaltung_techn>
</immobilie>
</anbieter>
</openimmo>
`;
  return toWindows1252(text);
}

function toWindows1252(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  const different: Record<string, number> = { '€': 0x80, '„': 0x84, '…': 0x85, '“': 0x93, '–': 0x96 };
  for (const found of text.matchAll(/[€„…“–]/g)) bytes[found.index] = different[found[0]] ?? 0x3f;
  return bytes;
}
