import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listAudit } from '@/lib/audit/list';
import { auditRefusal, MOST_REFUSALS_A_MINUTE, type Refusal } from '@/lib/audit/refuse';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
/** What is to be done when the minute is over. */
let due: (() => void)[];
let now: number;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  due = [];
  // The shares of the process are by minute: each test has one of its own; the database's minute is emptied.
  now = (now ?? Date.now()) + 60_000;
  await database.db.execute(sql`alter table audit_log disable trigger user`);
  await database.db.execute(sql`delete from audit_log`);
  await database.db.execute(sql`alter table audit_log enable trigger user`);
});

const TRY: Refusal = { actor: { kind: 'nobody' }, action: 'cron.call', reason: 'token-refused' };
const refuse = (refusal: Refusal = TRY) =>
  auditRefusal(database.db, refusal, { now: () => now, later: (work) => void due.push(work) });
const rows = async () => (await listAudit(database.db, {}, { size: 1_000 })).rows;
const countOf = async (action: string) => (await rows()).filter((row) => row.action === action).length;

describe('refused tries', () => {
  it('of one kind fill no more than so many rows a minute; the others are counted', async () => {
    for (let time = 0; time < MOST_REFUSALS_A_MINUTE + 30; time++) await refuse();
    expect(await countOf('cron.call')).toBe(MOST_REFUSALS_A_MINUTE);
    expect(due).toHaveLength(1);
    for (const work of due) work();
    await expect.poll(() => countOf('audit.leave-out')).toBe(1);
    expect((await rows())[0]).toMatchObject({
      actorKind: 'system',
      allowed: true,
      details: { action: 'cron.call', by: 'nobody', count: 30 },
    });
  });

  it('are bounded for all processes together', async () => {
    const insert = sql`insert into audit_log (actor_kind, action, allowed) select 'nobody', 'cron.call', false from generate_series(1, 19)`;
    await database.db.execute(insert);
    await refuse();
    await refuse();
    expect(await countOf('cron.call')).toBe(MOST_REFUSALS_A_MINUTE);
    expect(due).toHaveLength(1);
  });

  it('of somebody who is not signed in hide nothing of what a user tried, or of another kind', async () => {
    for (let time = 0; time < MOST_REFUSALS_A_MINUTE + 5; time++) await refuse();
    const id = '0193b5c4-6b6e-7a31-8f55-0123456789ab';
    await refuse({ ...TRY, actor: { kind: 'user', id } });
    await refuse({ ...TRY, action: 'site.call' });
    expect((await rows()).slice(0, 2).map(({ action, actorId }) => [action, actorId])).toEqual([
      ['site.call', null],
      ['cron.call', id],
    ]);
  });

  it('begin anew with the next minute', async () => {
    for (let time = 0; time < MOST_REFUSALS_A_MINUTE + 5; time++) await refuse();
    await database.db.execute(sql`alter table audit_log disable trigger user`);
    await database.db.execute(sql`update audit_log set at = at - interval '1 minute'`);
    await database.db.execute(sql`alter table audit_log enable trigger user`);
    now += 60_000;
    await refuse();
    expect(await countOf('cron.call')).toBe(MOST_REFUSALS_A_MINUTE + 1);
  });

  it('stay refusals when the log cannot be written', async () => {
    await expect(refuse({ ...TRY, subject: 'no \0 text' })).resolves.toBeUndefined();
  });
});
