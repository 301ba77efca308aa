import type { Part } from './dialect';
import { chance, dayNear, type Source } from './source';

/** `preise`, `bieterverfahren` and `versteigerung`. */
export function moneyXml(source: Source): Part {
  const { writer, random, listing } = source;
  const amount = Number(listing.price);
  return [
    writer.section(
      'preise',
      listing.rental ? rentXml(source, amount) : saleXml(source, amount),
      writer.element('provisionspflichtig', {}, 'true'),
      writer.text('aussen_courtage', listing.rental ? '2,38 Monatsmieten' : '3,57 %', { mit_mwst: true }),
      writer.text('courtage_hinweis', 'inkl. gesetzlicher MwSt., fällig mit Abschluss des Vertrages'),
      writer.element('waehrung', { iso_waehrung: listing.currency }),
      chance(random, 40) ? parkingXml(source) : null,
      chance(random, 15) ? writer.text('freitext_preis', 'Preis für einen Stellplatz nach Absprache') : null,
    ),
    !listing.rental && chance(random, 2) ? biddingXml(source, amount) : null,
    !listing.rental && chance(random, 2) ? auctionXml(source, amount) : null,
  ];
}

function saleXml({ writer, random, listing }: Source, amount: number): Part {
  const area = Number(listing.livingArea ?? 100);
  return [
    writer.number('kaufpreis', amount, 2, chance(random, 2) ? { auf_anfrage: true } : {}),
    writer.number('hausgeld', listing.kind.type === 'wohnung' ? area * 3.4 : null),
    writer.number('kaufpreis_pro_qm', amount / area),
    chance(random, 10) ? [writer.number('x_fache', 24.5, 1), writer.number('nettorendite', 3.9)] : null,
    chance(random, 10) ? writer.number('mieteinnahmen_ist', Math.round(amount * 0.035)) : null,
  ];
}

function rentXml({ writer, random }: Source, amount: number): Part {
  const costs = Math.round(amount * 0.22);
  return [
    writer.number('nettokaltmiete', amount),
    writer.number('kaltmiete', amount),
    writer.number('warmmiete', amount + costs + 80),
    writer.number('nebenkosten', costs),
    writer.truth('heizkosten_enthalten', false),
    writer.number('heizkosten', 80),
    writer.element('preis_zeiteinheit', { zeiteinheit: 'MONAT' }),
    writer.number('kaution', amount * 3),
    chance(random, 20) ? writer.text('kaution_text', 'drei Monatsmieten, in Raten zahlbar') : null,
    chance(random, 10) ? writer.number('abstand', random.between(500, 8000, 100)) : null,
  ];
}

function parkingXml({ writer, random, listing }: Source): Part {
  const price = listing.rental ? { stellplatzmiete: random.between(40, 160, 5) } : { stellplatzkaufpreis: 25_000 };
  return [
    writer.element('stp_tiefgarage', { ...price, anzahl: random.between(1, 2) }),
    writer.element('stp_freiplatz', { anzahl: random.between(0, 2) }),
    chance(random, 5)
      ? writer.element('stp_sonstige', { platzart: 'CARPORT', anzahl: 1, bemerkung: 'überdacht' })
      : null,
  ];
}

function biddingXml({ writer, random }: Source, amount: number): Part {
  return writer.section(
    'bieterverfahren',
    writer.day('beginn_angebotsphase', dayNear(random, 1, 20)),
    writer.day('besichtigungstermin', dayNear(random, 21, 30)),
    writer.text('beginn_bietzeit', '2025-04-05T08:00:00'),
    writer.text('ende_bietzeit', '2025-04-30T18:00:00+02:00'),
    writer.truth('hoechstgebot_zeigen', false),
    writer.number('mindestpreis', Math.round(amount * 0.8)),
  );
}

function auctionXml({ writer, random, listing }: Source, amount: number): Part {
  return writer.section(
    'versteigerung',
    writer.truth('zwangsversteigerung', true),
    writer.text('aktenzeichen', `${random.between(10, 99)} K ${random.between(1, 200)}/24`),
    writer.text('zvtermin', '2025-05-12T10:30:00'),
    writer.text('amtsgericht', `Amtsgericht ${listing.city}`),
    writer.number('verkehrswert', amount),
  );
}

export function areasXml({ writer, random, listing }: Source): Part {
  const living = Number(listing.livingArea ?? 0);
  const rooms = Number(listing.rooms ?? 0);
  const isOffice = listing.kind.type === 'buero_praxen';
  return writer.section(
    'flaechen',
    writer.number('wohnflaeche', living),
    writer.number('nutzflaeche', chance(random, 70) ? Math.round(living * 0.2) : null),
    writer.number('gesamtflaeche', chance(random, 50) ? Math.round(living * 1.2) : null),
    isOffice ? [writer.number('bueroflaeche', living), writer.number('teilbar_ab', 45)] : null,
    writer.number('grundstuecksflaeche', listing.plotArea === null ? null : Number(listing.plotArea)),
    chance(random, 10) ? [writer.number('grz', 0.4), writer.number('gfz', 0.8)] : null,
    writer.number('anzahl_zimmer', rooms, 1),
    writer.number('anzahl_schlafzimmer', Math.max(1, Math.floor(rooms) - 1), 0),
    writer.number('anzahl_badezimmer', random.between(1, 2), 0),
    writer.number('anzahl_sep_wc', random.between(0, 1), 0),
    writer.number('anzahl_balkone', random.between(0, 2), 0),
    writer.number('anzahl_terrassen', random.between(0, 1), 0),
    chance(random, 40) ? writer.number('balkon_terrasse_flaeche', random.between(4, 22)) : null,
    chance(random, 40) ? writer.number('kellerflaeche', random.between(5, 40)) : null,
    chance(random, 30) ? writer.number('gartenflaeche', random.between(30, 300)) : null,
    writer.number('anzahl_stellplaetze', random.between(0, 3), 0),
    writer.truth('einliegerwohnung', chance(random, 5)),
  );
}
