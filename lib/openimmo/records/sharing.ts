import { message } from '../messages';
import type { PropertyColumns } from '../types';
import { readDomains } from '../values/domain';
import { type Fields, listOf, textOf, valueAt } from './fields';

type Sharing = Pick<PropertyColumns, 'sharedGenerally' | 'sharedWith' | 'notSharedWith'>;

const MOST_DOMAINS = 500;
const NOT_SHARED: Sharing = { sharedGenerally: false, sharedWith: [], notSharedWith: [] };

/**
 * Who else may show the listing: `weitergabe_generell`, `weitergabe_positiv`, `weitergabe_negativ`. What is missing or
 * cannot be read means not shared. A list that is too long is not cut, for it could hide an exclusion: then nobody may.
 */
export function readSharing(fields: Fields): Sharing {
  const sharedWith = readList(fields, 'weitergabe_positiv');
  const notSharedWith = readList(fields, 'weitergabe_negativ');
  const sharedGenerally = fields.boolean('verwaltung_techn/weitergabe_generell') ?? false;
  if (sharedWith === null || notSharedWith === null) return NOT_SHARED;
  return { sharedGenerally, sharedWith, notSharedWith };
}

function readList(fields: Fields, name: string): string[] | null {
  const element = `verwaltung_techn/${name}`;
  // Some software writes one element per domain.
  const technical = valueAt(fields.document, 'verwaltung_techn');
  const values =
    typeof technical === 'object' && technical !== null && !Array.isArray(technical) ? technical[name] : undefined;
  const domains = readDomains(listOf(values).map(textOf).join(' '));
  if (domains.length <= MOST_DOMAINS) return domains;
  fields.warnings.push(
    message('R-domains', { element, count: domains.length, limit: MOST_DOMAINS }, { line: fields.lineOf(element) }),
  );
  return null;
}
