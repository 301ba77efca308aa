import { Refusal } from '../system/refusal.mjs';

/**
 * The value of a variable, null when it is absent or empty.
 * @typedef {(name: string) => string | null} Get
 */

/**
 * @param {string} name
 * @param {Get} get
 */
export function readDatabaseUrl(name, get) {
  const value = get(name);
  if (value !== null && !/^postgres(ql)?:\/\/./.test(value)) {
    throw new Refusal(`${name} is no address of a Postgres (postgres://user:password@host:port/database).`);
  }
  return value;
}

/**
 * @param {string} name
 * @param {Get} get
 */
export function readUrl(name, get) {
  const value = get(name);
  if (value === null) return null;
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new Refusal(`${name}=${value} is no http:// or https:// address.`);
  }
  return value.replace(/\/+$/, '');
}

/**
 * @param {string} name
 * @param {Get} get
 * @param {number} fallback
 */
export function readPort(name, get, fallback) {
  const value = get(name);
  const port = value === null ? fallback : Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Refusal(`${name}=${value} is no port: it must be a number from 1 to 65535.`);
  }
  return port;
}

/**
 * @param {string} name
 * @param {Get} get
 */
export function readSecret(name, get) {
  const value = get(name);
  if (value !== null && value.length < 32) {
    throw new Refusal(
      `${name} is shorter than 32 characters. Make one with \`openssl rand -hex 32\`, or leave it unset: then one is generated.`,
    );
  }
  return value;
}

/**
 * @param {string} name
 * @param {Get} get
 * @param {boolean} fallback
 */
export function readSwitch(name, get, fallback) {
  const value = get(name);
  if (value === null) return fallback;
  if (value !== '0' && value !== '1') throw new Refusal(`${name}=${value} is neither 0 nor 1.`);
  return value === '1';
}

/**
 * @param {string} name
 * @param {Get} get
 * @param {string} fallback
 */
export function readEmail(name, get, fallback) {
  const value = get(name) ?? fallback;
  if (!/^[^\s@]+@[^\s@]+$/.test(value)) throw new Refusal(`${name}=${value} is no e-mail address.`);
  return value;
}

/**
 * @param {string} name
 * @param {Get} get
 */
export function readPassword(name, get) {
  const value = get(name);
  if (value !== null && value.length < 12) throw new Refusal(`${name} is shorter than 12 characters.`);
  return value;
}

/**
 * @param {string} name
 * @param {Get} get
 * @returns {'site' | 'central' | null}
 */
export function readRole(name, get) {
  const value = get(name);
  if (value === null || value === 'site' || value === 'central') return value;
  throw new Refusal(`${name}=${value} is neither "site" nor "central".`);
}
