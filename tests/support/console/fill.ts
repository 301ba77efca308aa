import { createHash, randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import type { Console } from './console';

/** What the pages' addresses are made of. */
export interface ConsoleIds {
  interfaceId: string;
  uploadInterfaceId: string;
  importId: string;
  heldImportId: string;
  previewImportId: string;
  runId: string;
  interfaceRunId: string;
  propertyId: string;
  trashedPropertyId: string;
  providerId: string;
  siteId: number;
  otherSiteId: number;
  groupId: string;
  centralPropertyId: string;
  userId: string;
  tokenId: string;
  /** The token of an open invitation. */
  invitation: string;
}

const INVOICE = 'rechnung.xml';
const WITH_WARNINGS = 'nord-immobilien/mit-warnungen.zip';
const HELD = 'nord-immobilien/bestand-unvollstaendig.zip';
const PREVIEWED = 'sued-makler/einzelobjekt.xml';

/** Everything a lived-in installation has: imports of every kind, a held plan, a preview, a trash, people, sites, a group. */
export async function fillConsole({ site, central, runWhatIsDue }: Console): Promise<ConsoleIds> {
  await addPeople(site);
  await runWhatIsDue();
  // From here on nothing is due by itself.
  await site`update settings set value = jsonb_set(value, '{intervalMinutes}', 'null') where key = 'synchronisation'`;
  const interfaceId = await one<string>(site`select id as value from interfaces where name = 'Demo'`);
  await queueRun(site, interfaceId, {});
  await runWhatIsDue();
  await queueRun(site, 'central', {});
  await runWhatIsDue();
  const previewed = await deliveryAt(site, PREVIEWED);
  await queueRun(site, interfaceId, { deliveryIds: [previewed], preview: true });
  await runWhatIsDue();
  await site`update deliveries set state = 'new', last_import_id = null, last_synchronised_at = null, last_user_id = null
    where path = ${INVOICE}`;
  // The run that a state adds was asked for nine seconds ago: it is later than these, however quick this machine is.
  await site`update runs set queued_at = queued_at - interval '1 minute', started_at = started_at - interval '1 minute',
    finished_at = finished_at - interval '1 minute'`;
  const uploadInterfaceId = await addUploads(site, interfaceId);
  await addParked(site, interfaceId);
  const centralIds = await addSites(central);
  return {
    interfaceId,
    uploadInterfaceId,
    importId: await importOf(site, WITH_WARNINGS, 'warnings'),
    heldImportId: await importOf(site, HELD, 'held'),
    previewImportId: await importOf(site, PREVIEWED, 'previewed'),
    runId: await one(site`select id as value from runs where target = 'central' order by queued_at limit 1`),
    interfaceRunId: await one(
      site`select id as value from runs where target = ${interfaceId} order by queued_at limit 1`,
    ),
    propertyId: await one(site`select property_id as value from field_origins order by at desc, property_id limit 1`),
    trashedPropertyId: await one(site`select id as value from properties where state <> 'active' order by id limit 1`),
    userId: await one(site`select id as value from users where email = 'operator@example.org'`),
    tokenId: await one(site`select id as value from api_tokens where interface_id = ${uploadInterfaceId}`),
    invitation: await addInvitation(site),
    ...centralIds,
  };
}

/** Everybody has the admin's password. */
async function addPeople(sql: Sql): Promise<void> {
  await sql`insert into users (id, email, name, password_hash, role, disabled_at)
    select gen_random_uuid(), person.email, person.name, admin.password_hash, person.role::user_role, person.disabled_at
    from (values ('viewer@example.org', 'Vera Viewer', 'viewer', null::timestamptz),
      ('operator@example.org', 'Otto Operator', 'operator', null), ('left@example.org', 'Lea Left', 'admin', now()))
      as person (email, name, role, disabled_at),
    (select password_hash from users where email = 'admin@example.org') as admin`;
}

/** Somebody who has not set a password yet; the link's token. */
async function addInvitation(sql: Sql): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const userId = await one<string>(sql`insert into users (id, email, name, role)
    values (gen_random_uuid(), 'new@example.org', 'Nora New', 'operator') returning id as value`);
  await sql`insert into user_links (id, user_id, kind, token_hash, expires_at)
    values (gen_random_uuid(), ${userId}, 'invite', ${hash(token)}, now() + interval '7 days')`;
  return token;
}

export async function queueRun(sql: Sql, target: string, params: Record<string, unknown>): Promise<string> {
  return one(sql`insert into runs (id, target, trigger, user_id, state, params, counts)
    select gen_random_uuid(), ${target}, 'user', id, 'queued', ${sql.json(params as never)}, '{}'
    from users where email = 'admin@example.org' returning id as value`);
}

/** An interface that takes uploads, with a token and without a delivery. */
async function addUploads(sql: Sql, like: string): Promise<string> {
  const id = await one<string>(sql`insert into interfaces (id, name, type, source, rules)
    select gen_random_uuid(), 'Uploads', type, '{"kind":"upload"}', rules from interfaces where id = ${like}
    returning id as value`);
  await sql`insert into api_tokens (id, name, scope, interface_id, token_hash, beginning, created_by)
    select gen_random_uuid(), 'Export of Nord', 'deliver', ${id}, repeat('0', 64), 'es_deliv', users.id
    from users where email = 'admin@example.org'`;
  return id;
}

async function addParked(sql: Sql, interfaceId: string): Promise<void> {
  await sql`insert into parked_providers (id, interface_id, number, openimmo_anid, name, path, records)
    values (gen_random_uuid(), ${interfaceId}, '4711', 'OSTANID', 'Ost Immobilien', 'ost/bestand.zip', 12)`;
}

/** Beside the site that is connected: one that never called, one that is silent, one that is shut out, and a group. */
async function addSites(sql: Sql) {
  const siteId = await one<number>(sql`select id as value from sites order by id limit 1`);
  await sql`insert into sites (name, domain, token_hash, last_contact_at, last_success_at, disabled_at, pending) values
    ('Rostock', null, 'rostock', null, null, null, 0),
    ('Lübeck', 'luebeck.example', 'luebeck', now() - interval '3 days', now() - interval '3 days', null, 12),
    ('Bremen', null, 'bremen', now() - interval '9 days', now() - interval '9 days', now(), 0)`;
  const otherSiteId = await one<number>(sql`select id as value from sites where name = 'Lübeck'`);
  const groupId = await one<string>(
    sql`insert into sharing_groups (id, name) values (gen_random_uuid(), 'North coast') returning id as value`,
  );
  await sql`insert into sharing_group_sites (id, group_id, site_id, site_name, site_domain)
    select gen_random_uuid(), ${groupId}, id, name, domain from sites where id in (${siteId}, ${otherSiteId})`;
  return {
    siteId,
    otherSiteId,
    groupId,
    providerId: await one<string>(sql`select id as value from providers order by name limit 1`),
    centralPropertyId: await one<string>(sql`select id as value from properties order by id limit 1`),
  };
}

const deliveryAt = (sql: Sql, path: string): Promise<string> =>
  one(sql`select id as value from deliveries where path = ${path}`);

const importOf = (sql: Sql, path: string, state: string): Promise<string> =>
  one(sql`select id as value from imports where path = ${path} and state = ${state} order by started_at limit 1`);

async function one<T>(query: PromiseLike<readonly { value?: unknown }[]>): Promise<T> {
  const [row] = await query;
  if (row?.value === undefined) throw new Error('the console was filled with less than its pages need');
  return row.value as T;
}

/** As lib/users/links/token.ts keeps it. */
const hash = (token: string): string => createHash('sha256').update(token).digest('hex');
