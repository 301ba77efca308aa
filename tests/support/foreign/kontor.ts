import { zipOf } from '../zip';

/** 0x81 and 0x84 are ü and ä in CP437. */
const cp437 = (text: string) =>
  Buffer.from([...text].map((letter) => ({ ü: 0x81, ä: 0x84, ö: 0x94, ß: 0xe1 })[letter] ?? letter.charCodeAt(0)));

/** A picture that differs from all others by its text. */
export const jpeg = (text: string) => Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), Buffer.from(text)]);

/**
 * As "Kontor 7" writes: a prefix for OpenImmo and one for its own elements, attributes in its own order, `modus` that says
 * DELETE while every record says CHANGE, and a ZIP made on Windows: back-slashes, names in CP437.
 */
export function kontorDelivery(): Buffer {
  return zipOf([
    { name: 'export\\kontor.xml', content: kontorXml() },
    { name: cp437('export\\bilder\\küche.jpg'), content: jpeg('kueche') },
    { name: cp437('export\\bilder\\südseite.jpg'), content: jpeg('suedseite') },
    { name: 'export\\Thumbs.db', content: 'thumbs' },
  ]);
}

function kontorXml(): string {
  return `<?xml version='1.0' encoding='utf-8' standalone='yes'?>
<?kontor build="7.3.1"?>
<!-- Export vom 01.03.2025 -->
<o:openimmo xmlns:o="http://www.openimmo.de" xmlns:k="urn:kontor:7" k:mandant="12">
  <o:uebertragung timestamp="2025-03-01T08:30:00.123+01:00" modus="DELETE" version="1.2.7c" senderversion="7.3.1"
    sendersoftware="Kontor 7" umfang="TEIL" art="ONLINE"/>
  <k:statistik k:objekte="2"/>
  <o:anbieter>
    <o:firma>Hafen Immobilien</o:firma>
    <o:anbieternr>A-100</o:anbieternr>
    <o:immobilie k:dringend="1">
      <o:verwaltung_techn>
        <o:aktion aktionart="CHANGE"/>
        <o:openimmo_obid>KONTOR-1</o:openimmo_obid>
        <o:objektnr_extern>K/1</o:objektnr_extern>
        <k:vermerk>nur &#252;ber das B&#xFC;ro</k:vermerk>
      </o:verwaltung_techn>
      <o:anhaenge>
        <o:anhang gruppe="BILD" location="EXTERN">
          <o:daten><o:pfad>bilder\\küche.jpg</o:pfad></o:daten><o:anhangtitel>K&#252;che</o:anhangtitel>
        </o:anhang>
        <o:anhang location="REMOTE" gruppe="TITELBILD">
          <o:format>JPG</o:format><o:daten><o:pfad>S%C3%9Cdseite.JPG</o:pfad></o:daten>
        </o:anhang>
      </o:anhaenge>
      <o:freitexte><o:objekttitel><![CDATA[Loft & Atelier <am Kai>]]></o:objekttitel></o:freitexte>
      <o:flaechen><o:wohnflaeche>84.5</o:wohnflaeche><k:terrasse_qm>12</k:terrasse_qm></o:flaechen>
      <o:preise><o:kaufpreis>450000</o:kaufpreis><o:waehrung iso_waehrung="eur"/></o:preise>
      <o:objektkategorie>
        <o:vermarktungsart MIETE_PACHT="false" KAUF="true"/>
        <o:objektart><o:wohnung wohnungtyp="LOFT-STUDIO-ATELIER"/></o:objektart>
      </o:objektkategorie>
    </o:immobilie>
    <o:immobilie>
      <o:verwaltung_techn>
        <o:objektnr_extern>K/2</o:objektnr_extern><o:aktion aktionart="CHANGE"/><o:openimmo_obid>KONTOR-2</o:openimmo_obid>
      </o:verwaltung_techn>
      <o:freitexte><o:objekttitel>Reihenhaus</o:objekttitel></o:freitexte>
    </o:immobilie>
  </o:anbieter>
</o:openimmo>
`;
}
