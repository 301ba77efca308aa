import { randomBytes } from 'node:crypto';
import { aCount, expectAnswer, expectRefusal, expectThat } from '../expect.mjs';
import { hashOf } from '../site.mjs';

const SIZE = 300_000;
const bytes = randomBytes(SIZE);
const sha256 = hashOf(bytes);
const OTHER = hashOf('a file that nobody has');
const BYTES = { 'content-type': 'application/octet-stream' };
const MOST_FILE_BYTES = 200 * 1024 * 1024;

/** @typedef {import('../site.mjs').Site} Site */
/** @param {Site} site @param {{ has?: string[], wants?: string[] }} question */
const ask = async (site, { has = [], wants = [] }) => expectAnswer(await site.call('files', { has, wants }));
/** @param {Site} site @param {number} offset @param {Buffer} part @param {{ size?: number, hash?: string }} [of] */
const upload = (site, offset, part, { size = SIZE, hash = sha256 } = {}) =>
  site.call(`files?sha256=${hash}&offset=${offset}&size=${size}`, part, { headers: BYTES });
/** @param {Site} site @param {number} offset */
const download = (site, offset, hash = sha256) => site.call(`files?sha256=${hash}&offset=${offset}`, {});

/** @type {import('../run-checks.mjs').Check[]} */
export const fileChecks = [
  {
    name: 'a file that no record of the site names is not wanted: unknown, and its upload is 404 not-found',
    says: 'Files',
    run: async (site) => {
      expectThat(await ask(site, { has: [sha256] }), { wanted: [], unknown: [sha256], given: [] });
      expectRefusal(await upload(site, 0, bytes), 404, 'not-found');
    },
  },
  {
    name: 'a file that an integrated attachment names is wanted',
    says: 'Files',
    run: async (site) => {
      const property = site.property();
      const file = { file_sha256: sha256, file_size_bytes: SIZE, file_media_type: 'application/octet-stream' };
      await site.store([property, site.attachment(property.id, file)]);
      expectThat(await ask(site, { has: [sha256, OTHER] }), { wanted: [{ sha256, heldBytes: 0 }], unknown: [OTHER] });
    },
  },
  {
    name: 'to name a hash in a record grants no file: it is not given before it was uploaded',
    says: 'Files: rights',
    run: async (site) => {
      expectThat(await ask(site, { wants: [sha256] }), { given: [] });
      expectRefusal(await download(site, 0), 404, 'not-found');
    },
  },
  {
    name: 'an upload that is cut is kept: status 408, and heldBytes says how much of it came',
    says: 'Files: resuming',
    run: async (site) => {
      expectRefusal(await upload(site, 0, bytes.subarray(0, 100_000)), 408, 'connection-failed');
      expectThat(await ask(site, { has: [sha256] }), { wanted: [{ sha256, heldBytes: 100_000 }] });
    },
  },
  {
    name: 'an upload from beyond what is held: 409 conflict with heldBytes',
    says: 'Files: resuming',
    run: async (site) =>
      expectRefusal(await upload(site, 200_000, bytes.subarray(200_000)), 409, 'conflict', { heldBytes: 100_000 }),
  },
  {
    name: 'an upload goes on from what is held, and is stored when the hash is right',
    says: 'Files: resuming',
    run: async (site) => {
      expectAnswer(await upload(site, 100_000, bytes.subarray(100_000)), { stored: true });
      expectThat(await ask(site, { has: [sha256], wants: [sha256] }), {
        wanted: [],
        unknown: [],
        given: [{ sha256, sizeBytes: SIZE }],
      });
    },
  },
  {
    name: 'a file that is stored can be sent again and changes nothing',
    says: 'Files; Idempotency',
    run: async (site) => expectAnswer(await upload(site, 0, bytes), { stored: true }),
  },
  {
    name: 'a file is downloaded whole and from an offset, byte by byte the same',
    says: 'Files',
    run: async (site) => {
      for (const offset of [0, 123_456, SIZE]) {
        const { status, headers, bytes: received } = await download(site, offset);
        expectThat(
          {
            status,
            type: headers.get('content-type'),
            protocol: headers.get('estate-sync-protocol'),
            hash: hashOf(received),
          },
          { status: 200, type: BYTES['content-type'], protocol: '1', hash: hashOf(bytes.subarray(offset)) },
        );
      }
    },
  },
  {
    name: 'an offset beyond the end: 400 invalid-input',
    says: 'Files',
    run: async (site) => expectRefusal(await download(site, SIZE + 1), 400, 'invalid-input', { field: 'offset' }),
  },
  {
    name: 'a file that nobody has: 404 not-found, and it is left out of what is given',
    says: 'Files',
    run: async (site) => {
      expectThat(await ask(site, { wants: [OTHER] }), { given: [] });
      expectRefusal(await download(site, 0, OTHER), 404, 'not-found');
    },
  },
  {
    name: 'other bytes than the hash says: 422 file-damaged, and none of them are kept',
    says: 'Files',
    run: async (site) => {
      const right = randomBytes(10_000);
      const hash = hashOf(right);
      const property = site.property();
      await site.store([property, site.attachment(property.id, { file_sha256: hash, file_size_bytes: 10_000 })]);
      const place = { size: 10_000, hash };
      expectRefusal(await upload(site, 0, randomBytes(10_000), place), 422, 'file-damaged');
      expectThat(await ask(site, { has: [hash], wants: [hash] }), {
        wanted: [{ sha256: hash, heldBytes: 0 }],
        given: [],
      });
      expectRefusal(await upload(site, 0, Buffer.concat([right, right]), place), 413, 'request-too-large', {
        allowedBytes: aCount,
      });
      expectAnswer(await upload(site, 0, right, place), { stored: true });
    },
  },
  {
    name: 'a file of more than 200 MiB: 413 request-too-large',
    says: 'Files',
    run: async (site) => {
      const answer = await upload(site, 0, bytes, { size: MOST_FILE_BYTES + 1 });
      expectRefusal(answer, 413, 'request-too-large', { allowedBytes: MOST_FILE_BYTES });
    },
  },
  ...[
    { of: 'a hash that is none', query: 'files?sha256=abc&offset=0', field: 'sha256' },
    { of: 'an offset below 0', query: `files?sha256=${sha256}&offset=-1`, field: 'offset' },
  ].map(({ of, query, field }) => ({
    name: `${of}: 400 invalid-input with the field`,
    says: 'Files',
    run: async (/** @type {Site} */ site) => expectRefusal(await site.call(query, {}), 400, 'invalid-input', { field }),
  })),
  {
    name: 'a question about more than 1,000 hashes: 400 invalid-input',
    says: 'Files',
    run: async (site) => {
      const has = Array.from({ length: 1_001 }, (_, index) => hashOf(`file ${index}`));
      expectRefusal(await site.call('files', { has, wants: [] }), 400, 'invalid-input', { field: 'has' });
    },
  },
];
