import type { Listing } from '../listing';
import type { Random } from '../random';
import { conditionXml, equipmentXml, managementXml, ownFieldsXml } from './building';
import type { Writer } from './dialect';
import { areasXml, moneyXml } from './money';
import { categoryXml, geoXml, peopleXml, technicalXml } from './object';
import { chance, type Source } from './source';
import { attachmentsXml, textsXml } from './texts';

export interface PropertyOptions {
  action: string | null;
  /** further characters of description */
  more: number;
  /** of a hundred attachments, how many are addresses instead of files */
  urls: number;
  /** of a hundred properties, how many have something that leaves a warning */
  faults: number;
}

/** One `immobilie` with every group of elements that the format has. */
export function propertyXml(
  writer: Writer,
  random: Random,
  listing: Listing,
  index: number,
  options: PropertyOptions,
): string {
  const given = chance(random, options.faults) ? withFault(listing, random) : listing;
  const source: Source = { writer, random, listing: given, index };
  const technical = technicalXml(source, options.action);
  if (options.action === 'DELETE') return writer.element('immobilie', {}, '\n', technical, '\n');
  const sections = [
    categoryXml(source),
    geoXml(source),
    peopleXml(source),
    moneyXml(source),
    areasXml(source),
    equipmentXml(source),
    conditionXml(source),
    textsXml(source, options.more),
    attachmentsXml(source, options),
    managementXml(source),
    technical,
    ownFieldsXml(source),
  ];
  return writer.element('immobilie', {}, '\n', sections, '\n');
}

/** What is wrong in real deliveries, too: each of it leaves a warning. */
function withFault(listing: Listing, random: Random): Listing {
  switch (random.between(0, 3)) {
    case 0:
      return { ...listing, latitude: '0', longitude: '0.0' };
    case 1:
      return { ...listing, price: '0' };
    case 2:
      return { ...listing, latitude: '153.5', longitude: '9.99' };
    default:
      return {
        ...listing,
        pictures: [...listing.pictures, { group: 'BILD', title: 'Fehlt', path: 'bilder/nie-geschickt.jpg' }],
      };
  }
}
