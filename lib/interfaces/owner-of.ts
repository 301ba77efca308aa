import { MESSAGE_CODES, type Owner } from '../openimmo/messages';
import { OUTCOME_CODES } from './codes';

const OWNERS = new Map<string, Owner>(
  [...Object.entries(MESSAGE_CODES), ...Object.entries(OUTCOME_CODES)].map(([code, [, owner]]) => [code, owner]),
);

/** Whose move it is after an import said this; null: a code that an import does not say. */
export function ownerOf(code: string): Owner | null {
  return OWNERS.get(code) ?? null;
}
