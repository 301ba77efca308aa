import { createHash, randomUUID } from 'node:crypto';
import { createCaller, pause } from './caller.mjs';
import { aCount, expectAnswer, expectThat } from './expect.mjs';

const INTEGRATED_WITHIN_MS = 120_000;
const LONGEST_PAUSE_MS = 1_000;

/** Two providers, the same in every run: providers belong to the central server, and no request of a site removes one. */
export const PROVIDERS = [
  { id: 'c0f00000-0000-4000-8000-000000000001', number: 'conformance-1', openimmoAnid: 'CONFORMANCE-1' },
  { id: 'c0f00000-0000-4000-8000-000000000002', number: 'conformance-2', openimmoAnid: 'CONFORMANCE-2' },
].map((provider) => ({ ...provider, name: 'Conformance test', email: null, phone: null }));

/** The site that the checks play: what it knows of itself, and what it has written. */
export class Site {
  /** @param {{ url: string, token: string, installation: string }} connection */
  constructor(connection) {
    const { call, limited, requests } = createCaller(connection);
    this.installation = connection.installation;
    this.token = connection.token;
    this.call = call;
    this.limited = limited;
    this.requests = requests;
    /** Of its runs, counted. */
    this.session = 0;
    /** Of the present one, random. */
    this.sessionId = randomUUID();
    /** Position in its changelog. */
    this.position = 0;
    /** Its number at the central server. */
    this.siteId = 0;
    /** The central server's id of its provider. */
    this.providerId = '';
    /** @type {Map<string, string>} what it has written and not deleted: id and table */
    this.written = new Map();
  }

  /** @param {{ providers?: unknown[], begin?: boolean }} [body] */
  async hello({ providers = [], begin = false } = {}) {
    return expectAnswer(await this.call('hello', { siteName: 'Conformance test', providers, begin }));
  }

  /** What every sending of changes says: a new run of the site unless `session` says which. */
  nextSession() {
    this.session++;
    this.sessionId = randomUUID();
    return this.sessionNow();
  }

  sessionNow() {
    const session = { number: this.session, id: this.sessionId };
    return { session, pushed: 0, inDoubt: false, through: this.position };
  }

  /**
   * A change as it is sent. Noted, so that it is removed in the end.
   * @param {string} table
   * @param {Record<string, unknown> | null} data null: a deletion
   */
  record(table, data, id = randomUUID()) {
    if (data === null) this.written.delete(id);
    else this.written.set(id, table);
    return { cursor: ++this.position, table, id, action: data === null ? 'delete' : 'upsert', data, originSite: 0 };
  }

  /** @param {Record<string, unknown>} [data] */
  contact(data = {}, id = randomUUID()) {
    const all = {
      provider_id: this.providerId,
      last_name: 'Conformance',
      document: {},
      content_hash: hashOf(id),
      ...data,
    };
    return this.record('contacts', { ...all, updated_at: new Date().toISOString() }, id);
  }

  /** @param {Record<string, unknown>} [data] */
  property(data = {}, id = randomUUID()) {
    const all = {
      provider_id: this.providerId,
      state: 'active',
      published: false,
      title: 'Conformance',
      price_on_request: false,
      address_released: false,
      shared_generally: false,
      shared_with: [],
      not_shared_with: [],
      document: {},
      content_hash: hashOf(id),
      created_at: new Date().toISOString(),
      updated_at: new Date().toISOString(),
      keys: [{ kind: 'external', value: id }],
      ...data,
    };
    return this.record('properties', all, id);
  }

  /**
   * @param {string} propertyId
   * @param {Record<string, unknown>} [data]
   */
  attachment(propertyId, data = {}, id = randomUUID()) {
    const all = { property_id: propertyId, position: 1, name: 'plan.txt', ...data };
    return this.record('attachments', { ...all, updated_at: new Date().toISOString() }, id);
  }

  /**
   * Sends a batch.
   * @param {unknown[]} records
   * @param {Record<string, unknown>} [head]
   */
  push(records, head = {}) {
    return this.call('push', { ...this.sessionNow(), batchId: randomUUID(), remaining: 0, ...head, records });
  }

  /**
   * @param {unknown[]} records
   * @param {Record<string, unknown>} [head]
   */
  exchange(records, head = {}) {
    return this.call('exchange', { ...this.sessionNow(), central: null, remote: null, ...head, records });
  }

  /** Sends a batch in a new session and waits until it is integrated. @param {unknown[]} records */
  async store(records) {
    expectAnswer(await this.push(records, this.nextSession()));
    return this.integrated();
  }

  /** Waits until nothing waits. @param {{ retry?: boolean }} [options] */
  async integrated({ retry = false } = {}) {
    const giveUpAt = performance.now() + INTEGRATED_WITHIN_MS;
    for (let delay = 20, first = true; ; delay = Math.min(delay * 2, LONGEST_PAUSE_MS), first = false) {
      const status = expectAnswer(await this.call('status', { retry: retry && first }));
      if (status?.waiting === 0) return status;
      expectThat(status, { waiting: performance.now() > giveUpAt ? 0 : aCount });
      await pause(delay);
    }
  }

  /** All that this site owns, page by page, as its first run fetches it. @param {any} [cursor] */
  async pullOwn(cursor = null) {
    return this.pullAll('remote', true, cursor);
  }

  /**
   * @param {'central' | 'remote'} scope
   * @param {boolean} own
   * @param {any} cursor
   */
  async pullAll(scope, own, cursor = null) {
    const pages = [];
    let remaining = null;
    for (let next = cursor; pages.length < 10_000; ) {
      const page = expectAnswer(await this.call('pull', { scope, cursor: next, own, remaining }));
      pages.push(page);
      if (!(page?.remaining > 0)) break;
      remaining = page.remaining;
      next = page.cursor;
    }
    return { pages, records: pages.flatMap((page) => page?.records ?? []), cursor: pages.at(-1)?.cursor };
  }

  /** The newest of every own record by id; deletions apart. */
  async ownById() {
    const { records } = await this.pullOwn();
    const found = new Map();
    for (const record of records) {
      if (record.action === 'upsert') found.set(record.id, record);
      else found.delete(record.id);
    }
    return found;
  }

  /** Takes back what was written. @param {Iterable<string>} [ids] */
  async remove(ids = [...this.written.keys()]) {
    const records = [...ids].map((id) => this.record(this.written.get(id) ?? 'contacts', null, id));
    this.nextSession();
    for (let start = 0; start < records.length; start += 500) {
      const batch = records.slice(start, start + 500);
      expectAnswer(await this.push(batch, { remaining: Math.max(0, records.length - start - 500) }));
    }
    return this.integrated();
  }
}

/** @param {string | Buffer} bytes */
export const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');
