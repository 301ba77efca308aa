import type { Random } from '../random';
import type { Part } from './dialect';
import { chance, type Source } from './source';

const SENTENCES = [
  'Vom Flur gehen alle Zimmer ab, sodass jedes für sich genutzt werden kann.',
  'Die Fenster wurden vor wenigen Jahren gegen solche mit dreifacher Verglasung getauscht.',
  'Wer gern kocht, findet in der Küche viel Arbeitsfläche und einen Platz am Fenster.',
  'Im Hof stehen eine alte Kastanie und überdachte Plätze für Fahrräder.',
  'Die Gemeinschaft der Eigentümer ist klein; die Rücklage ist gut gefüllt.',
  'Bäcker, Apotheke und Wochenmarkt sind zu Fuß erreichbar, die Bahn fährt alle zehn Minuten.',
  'Keller, Dachboden und Waschküche sind trocken und hell.',
  'Der Boden aus geölter Eiche zieht sich durch alle Wohnräume.',
  'An den Abenden fällt die Sonne bis weit in das Wohnzimmer – „ein Platz zum Bleiben“, sagen die Vorbesitzer.',
  'Das Haus wurde um die Jahrhundertwende erbaut & 2016 von Grund auf saniert (Dach, Leitungen, Bäder).',
  'Alle Angaben beruhen auf Auskünften der Eigentümer; Größen ± 2 %.',
  'Ein Besichtigungstermin lässt sich kurzfristig vereinbaren, gern auch am Wochenende.',
] as const;

/** Sentences of about that many characters, with a line break now and then. */
export function writeProse(random: Random, length: number): string {
  let text = '';
  while (text.length < length) {
    if (text !== '') text += random.between(1, 5) === 1 ? '\n\n' : ' ';
    text += random.pick(SENTENCES);
  }
  return text;
}

/** `freitexte`; `more` characters of description fill a delivery up to the size that was asked for. */
export function textsXml({ writer, random, listing }: Source, more: number): Part {
  const description = more > 0 ? `${listing.description}\n\n${writeProse(random, more)}` : listing.description;
  const isHtml = chance(random, 4);
  return writer.section(
    'freitexte',
    writer.text('objekttitel', listing.title),
    writer.text('dreizeiler', `${listing.title}\n${listing.rooms ?? ''} Zimmer\nvon privat betreut`),
    writer.text('lage', listing.location),
    writer.text('ausstatt_beschr', writeProse(random, random.between(60, 200))),
    writer.text('objektbeschreibung', isHtml ? `<p>${description.replaceAll('\n\n', '</p><p>')}</p>` : description),
    writer.text('sonstige_angaben', chance(random, 60) ? writeProse(random, 60) : null),
    chance(random, 5) ? writer.text('objekt_text', 'A quiet home close to the park.', { lang: 'en' }) : null,
  );
}

const GROUPS = ['BILD', 'INNENANSICHTEN', 'AUSSENANSICHTEN', 'GRUNDRISS', 'KARTEN_LAGEPLAN', 'DOKUMENTE'] as const;

/** `anhaenge`: files by their path; `urls` of a hundred as addresses instead. */
export function attachmentsXml({ writer, random, listing }: Source, options: { urls: number }): Part {
  return writer.section(
    'anhaenge',
    listing.pictures.map(({ title, path }, number) => {
      const group = number === 0 ? 'TITELBILD' : random.pick(GROUPS);
      const isUrl = options.urls > 0 && chance(random, options.urls);
      return writer.element(
        'anhang',
        { location: isUrl ? 'REMOTE' : 'EXTERN', gruppe: group },
        writer.text('anhangtitel', title),
        writer.text('format', random.pick(['jpg', 'image/jpeg', 'JPG'])),
        chance(random, 10)
          ? writer.text('check', String(random.between(1_000_000, 9_999_999)), { ctype: 'DATETIME' })
          : null,
        writer.element('daten', {}, writer.text('pfad', isUrl ? `https://bilder.example/${path}` : path)),
      );
    }),
  );
}
