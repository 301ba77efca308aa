import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import postgres from 'postgres';
import type { Role } from '@/lib/users/role';
import type { StartedProduct } from '../support/product';
import { ask, type Caller, postForm, signInByRoute } from './call';
import { readBuiltActions } from './read-build';

/** `disabled`, `ended`: a session that was good until just now; `foreign`: one of the other installation on this machine. */
export const SESSIONS = ['none', 'viewer', 'operator', 'admin', 'disabled', 'ended', 'foreign'] as const;
export type Session = (typeof SESSIONS)[number];

export interface ServerUnderTest {
  role: 'site' | 'central';
  sql: postgres.Sql;
  caller(session: Session): Caller;
  /** What `:interface` and the like, and the parts of addresses in brackets, stand for. */
  ids: Record<string, string>;
}

/** The product's two servers with people of every kind signed in, and something of everything to get at. */
export async function openServers(product: StartedProduct): Promise<ServerUnderTest[]> {
  const { port, password } = JSON.parse(await readFile(path.join(product.dataDir, 'postgres.json'), 'utf8')) as {
    port: number;
    password: string;
  };
  const open = (role: 'site' | 'central') =>
    postgres(`postgres://postgres:${password}@127.0.0.1:${port}/${role}`, { max: 2, onnotice: () => undefined });
  const [site, central] = [open('site'), open('central')];
  const foreign = {
    site: await signInByRoute(product.siteUrl, product.email, product.password),
    central: await signInByRoute(product.centralUrl, product.email, product.password),
  };
  return [
    await openServer('site', site, product.siteUrl, product, foreign.central.value),
    await openServer('central', central, product.centralUrl, product, foreign.site.value),
  ];
}

async function openServer(
  role: 'site' | 'central',
  sql: postgres.Sql,
  url: string,
  { email, password, cronSecret }: StartedProduct,
  foreignValue: string,
): Promise<ServerUnderTest> {
  const people: Record<string, string> = {};
  for (const [name, rank] of [
    ['viewer', 'viewer'],
    ['operator', 'operator'],
    ['disabled', 'admin'],
    ['ended', 'admin'],
  ] as const) {
    people[name] = await insertUser(sql, name, rank, email);
  }
  const cookies: Record<string, string> = { none: '' };
  for (const name of ['viewer', 'operator', 'admin', 'disabled', 'ended']) {
    const cookie = await signInByRoute(url, name === 'admin' ? email : `${name}@example.org`, password);
    cookies[name] = `${cookie.name}=${cookie.value}`;
    cookies.foreign = `${cookie.name}=${foreignValue}`;
  }
  await sql`update users set disabled_at = now() where id = ${people.disabled ?? ''}`;
  await sql`update users set session_epoch = session_epoch + 1 where id = ${people.ended ?? ''}`;
  const caller = (session: Session): Caller => ({ url, cookie: cookies[session] ?? '' });
  const stock = role === 'site' ? await fillSite(sql, caller('admin'), cronSecret) : await fillCentral(sql);
  // Brings the list of properties up to date with what was imported, as the executor does elsewhere.
  for (let time = 0; time < 3; time++) await ask(caller('admin'), '/');
  return { role, sql, caller, ids: idsOf({ ...people, ...stock }) };
}

/** With the admin's password, so that the tests need no other. */
async function insertUser(sql: postgres.Sql, name: string, role: Role, likeEmail: string): Promise<string> {
  const id = randomUUID();
  await sql`insert into users (id, email, name, password_hash, role)
    select ${id}, ${`${name}@example.org`}, ${name}, password_hash, ${role} from users where email = ${likeEmail}`;
  return id;
}

/** Imports the demo's deliveries, as a person would, and adds a token. */
async function fillSite(sql: postgres.Sql, admin: Caller, cronSecret: string): Promise<Record<string, string>> {
  const first = async (text: string) => {
    const [row] = await sql.unsafe<{ id: string }[]>(text);
    if (!row) throw new Error(`There is nothing to try at: ${text}`);
    return row.id;
  };
  const headers = { authorization: `Bearer ${cronSecret}` };
  const workOff = () => ask({ url: admin.url, cookie: '' }, '/api/cron/sync', { headers });
  // The first synchronisation, which brings the providers that the deliveries belong to.
  await workOff();
  const iface = await first(`select id from interfaces limit 1`);
  await ask(admin, `/interfaces/${iface}/deliveries`);
  const start = readBuiltActions().find(({ name }) => name === 'synchroniseAction');
  const pressed = await postForm(admin, `/interfaces/${iface}/deliveries`, start?.id ?? '', { interfaceId: iface });
  if (pressed.status !== 303 || pressed.location.includes('error=')) {
    throw new Error(`No run was started: ${pressed.status} ${pressed.location}`);
  }
  await workOff();
  const token = randomUUID();
  await sql`insert into api_tokens (id, name, scope, interface_id, token_hash, beginning)
    values (${token}, 'Makler 2000', 'deliver', ${iface}, ${'0'.repeat(64)}, 'esd_0000')`;
  return {
    interface: iface,
    token,
    delivery: await first('select id from deliveries limit 1'),
    import: await first('select id from imports limit 1'),
    run: await first('select id from runs limit 1'),
    property: await first(`select id from properties where state = 'active' limit 1`),
    provider: await first('select id from providers limit 1'),
    attachment: await first('select id from attachments limit 1'),
  };
}

async function fillCentral(sql: postgres.Sql): Promise<Record<string, string>> {
  const group = randomUUID();
  await sql`insert into sharing_groups (id, name) values (${group}, 'North')`;
  const [site] = await sql`select id from sites limit 1`;
  const [provider] = await sql`select id from providers limit 1`;
  return { group, site: String(site?.id), provider: String(provider?.id) };
}

const KINDS = 'interface delivery import run property provider attachment token group site parked user'.split(' ');

/** What there is none of has an id that nothing has. */
function idsOf(found: Record<string, string>): Record<string, string> {
  const known = { user: found.viewer ?? '', ...found };
  const all: Record<string, string> = { ...known };
  for (const kind of KINDS) {
    const id = all[kind] || (kind === 'site' ? '4711' : randomUUID());
    all[kind] = id;
    all[`${kind}Id`] = id;
  }
  return { ...all, topic: 'sync', code: 'forbidden', name: 'delivery.zip', nextauth: 'session' };
}

/** `/history/[runId]` with the ids of what is there. */
export const pathOf = (address: string, { ids }: ServerUnderTest): string =>
  address.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => ids[name] ?? 'none');

export const fieldsOf = (fields: Record<string, string>, { ids }: ServerUnderTest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value.replace(/^:(\w+)$/, (_, kind: string) => ids[kind] ?? ''),
    ]),
  );

/**
 * A fingerprint of each table, to see that nothing was done. Left out are what tells of tries (the audit log, failed sign-ins),
 * when the server last did its housework, and what follows the properties behind (the tables of their list).
 */
export async function readTables({ sql }: ServerUnderTest): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('audit_log', 'login_attempts')
      and table_name not like 'listed%'`;
  const parts = tables.map(
    ({ name }) =>
      `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from "${name}" t` +
      (name === 'settings' ? ` where t.key not like 'house%'` : ''),
  );
  const rows = await sql.unsafe<{ name: string; sum: string }[]>(parts.join(' union all '));
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
}
