import { jpeg } from './kontor';

const base64 = jpeg('titelbild').toString('base64').replace(/.{20}/g, '$&\n      ');

/**
 * As a very old program writes in 1.1: UTF-16, the header last and in elements, a full transfer in small letters, the
 * provider's number behind its properties and the provider twice, attachments directly under `immobilie`, no `openimmo_obid`.
 */
export function objektbuchDelivery(): Buffer {
  const text = `\ufeff<?xml version="1.0" encoding="UTF-16"?>
<openimmo xmlns="http://www.openimmo.de/1.1">
<anbieter>
  <immobilie>
    <verwaltung_techn>
      <objektnr_intern>0815</objektnr_intern><objektnr_extern>OB-1</objektnr_extern>
    </verwaltung_techn>
    <anhang gruppe="titelbild"><anhangtitel>Titel</anhangtitel>
      <daten><anhanginhalt>${base64}</anhanginhalt></daten></anhang>
    <anhang><daten><pfad>bilder/ansicht.jpg</pfad></daten></anhang>
    <freitexte><objekttitel>Mühle am Bach</objekttitel></freitexte>
    <preise><kaufpreis auf_anfrage="1">0</kaufpreis></preise>
    <objektkategorie><vermarktungsart KAUF="1" MIETE_PACHT="0"/>
      <objektart><haus haustyp="BAUERNHAUS"/><sonstige sonstige_typ="SONSTIGE"/></objektart></objektkategorie>
    <zustand_angaben>
      <energiepass><epart>BEDARF</epart></energiepass><energiepass><epart>VERBRAUCH</epart></energiepass>
    </zustand_angaben>
    <user_defined_simplefield feldname="Wegerecht">ja</user_defined_simplefield>
  </immobilie>
  <anbieternr>A-100</anbieternr>
</anbieter>
<anbieter><anbieternr>A-100</anbieternr>
  <immobilie>
    <verwaltung_techn><objektnr_extern>OB-2</objektnr_extern><aktion><aktionart>delete</aktionart></aktion></verwaltung_techn>
  </immobilie>
  <immobilie>
    <verwaltung_techn><objektnr_extern>OB-3</objektnr_extern><aktion aktionart="referenz"/></verwaltung_techn>
    <freitexte><objekttitel>Schon verkauft</objekttitel></freitexte>
  </immobilie>
</anbieter>
<uebertragung><umfang>voll</umfang><timestamp>01.03.2025 09:30</timestamp><sendersoftware>Objektbuch</sendersoftware><version>1.1</version></uebertragung>
</openimmo>
`;
  return Buffer.from(text, 'utf16le');
}
