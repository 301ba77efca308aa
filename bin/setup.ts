// What has to be there before the first sign-in. Every part looks first whether it is done, so doing it again changes nothing.
import { readFile, writeFile } from 'node:fs/promises';
import { registerSite } from '@/lib/central/register-site';
import { type Db, openDatabase } from '@/lib/db/client';
import { loadDemo } from '@/lib/demo/load-demo';
import { readConnection, readInstallationId, readToken, saveConnection } from '@/lib/sync/settings';
import { createUser } from '@/lib/users/create';
import { hasAdmin } from '@/lib/users/has-admin';
import { generatePassword } from './generate-password';
import { answer, readInput } from './program-input';

interface Input {
  databases: { role: 'site' | 'central'; url: string }[];
  admin: { email: string; password: string | null };
  /** null: no central server is started beside the site. */
  centralUrl: string | null;
  demo: boolean;
  deliveriesDir: string;
  stateFile: string;
}

/** What the launcher did for this site, by which it tells its own settings from a person's. */
interface State {
  centralUrl?: string;
  demoLoadedFor?: string;
}

interface MadeAdmin {
  role: 'site' | 'central';
  email: string;
  password: string | null;
}

answer(async () => {
  const input = await readInput<Input>(() => {
    throw new Error('This is run by `npm start`, which gives it its input.');
  });
  const open = input.databases.map(({ role, url }) => ({ role, ...openDatabase(url, { max: 4 }) }));
  try {
    const admins = await createAdmins(open, input.admin);
    const done = admins.length > 0 ? ['admin created'] : [];
    const siteDb = open.find(({ role }) => role === 'site')?.db;
    const centralDb = open.find(({ role }) => role === 'central')?.db;
    if (siteDb && centralDb) done.push(...(await connect(siteDb, centralDb, input)));
    return { admins, done };
  } finally {
    await Promise.all(open.map((database) => database.close()));
  }
});

/** One admin for every server that has none; the same password for all that are made now. */
async function createAdmins(
  databases: { role: 'site' | 'central'; db: Db }[],
  { email, password }: Input['admin'],
): Promise<MadeAdmin[]> {
  const generated = generatePassword();
  const made: MadeAdmin[] = [];
  for (const { role, db } of databases) {
    if (await hasAdmin(db)) continue;
    await createUser(db, { email, password: password ?? generated, role: 'admin', language: null });
    made.push({ role, email, password: password === null ? generated : null });
  }
  return made;
}

async function connect(siteDb: Db, centralDb: Db, input: Input): Promise<string[]> {
  const state = await readState(input.stateFile);
  const done: string[] = [];
  if (input.centralUrl !== null && (await connectSite(siteDb, centralDb, input, input.centralUrl, state))) {
    done.push('site registered at the central server');
    await writeState(input.stateFile, { ...state, centralUrl: input.centralUrl });
  }
  const installation = await readInstallationId(siteDb);
  if (input.demo && state.demoLoadedFor !== installation) {
    await loadDemo({ siteDb, centralDb, deliveriesDir: input.deliveriesDir });
    done.push('demo data loaded');
    await writeState(input.stateFile, { ...(await readState(input.stateFile)), demoLoadedFor: installation });
  }
  return done;
}

/** Registers the site, or follows the central server to another port. An address that a person entered is left alone. */
async function connectSite(siteDb: Db, centralDb: Db, { demo }: Input, url: string, state: State): Promise<boolean> {
  const connection = await readConnection(siteDb);
  if (connection) {
    if (connection.url === url || connection.url !== state.centralUrl) return false;
    const token = await readToken(siteDb);
    if (token === null) return false;
    await saveConnection(siteDb, { url, siteName: connection.siteName, token });
    return true;
  }
  // In one transaction: a registration whose token could not be kept would only be in the way.
  await centralDb.transaction(async (tx) => {
    const siteName = demo ? 'Hamburg office' : 'Site 1';
    const { token } = await registerSite(tx, { name: siteName });
    await saveConnection(siteDb, { url, siteName, token });
  });
  return true;
}

async function readState(file: string): Promise<State> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as State;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

async function writeState(file: string, state: State): Promise<void> {
  await writeFile(file, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
}
