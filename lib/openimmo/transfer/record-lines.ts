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
    else if (WORTH_NOTING.test(name) && !this.first.has(name)) this.first.set(name, line);
  }
}

/** Elements that a message can be about. */
const WORTH_NOTING =
  /preis|miete$|pacht|kosten|flaeche$|^anzahl_|^aktion$|^aktiv_|^stand_vom|freigeben$|^geokoordinaten|art$|^verwaltung_techn$/;
