import { isDeepStrictEqual } from 'node:util';

const MOST_SHOWN = 400;

/** What the protocol says is not what came. */
export class Deviation extends Error {
  /**
   * @param {unknown} expected
   * @param {unknown} received
   */
  constructor(expected, received) {
    super('deviation');
    this.expected = show(expected);
    this.received = show(received);
  }
}

/** A value that a description accepts, with words for it. */
class Rule {
  /**
   * @param {string} words
   * @param {(value: any) => boolean} accepts
   */
  constructor(words, accepts) {
    this.words = words;
    this.accepts = accepts;
  }
}

/**
 * @param {string} words
 * @param {(value: any) => boolean} accepts
 */
export const rule = (words, accepts) => new Rule(words, accepts);
export const aCount = rule('a whole number, 0 or more', (value) => Number.isInteger(value) && value >= 0);
export const aText = rule('a text', (value) => typeof value === 'string' && value !== '');
export const aList = rule('a list', (value) => Array.isArray(value));
export const aCursor = rule(
  'a cursor {epoch, position}',
  (value) => aCount.accepts(value?.epoch) && aCount.accepts(value?.position),
);
/** @param {number} most */
export const atMost = (most) => rule(`at most ${most}`, (value) => Number.isInteger(value) && value <= most);
/** @param {number} least */
export const atLeast = (least) => rule(`at least ${least}`, (value) => Number.isInteger(value) && value >= least);
/** @param {unknown[]} values */
export const oneOf = (...values) => rule(`one of ${show(values)}`, (value) => values.includes(value));

/**
 * Fails unless `received` is what is described: members that are not named may be there, lists have the length described.
 * @param {unknown} received
 * @param {unknown} expected values, objects and lists of them, or rules
 */
export function expectThat(received, expected) {
  if (!fits(received, expected)) throw new Deviation(expected, received);
}

/**
 * An answer that is no error: 200, of version 1.
 * @param {import('./caller.mjs').Answer} answer
 * @param {unknown} [expected] of its JSON
 */
export function expectAnswer(answer, expected = {}) {
  const { status, headers, json, text } = answer;
  expectThat(
    { status, protocol: headers.get('estate-sync-protocol'), type: headers.get('content-type'), body: json ?? text },
    {
      status: 200,
      protocol: '1',
      type: rule('application/json', (type) => /^application\/json\b/.test(type)),
      body: expected,
    },
  );
  return json;
}

/**
 * A refusal: its status, problem+json with its code, and the protocol's header.
 * @param {import('./caller.mjs').Answer} answer
 * @param {number} status
 * @param {string} code
 * @param {unknown} [details]
 */
export function expectRefusal(answer, status, code, details = {}) {
  const { headers, json, text } = answer;
  expectThat(
    {
      status: answer.status,
      protocol: headers.get('estate-sync-protocol'),
      type: headers.get('content-type'),
      body: json ?? text,
    },
    {
      status,
      protocol: aText,
      type: rule('application/problem+json', (type) => /^application\/problem\+json\b/.test(type)),
      body: { code, details },
    },
  );
}

/**
 * @param {any} received
 * @param {any} expected
 * @returns {boolean}
 */
function fits(received, expected) {
  if (expected instanceof Rule) return expected.accepts(received);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(received) &&
      received.length === expected.length &&
      expected.every((entry, index) => fits(received[index], entry))
    );
  }
  if (typeof expected === 'object' && expected !== null) {
    return (
      typeof received === 'object' &&
      received !== null &&
      Object.entries(expected).every(([name, value]) => fits(received[name], value))
    );
  }
  return isDeepStrictEqual(received, expected);
}

/** @param {unknown} value */
function show(value) {
  const text =
    JSON.stringify(value, (_key, entry) => (entry instanceof Rule ? `‹${entry.words}›` : entry)) ?? String(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
