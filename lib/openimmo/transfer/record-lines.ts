/** Where the elements of one property begin, for its messages. */
export class RecordLines {
  first = new Map<string, number>();
  attachments: number[] = [];

  begin(line: number): void {
    this.first = new Map([['', line]]);
    this.attachments = [];
  }

  note(name: string, line: number): void {
    if (name === 'anhang') this.attachments.push(line);
    else if (NOTED.has(name) && !this.first.has(name)) this.first.set(name, line);
  }
}

/** Elements that a message can be about; for others the property's own line is told. */
const NOTED = new Set([
  ...['verwaltung_techn', 'aktion', 'aktiv_von', 'aktiv_bis', 'stand_vom', 'objektadresse_freigeben', 'geokoordinaten'],
  ...['kaufpreis', 'kaufpreisbrutto', 'kaufpreisnetto', 'richtpreis', 'kaltmiete', 'nettokaltmiete', 'pauschalmiete'],
  ...['pacht', 'erbpacht', 'warmmiete', 'nebenkosten', 'vermarktungsart', 'nutzungsart'],
  ...['wohnflaeche', 'nutzflaeche', 'gesamtflaeche', 'grundstuecksflaeche'],
  ...['anzahl_zimmer', 'anzahl_schlafzimmer', 'anzahl_badezimmer'],
]);
