import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/audit/actor';
import { audit } from '@/lib/audit/append';
import { type AuditFilter, listAudit } from '@/lib/audit/list';
import { listAuditActors } from '@/lib/audit/list-actors';
import { auditRefusal } from '@/lib/audit/refuse';
import { createUser } from '@/lib/users/create';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertProvider } from '../../support/records';

let database: TestDatabase;
let ada: string;
let providerId: string;
/** Did something, and is no user any more. */
const gone = uuidv7();

const user = (id: string): Actor => ({ kind: 'user', id });

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  ada = (await createUser(db, { email: 'ada@example.org', password: 'a long password 1', role: 'admin' })).id;
  providerId = await insertProvider(db, { number: 'A-1', name: 'Hafen 100% Immobilien' });
  await audit(db, { actor: user(ada), action: 'history.keep', details: { days: '90' } });
  await audit(db, { actor: user(gone), action: 'sync.start' });
  await audit(db, { actor: { kind: 'token' }, action: 'delivery.upload', details: { token: 'Makler 2000' } });
  await audit(db, { actor: { kind: 'system' }, action: 'user.reset-password' });
  await auditRefusal(db, { actor: { kind: 'nobody' }, action: 'cron.call', reason: 'token-refused' });
  await auditRefusal(db, {
    actor: user(ada),
    action: 'provider.update',
    subject: providerId,
    details: { path: '/x_y' },
    reason: 'cross-site',
  });
});
afterAll(() => database.close());

const actions = async (filter: AuditFilter) => (await listAudit(database.db, filter)).rows.map(({ action }) => action);

describe('the audit log', () => {
  it('is newest first, with who it was, as far as there is such a user, and what it is about', async () => {
    const { rows } = await listAudit(database.db, {});
    expect(rows[0]).toMatchObject({
      action: 'provider.update',
      actorName: 'ada',
      allowed: false,
      about: { kind: 'provider', id: providerId, name: 'Hafen 100% Immobilien' },
      details: { reason: 'cross-site' },
    });
    expect(rows.find(({ actorId }) => actorId === gone)).toMatchObject({ actorKind: 'user', actorName: null });
    expect(rows).toHaveLength(6);
  });

  it('is filtered by a user, by one who is gone, and by those who are none', async () => {
    expect(await actions({ actor: user(ada) })).toEqual(['provider.update', 'history.keep']);
    expect(await actions({ actor: user(gone) })).toEqual(['sync.start']);
    expect(await actions({ actor: user(uuidv7()) })).toEqual([]);
    expect(await actions({ actor: { kind: 'system' } })).toEqual(['user.reset-password']);
    expect(await actions({ actor: { kind: 'nobody' } })).toEqual(['cron.call']);
    expect(await actions({ actor: { kind: 'token' } })).toEqual(['delivery.upload']);
    expect(await listAuditActors(database.db)).toEqual([
      { id: ada, name: 'ada' },
      { id: gone, name: null },
    ]);
  });

  it('is filtered by action and by what came of it', async () => {
    expect(await actions({ action: 'sync.start' })).toEqual(['sync.start']);
    expect(await actions({ allowed: false })).toEqual(['provider.update', 'cron.call']);
    expect(await actions({ allowed: true, actor: user(ada) })).toEqual(['history.keep']);
  });

  it('is searched by a part of the details, by an id, and by the name that the subject has now', async () => {
    expect(await actions({ search: 'makler' })).toEqual(['delivery.upload']);
    expect(await actions({ search: providerId })).toEqual(['provider.update']);
    expect(await actions({ search: '100% immo' })).toEqual(['provider.update']);
    expect(await actions({ search: 'x_y' })).toEqual(['provider.update']);
    expect(await actions({ search: 'xzy' })).toEqual([]);
  });

  it('pages by key, also under a filter, and shows the first page for a mangled place', async () => {
    const pages: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 10; page++) {
      const { rows, next } = await listAudit(database.db, {}, { size: 2, cursor });
      pages.push(...rows.map(({ action }) => action));
      if (next === null) break;
      cursor = next;
    }
    expect(pages).toEqual(await actions({}));
    const { next } = await listAudit(database.db, { actor: user(ada) }, { size: 1 });
    const second = await listAudit(database.db, { actor: user(ada) }, { size: 1, cursor: next ?? '' });
    expect(second.rows.map(({ action }) => action)).toEqual(['history.keep']);
    for (const place of [
      'x',
      Buffer.from('["now","1"]').toString('base64url'),
      Buffer.from('["2026-01-01T00:00:00Z","1;"]').toString('base64url'),
    ]) {
      expect((await listAudit(database.db, {}, { cursor: place })).rows).toHaveLength(6);
    }
  });

  it('is filtered by days as clocks in the site’s zone have them, first and last included', async () => {
    const { db } = database;
    for (const at of ['2020-03-01T22:30:00Z', '2020-03-01T23:30:00Z']) {
      await db.execute(sql`insert into audit_log (at, action, allowed) values (${at}, 'page.open', true)`);
    }
    const hours = async (filter: AuditFilter) =>
      (await listAudit(db, { ...filter, timeZone: 'Europe/Berlin' })).rows.map(({ at }) =>
        at.toISOString().slice(0, 13),
      );
    expect(await hours({ until: '2020-03-01' })).toEqual(['2020-03-01T22']);
    expect(await hours({ since: '2020-03-02', until: '2020-03-02' })).toEqual(['2020-03-01T23']);
  });

  it('keeps what it holds: nothing of it is changed, deleted or emptied', async () => {
    for (const statement of [
      sql`update audit_log set allowed = true`,
      sql`delete from audit_log`,
      sql`truncate audit_log`,
    ]) {
      await expect(database.db.execute(statement)).rejects.toMatchObject({
        cause: { message: 'audit_log is append-only' },
      });
    }
  });
});
