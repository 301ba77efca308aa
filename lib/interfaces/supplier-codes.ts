import { MESSAGE_CODES } from '../openimmo/messages';
import { OUTCOME_CODES } from './codes';

/** What is said about a whole delivery is said again of its records; a file of another kind is for its sender to look at too. */
const NOT_ONE_THING = new Set(['F-failed-records']);
const ALSO = ['F-not-openimmo', 'F-root', 'F-no-openimmo'];

/** The codes that the sender of a delivery can do something about: its software's move, and more than a note. */
export const SUPPLIER_CODES: readonly string[] = [
  ...[...Object.entries(MESSAGE_CODES), ...Object.entries(OUTCOME_CODES)].flatMap(([code, [severity, owner]]) =>
    owner === 'software' && severity !== 'note' && !NOT_ONE_THING.has(code) ? [code] : [],
  ),
  ...ALSO,
];
