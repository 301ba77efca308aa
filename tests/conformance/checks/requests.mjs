import { randomUUID } from 'node:crypto';
import { gzip } from '../caller.mjs';
import { aList, aText, atLeast, atMost, expectAnswer, expectRefusal, expectThat, oneOf } from '../expect.mjs';

const MOST_BODY_BYTES = 16 * 1024 * 1024;
const STATUS = { retry: false };
const VERSIONS = { min: atMost(1), max: atLeast(1) };

/** @type {import('../run-checks.mjs').Check[]} */
export const requestChecks = [
  {
    name: 'every answer says in Estate-Sync-Protocol in which version it is',
    says: 'Every request',
    run: async (site) => expectAnswer(await site.call('status', STATUS)),
  },
  {
    name: 'an endpoint that is not known answers 404',
    says: 'Every request',
    run: async (site) => expectThat({ status: (await site.call('unheard-of', {})).status }, { status: 404 }),
  },
  {
    name: 'GET is refused',
    says: 'Every request',
    run: async (site) => {
      const { status } = await site.call('status', null, { method: 'GET' });
      expectThat({ status }, { status: oneOf(404, 405) });
    },
  },
  ...[
    { of: 'no token', authorization: null },
    { of: 'another scheme than Bearer', authorization: 'Basic YTpi' },
    { of: 'a token that nobody has', authorization: `Bearer es_${'x'.repeat(43)}` },
    { of: 'an empty token', authorization: 'Bearer ' },
  ].map(({ of, authorization }) => ({
    name: `${of}: 401 token-refused`,
    says: 'Errors',
    run: async (/** @type {import('../site.mjs').Site} */ site) =>
      expectRefusal(await site.call('status', STATUS, { headers: { authorization } }), 401, 'token-refused'),
  })),
  ...[
    { of: 'no installation', installation: null },
    { of: 'an installation that is no UUID', installation: 'office' },
  ].map(({ of, installation }) => ({
    name: `${of}: 400 invalid-input`,
    says: 'Every request',
    run: async (/** @type {import('../site.mjs').Site} */ site) => {
      const headers = { 'estate-sync-installation': installation };
      expectRefusal(await site.call('status', STATUS, { headers }), 400, 'invalid-input');
    },
  })),
  {
    name: 'another installation with the same token: 403 other-installation',
    says: 'Every request: the first installation that comes binds the token',
    run: async (site) => {
      const headers = { 'estate-sync-installation': randomUUID() };
      expectRefusal(await site.call('status', STATUS, { headers }), 403, 'other-installation');
      expectAnswer(await site.call('status', STATUS));
    },
  },
  ...[
    { version: null, code: 'version-too-old' },
    { version: '0', code: 'version-too-old' },
    { version: 'one', code: 'version-too-old' },
    { version: '1.5', code: 'version-too-old' },
    { version: '1000000', code: 'version-too-new' },
  ].map(({ version, code }) => ({
    name: `protocol version ${version ?? 'absent'}: 422 ${code}, with the versions that are spoken`,
    says: 'Versions',
    run: async (/** @type {import('../site.mjs').Site} */ site) => {
      const headers = { 'estate-sync-protocol': version };
      const answer = await site.call('status', STATUS, { headers });
      expectRefusal(answer, 422, code, { ...VERSIONS, received: version });
    },
  })),
  ...[
    { of: 'no JSON', body: '{"retry":' },
    { of: 'JSON that is no object', body: '[]' },
    { of: 'an empty body', body: '' },
    { of: 'a field of another type', body: { retry: 'yes' } },
    { of: 'a missing field', body: {} },
  ].map(({ of, body }) => ({
    name: `${of}: 400 invalid-input, with field and reason`,
    says: 'Errors',
    run: async (/** @type {import('../site.mjs').Site} */ site) =>
      expectRefusal(await site.call('status', body), 400, 'invalid-input', { reason: aText }),
  })),
  {
    name: 'a field that is not known is ignored, and so is a header',
    says: 'Versions: what may be added within version 1',
    run: async (site) => {
      const headers = { 'estate-sync-colour': 'green' };
      const answer = await site.call('status', { ...STATUS, colour: 'green', nested: { a: [1] } }, { headers });
      expectAnswer(answer, { problems: aList });
    },
  },
  {
    name: 'a body in gzip is understood',
    says: 'Every request',
    run: async (site) =>
      expectAnswer(await site.call('status', gzip(STATUS), { headers: { 'content-encoding': 'gzip' } })),
  },
  ...[
    { of: 'that is none', body: Buffer.from('{"retry":false}') },
    { of: 'that is cut off', body: gzip({ retry: false, text: 'cut'.repeat(100) }).subarray(0, 20) },
  ].map(({ of, body }) => ({
    name: `gzip ${of}: 400 invalid-input`,
    says: 'Every request',
    run: async (/** @type {import('../site.mjs').Site} */ site) =>
      expectRefusal(await site.call('status', body, { headers: { 'content-encoding': 'gzip' } }), 400, 'invalid-input'),
  })),
  {
    name: 'a body of more than 16 MiB: 413 request-too-large',
    says: 'Limits',
    run: async (site) => {
      const body = JSON.stringify({ ...STATUS, text: 'x'.repeat(MOST_BODY_BYTES) });
      expectRefusal(await site.call('status', body), 413, 'request-too-large', { allowedBytes: MOST_BODY_BYTES });
    },
  },
  {
    name: 'a body that is small only as gzip: 413 request-too-large',
    says: 'Limits',
    run: async (site) => {
      const body = gzip(JSON.stringify({ ...STATUS, text: 'x'.repeat(4 * MOST_BODY_BYTES) }));
      const answer = await site.call('status', body, { headers: { 'content-encoding': 'gzip' } });
      expectRefusal(answer, 413, 'request-too-large', { allowedBytes: MOST_BODY_BYTES });
    },
  },
  {
    name: 'the protocol’s errors say their status and code in the body too, as problem+json',
    says: 'Errors',
    run: async (site) => {
      const { json } = await site.call('status', {}, { headers: { authorization: null } });
      expectThat(json, { type: aText, title: aText, status: 401, code: 'token-refused' });
    },
  },
];
