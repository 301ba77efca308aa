import 'server-only';
import { type ArchiveFile, zipFiles } from './archive';
import type { Listing, ListingContact } from './listing';
import { createListings } from './listings';
import { drawPicture } from './pictures';
import { NORTH, SOUTH } from './places';
import { NORD, SUED } from './providers';
import { type Transfer, transferBytes } from './transfer';

/** One demo delivery, paths below the interface's directory. */
export interface DemoDelivery {
  path: string;
  modifiedAt: Date;
  /** Its bytes, the last of the files; others lie beside it. All carry its time. */
  build(): Promise<ArchiveFile[]>;
}

const HOUR_MS = 3_600_000;

const NORTH_CONTACTS: readonly ListingContact[] = [
  contact('N-1', 'Frau', 'Anke', 'Petersen', 'petersen@nord-immobilien.example', '+49 40 5550 9911'),
  contact('N-2', 'Herr', 'Jörg', 'Lüders', 'lueders@nord-immobilien.example', '+49 40 5550 9912'),
  contact('N-3', 'Frau', 'Meike', 'Hansen', 'hansen@nord-immobilien.example', '+49 40 5550 9913'),
];
const SOUTH_CONTACTS: readonly ListingContact[] = [
  contact('S-1', 'Herr', 'Xaver', 'Mühlbauer', 'muehlbauer@sued-makler.example', '+49 89 5550 2071'),
  contact('S-2', 'Frau', 'Theresa', 'Größl', 'groessl@sued-makler.example', '+49 89 5550 2072'),
];

/** The demo deliveries, oldest first: each shows one thing that deliveries do. */
export function createDemoDeliveries(now: Date): DemoDelivery[] {
  const north = createListings({
    seed: 99,
    count: 40,
    prefix: 'NI',
    places: NORTH,
    contacts: NORTH_CONTACTS,
    pictures: 2,
  });
  const south = createListings({
    seed: 207,
    count: 9,
    prefix: 'SM',
    places: SOUTH,
    contacts: SOUTH_CONTACTS,
    pictures: 2,
  });
  const hoursAgo = (hours: number) => new Date(Math.floor(now.getTime() / 1000) * 1000 - hours * HOUR_MS);
  return [
    fullTransfer(north, hoursAgo(166)),
    changes(north, hoursAgo(142)),
    deletions(north, hoursAgo(118)),
    twoProviders(north, south, hoursAgo(94)),
    umlauts(south, hoursAgo(70)),
    warnings(north, hoursAgo(46)),
    truncated(north, hoursAgo(30)),
    notOpenImmo(hoursAgo(26)),
    bareXml(south, hoursAgo(12)),
    wouldRemoveMost(north, hoursAgo(3)),
  ];
}

function fullTransfer(north: Listing[], madeAt: Date): DemoDelivery {
  return zipped('nord-immobilien/bestand.zip', { scope: 'VOLL', madeAt, parts: [{ provider: NORD, listings: north }] });
}

function changes(north: Listing[], madeAt: Date): DemoDelivery {
  const changed = north.slice(2, 7).map((listing, index) => ({
    ...listing,
    price: (Number(listing.price) * (index % 2 === 0 ? 0.95 : 1.03)).toFixed(2),
    title: index === 0 ? `Preis gesenkt: ${listing.title}` : listing.title,
  }));
  const added = createListings({
    seed: 41,
    count: 1,
    prefix: 'NN',
    places: NORTH,
    contacts: NORTH_CONTACTS,
    pictures: 2,
  });
  const parts = [{ provider: NORD, listings: [...changed, ...added] }];
  return zipped('nord-immobilien/aenderungen.zip', { scope: 'TEIL', madeAt, parts });
}

function deletions(north: Listing[], madeAt: Date): DemoDelivery {
  const deleted = north.slice(10, 13).map((listing) => ({ ...listing, action: 'DELETE', pictures: [] }));
  const reference = north.slice(14, 15).map((listing) => ({ ...listing, action: 'REFERENZ' }));
  const parts = [{ provider: NORD, listings: [...deleted, ...reference] }];
  return zipped('nord-immobilien/loeschungen.zip', { scope: 'TEIL', madeAt, parts });
}

function twoProviders(north: Listing[], south: Listing[], madeAt: Date): DemoDelivery {
  const changed = north.slice(20, 22).map((listing) => ({ ...listing, addressReleased: true }));
  const parts = [
    {
      provider: NORD,
      listings: changed.map((listing) => ({ ...listing, description: `${listing.description} Sofort frei.` })),
    },
    { provider: SUED, listings: south.slice(0, 7) },
  ];
  return zipped('gemeinsam/nord-und-sued.zip', { scope: 'TEIL', madeAt, parts });
}

/** ISO-8859-1, and umlauts in the names of its files. */
function umlauts(south: Listing[], madeAt: Date): DemoDelivery {
  const listings = south.slice(7, 8).map(
    (listing): Listing => ({
      ...listing,
      title: 'Gemütliche Altbauwohnung für Genießer in München-Haidhausen',
      pictures: [
        { group: 'TITELBILD', title: 'Außenansicht', path: 'Außenansicht Wörthstraße.jpg' },
        { group: 'BILD', title: 'Küche', path: 'Küche mit Größe.jpg' },
      ],
    }),
  );
  const parts = [{ provider: SUED, listings }];
  return zipped('sued-makler/muenchen-umlaute.zip', { scope: 'TEIL', madeAt, parts, encoding: 'ISO-8859-1' });
}

/** A picture is missing, a number is none, an action is unknown, a listing has no key. */
function warnings(north: Listing[], madeAt: Date): DemoDelivery {
  const [first, second, third, fourth] = north.slice(30, 34);
  if (!first || !second || !third || !fourth) throw new Error('the demo has too few listings');
  const listings: Listing[] = [
    { ...first, description: `${first.description} Neu renoviert.`, livingArea: 'ca. viel Platz' },
    { ...second, action: 'AENDERN', title: `${second.title} – jetzt frei` },
    { ...third, latitude: '0', longitude: '0', title: `Neu: ${third.title}` },
    { ...fourth, obid: null, externalNumber: null, pictures: [] },
  ];
  const transfer: Transfer = { scope: 'TEIL', madeAt, parts: [{ provider: NORD, listings }] };
  const missing = new Set([first.pictures[1]?.path]);
  return zipped('nord-immobilien/mit-warnungen.zip', transfer, (path) => !missing.has(path));
}

/** The upload broke off: the end of the ZIP file is missing. */
function truncated(north: Listing[], madeAt: Date): DemoDelivery {
  const parts = [{ provider: NORD, listings: north.slice(0, 8) }];
  const whole = zipped('nord-immobilien/abgebrochen.zip', { scope: 'TEIL', madeAt, parts });
  const cut = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.6));
  return { ...whole, build: async () => (await whole.build()).map(({ path, bytes }) => ({ path, bytes: cut(bytes) })) };
}

function notOpenImmo(madeAt: Date): DemoDelivery {
  const day = madeAt.toISOString().slice(0, 10);
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<rechnung nummer="2024-118"><datum>${day}</datum><betrag waehrung="EUR">148.75</betrag><zweck>Exposé-Druck</zweck></rechnung>
`;
  const path = 'rechnung.xml';
  return { path, modifiedAt: madeAt, build: async () => [{ path, bytes: Buffer.from(xml) }] };
}

/** An XML file without a ZIP around it; its pictures lie beside it. */
function bareXml(south: Listing[], madeAt: Date): DemoDelivery {
  const listings = south.slice(8, 9);
  const path = 'sued-makler/einzelobjekt.xml';
  const bytes = transferBytes({ scope: 'TEIL', madeAt, parts: [{ provider: SUED, listings }] });
  const build = async () => {
    const pictures = await drawPictures(listings);
    return [...pictures.map((file) => ({ ...file, path: `sued-makler/${file.path}` })), { path, bytes }];
  };
  return { path, modifiedAt: madeAt, build };
}

/** A full transfer with hardly anything in it: it would remove most of the stock, and waits for a person. */
function wouldRemoveMost(north: Listing[], madeAt: Date): DemoDelivery {
  const parts = [{ provider: NORD, listings: north.slice(0, 5) }];
  return zipped('nord-immobilien/bestand-unvollstaendig.zip', { scope: 'VOLL', madeAt, parts });
}

function zipped(path: string, transfer: Transfer, hasFile = (_path: string) => true): DemoDelivery {
  const build = async () => {
    const listings = transfer.parts.flatMap((part) => part.listings);
    const pictures = (await drawPictures(listings)).filter((file) => hasFile(file.path));
    const files = [{ path: 'openimmo.xml', bytes: transferBytes(transfer) }, ...pictures];
    return [{ path, bytes: await zipFiles(files, transfer.madeAt) }];
  };
  return { path, modifiedAt: transfer.madeAt, build };
}

/** A picture is drawn from its name: the same listing has the same pictures in every delivery. */
async function drawPictures(listings: readonly Listing[]): Promise<ArchiveFile[]> {
  const paths = [...new Set(listings.flatMap((listing) => listing.pictures.map((picture) => picture.path)))];
  const files: ArchiveFile[] = [];
  for (const path of paths) files.push({ path, bytes: await drawPicture(seedOf(path)) });
  return files;
}

function seedOf(path: string): number {
  let seed = 7;
  for (const char of path) seed = (seed * 31 + (char.codePointAt(0) ?? 0)) % 1_000_003;
  return seed;
}

function contact(
  number: string,
  salutation: string,
  firstName: string,
  lastName: string,
  email: string,
  phone: string,
): ListingContact {
  return { number, salutation, firstName, lastName, email, phone };
}
