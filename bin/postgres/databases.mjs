import { createHash } from 'node:crypto';

const owner = 'estate';

/**
 * Creates the databases that are missing, owned by an account that is no superuser, as on a hosted Postgres.
 * @template {string} Name
 * @param {string} adminUrl
 * @param {Name[]} names plain words
 * @returns {Promise<Record<Name, string>>} the URL of each
 */
export async function ensureDatabases(adminUrl, names) {
  const { default: postgres } = await import('postgres');
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  const password = createHash('sha256')
    .update(`${owner} ${new URL(adminUrl).password}`)
    .digest('hex');
  try {
    const [role] = await sql`select 1 from pg_roles where rolname = ${owner}`;
    if (!role) await sql.unsafe(`create role ${owner} login password '${password}'`);
    for (const name of names) {
      const [database] = await sql`select 1 from pg_database where datname = ${name}`;
      if (!database) await sql.unsafe(`create database ${name} owner ${owner}`);
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
  const urls = names.map((name) => {
    const url = new URL(adminUrl);
    url.username = owner;
    url.password = password;
    url.pathname = `/${name}`;
    return [name, url.toString()];
  });
  return Object.fromEntries(urls);
}
