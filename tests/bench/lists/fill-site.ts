import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { encodeSession } from '@/lib/auth/token';
import type { Db } from '@/lib/db/client';
import { interfaces } from '@/lib/db/schema/interfaces';
import { DEFAULT_RULES } from '@/lib/interfaces/input';
import { scanInterface } from '@/lib/interfaces/scan';
import { createUser } from '@/lib/users/create';
import { fillProperties, idOf, type PropertyFill } from './fill-properties';

export interface SiteFill extends PropertyFill {
  /** Files in the first interface's directory, each imported once. */
  deliveries: number;
  /** Half of them of one import, the others spread over all. */
  outcomes: number;
  planEntries: number;
  audit: number;
  users: number;
  tokens: number;
  /** Stored files of the first interface; as many unused and in the trash, whatever the size. */
  files: number;
}

export const UNUSED_FILES = 40;

/** Sixty deliveries each. */
export const agenciesOf = (deliveries: number) => Math.ceil(deliveries / 60);

export interface FilledSite {
  /** Of an admin's session. */
  cookie: string;
  deliveryRoot: string;
  listedPerSecond: number;
}

/** A site that works alone and is of this size. */
export async function fillSite(db: Db, fill: SiteFill, directory: string): Promise<FilledSite> {
  const deliveryRoot = await makeDeliveries(directory, fill.deliveries);
  for (let n = 1; n <= fill.interfaces; n++) {
    await db.insert(interfaces).values({
      id: idOf('interface', n),
      name: `Interface ${n}`,
      type: 'openimmo',
      source: n === 1 ? { kind: 'directory', path: '' } : { kind: 'upload' },
      rules: { ...DEFAULT_RULES, heartbeatDays: 30 },
    });
  }
  const listedPerSecond = await fillProperties(db, fill);
  await scanInterface(db, idOf('interface', 1), { deliveryRoots: [deliveryRoot], now: new Date(Date.now() + 60_000) });
  await fillImports(db, fill);
  await fillRest(db, fill);
  await fillFiles(db, fill);
  const cookie = await fillUsers(db, fill.users);
  // As autovacuum leaves it after a while.
  await db.execute(sql`vacuum analyze`);
  return { cookie, deliveryRoot, listedPerSecond };
}

async function makeDeliveries(directory: string, count: number): Promise<string> {
  const root = path.join(directory, `deliveries-${count}`);
  await mkdir(root, { recursive: true });
  for (let n = 1; n <= count; n++) {
    const file = await open(
      path.join(root, `export-${String(n).padStart(6, '0')}-agency${n % agenciesOf(count)}.zip`),
      'a',
    );
    await file.close();
  }
  return root;
}

async function fillImports(db: Db, { deliveries, outcomes }: SiteFill): Promise<void> {
  await db.execute(sql`
    create temporary table numbered as
    select id, path, modified_at, row_number() over (order by path)::int as n from deliveries`);
  const at = sql.raw(`(now() - (${deliveries} - n) * interval '20 minutes')`);
  await db.execute(sql`
    insert into runs (id, target, trigger, state, params, queued_at, started_at, finished_at, counts)
    select gen_random_uuid(), ${idOf('interface', 1)}, (case when n % 3 = 0 then 'user' else 'schedule' end)::run_trigger,
      (case when n % 16 = 1 then 'failed' when n % 5 = 0 then 'problems' else 'done' end)::run_state, '{}', ${at}, ${at},
      ${at} + interval '20 seconds', '{"created": 2, "unchanged": 8, "deliveries": 1}'
    from numbered`);
  await db.execute(sql`
    insert into runs (id, target, trigger, state, params, queued_at, started_at, finished_at, counts)
    select gen_random_uuid(), 'central', 'schedule', 'done', '{}', ${at} + interval '1 minute', ${at}, ${at}, '{"sent": 3}' from numbered`);
  await db.execute(sql`
    insert into imports (id, run_id, interface_id, delivery_id, path, sha256, size_bytes, modified_at, state, scope, counts, started_at, finished_at)
    select ('60000000-0000-4000-8000-' || lpad(i.n::text, 12, '0'))::uuid, r.id, ${idOf('interface', 1)}, i.id, i.path, md5(i.path), 10,
      i.modified_at, (case when i.n % 15 = 0 then 'error' when i.n % 10 = 0 then 'warnings' else 'done' end)::import_state, 'full',
      '{"created": 2}', r.started_at, r.finished_at
    from numbered i join (
      select *, row_number() over (order by queued_at)::int as n from runs where target = ${idOf('interface', 1)}) r on r.n = i.n`);
  await db.execute(sql`
    update deliveries d set state = (case when i.state = 'done' then 'done' when i.state = 'error' then 'error' else 'warnings' end)::delivery_state,
      last_import_id = i.id, last_synchronised_at = i.finished_at, last_trigger = 'schedule'
    from imports i where i.delivery_id = d.id`);
  // Something waits as well.
  await db.execute(
    sql`update deliveries set state = 'new', last_import_id = null where id in (select id from numbered where n % 1000 < 60)`,
  );
  await db.execute(sql`
    insert into outcomes (run_id, import_id, table_name, record_id, label, outcome, severity, code, line, changes)
    select i.run_id, i.id, 'properties', ('30000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Wohnung Nr. ' || n,
      (case when n % 4 = 0 then 'created' when n % 7 = 0 then 'updated' else 'unchanged' end)::outcome_kind,
      (case when n % 10 = 0 then 'warning' when n % 12 = 2 then 'error' else 'note' end)::severity,
      case when n % 10 = 0 then 'R-number' when n % 12 = 2 then 'R-no-key' when n % 3 = 0 then 'R-field-unknown' end, n,
      case when n % 7 = 0 then '{"price": [1, 2]}'::jsonb end
    from generate_series(1, ${outcomes}::int) n
    join imports i on i.id = ('60000000-0000-4000-8000-' || lpad(
      (case when n % 2 = 0 then ${deliveries} else 1 + n % ${deliveries} end)::text, 12, '0'))::uuid`);
  await db.execute(sql`drop table numbered`);
}

async function fillRest(db: Db, fill: SiteFill): Promise<void> {
  const { deliveries, planEntries, audit, tokens, providers, interfaces: count } = fill;
  await db.execute(sql`
    insert into plans (id, import_id, interface_id, provider_id, hash, summary, state, created_at)
    select gen_random_uuid(), i.id, i.interface_id, ('20000000-0000-4000-8000-' || lpad((1 + abs(hashtext(i.path)) % ${providers})::text, 12, '0'))::uuid,
      'hash', '{"created": 2}', 'applied', i.started_at
    from imports i where i.id <> ${idOf('import', deliveries)}`);
  await db.execute(sql`
    insert into plans (id, import_id, interface_id, provider_id, hash, summary, state)
    values (${idOf('plan', 1)}, ${idOf('import', deliveries)}, ${idOf('interface', 1)}, ${idOf('provider', 1)}, 'hash', '{"created": 1}', 'held')`);
  await db.execute(sql`
    insert into plan_entries (plan_id, position, kind, seq, label)
    select ${idOf('plan', 1)}, n, case when n % 15 = 0 then 'removed' when n % 3 = 0 then 'updated' else 'created' end, n, 'Wohnung ' || n
    from generate_series(1, ${planEntries}::int) n`);
  await db.execute(sql`
    insert into audit_log (at, action, subject, details, allowed, actor_kind)
    select now() - (${audit} - n) * interval '1 minute', case when n % 3 = 0 then 'sync.start' else 'run.cancel' end, 'subject ' || n,
      jsonb_build_object('n', n), n % 15 > 0, 'system'
    from generate_series(1, ${audit}::int) n`);
  await db.execute(sql`
    insert into api_tokens (id, name, scope, interface_id, token_hash, beginning, created_at)
    select gen_random_uuid(), 'Token ' || n, 'deliver', ('10000000-0000-4000-8000-' || lpad((1 + n % ${count})::text, 12, '0'))::uuid,
      md5(n::text), 'es_' || n, now() - n * interval '1 hour'
    from generate_series(1, ${tokens}::int) n`);
}

async function fillFiles(db: Db, { files }: SiteFill): Promise<void> {
  const sha = sql.raw(`encode(sha256(('file' || n)::bytea), 'hex')`);
  await db.execute(sql`
    insert into stored_files (sha256, size_bytes, media_type, stored_at, trashed_at)
    select ${sha}, 50000, 'image/jpeg', now(), case when n > ${files - UNUSED_FILES} then now() - n * interval '1 second' end
    from generate_series(1, ${files}::int) n`);
  await db.execute(sql`
    insert into file_origins (sha256, interface_id, property_id, name, import_id)
    select ${sha}, ${idOf('interface', 1)}, ('30000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'bild' || n || '.jpg', ${idOf('import', 1)}
    from generate_series(1, ${files}::int) n`);
  await db.execute(sql`
    insert into attachments (id, property_id, position, "group", name, file_sha256)
    select gen_random_uuid(), ('30000000-0000-4000-8000-' || lpad((2 + (n - n % 50) )::text, 12, '0'))::uuid, 2, 'BILD', 'bild.jpg', ${sha}
    from generate_series(1, ${files - 2 * UNUSED_FILES}::int) n`);
}

async function fillUsers(db: Db, count: number): Promise<string> {
  const admin = { email: 'bench@example.org', password: 'a long password of the benchmarks', role: 'admin' as const };
  const { id } = await createUser(db, { ...admin, language: 'en' });
  await db.execute(sql`
    insert into users (id, email, name, role, password_hash)
    select gen_random_uuid(), 'user' || n || '@example.org', 'User ' || md5(n::text), 'viewer', 'none' from generate_series(1, ${count}::int) n`);
  const token = await encodeSession({ sub: id, epoch: 0, signedInAt: Math.floor(Date.now() / 1000) });
  return `${sessionCookieName()}=${token}`;
}
