import { gzipSync } from 'node:zlib';

const TIMEOUT_MS = 60_000;
const MOST_WAITS = 5;

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Headers} headers
 * @property {string} text
 * @property {Buffer} bytes
 * @property {any} json the body, undefined where it is no JSON
 */

/**
 * Sends requests as a site does. A refusal for too many of them is waited for, and kept for a check of its form.
 * @param {{ url: string, token: string, installation: string }} site
 */
export function createCaller({ url, token, installation }) {
  const base = `${url.replace(/\/+$/, '')}/api/central/v1`;
  /** @type {Answer[]} */
  const limited = [];
  let requests = 0;

  /**
   * @param {string} endpoint its name, with a query where it has one
   * @param {unknown} body text and bytes as they are, anything else as JSON
   * @param {{ headers?: Record<string, string | null>, method?: string }} [options] a header that is null is left out
   * @returns {Promise<Answer>}
   */
  async function call(endpoint, body, { headers = {}, method = 'POST' } = {}) {
    const all = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'estate-sync-installation': installation,
      'estate-sync-protocol': '1',
      'estate-sync-software': 'conformance',
      // After a refusal a server may close a connection that still carries a body: none is used again.
      connection: 'close',
      ...headers,
    };
    const sent = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
    for (let tries = 1; ; tries++) {
      requests++;
      const response = await fetch(`${base}/${endpoint}`, {
        method,
        redirect: 'manual',
        headers: /** @type {[string, string][]} */ (sent),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(method === 'GET' ? {} : { body: encode(body) }),
      });
      const answer = await readAnswer(response);
      if (answer.status !== 429 || tries > MOST_WAITS) return answer;
      limited.push(answer);
      const seconds = Number(answer.headers.get('retry-after') ?? 1);
      await pause(Math.min(60, Number.isFinite(seconds) ? seconds : 1) * 1000);
    }
  }

  return { call, limited, requests: () => requests };
}

/** @param {unknown} body */
function encode(body) {
  return typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}

/**
 * @param {Response} response
 * @returns {Promise<Answer>}
 */
async function readAnswer(response) {
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString('utf8');
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    // What is no JSON is undefined.
  }
  return { status: response.status, headers: response.headers, text, bytes, json };
}

/** @param {number} ms */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {unknown} body */
export const gzip = (body) => gzipSync(/** @type {Buffer | string} */ (encode(body)));
