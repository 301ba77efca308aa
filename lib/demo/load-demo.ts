import 'server-only';
import { access, mkdir, rename, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../db/client';
import { interfaces } from '../db/schema/interfaces';
import { providers } from '../db/schema/providers';
import { createInterface } from '../interfaces/create';
import { DEFAULT_RULES } from '../interfaces/input';
import { createDemoDeliveries } from './deliveries';
import { NORD, SUED } from './providers';

export interface LoadDemoInput {
  siteDb: Db;
  centralDb: Db;
  /** The site's delivery root; the demo's files go to `demo` below it. */
  deliveriesDir: string;
  now?: Date;
}

const FOLDER = 'demo';

/** Two providers on the central server, an interface "Demo" on the site, and its deliveries. Again: nothing is doubled. */
export async function loadDemo({ siteDb, centralDb, deliveriesDir, now = new Date() }: LoadDemoInput): Promise<void> {
  await addProviders(centralDb);
  await writeDeliveries(path.join(deliveriesDir, FOLDER), now);
  await addInterface(siteDb);
}

async function addProviders(centralDb: Db): Promise<void> {
  const rows = [NORD, SUED].map((provider) => ({ id: uuidv7(), ...provider }));
  await centralDb.insert(providers).values(rows).onConflictDoNothing();
}

async function writeDeliveries(folder: string, now: Date): Promise<void> {
  for (const delivery of createDemoDeliveries(now)) {
    if (await exists(path.join(folder, delivery.path))) continue;
    for (const file of await delivery.build())
      await writeAt(path.join(folder, file.path), file.bytes, delivery.modifiedAt);
  }
}

/** Whole or not at all: a file of that name is complete and has its time. */
async function writeAt(target: string, bytes: Buffer, modifiedAt: Date): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const temporary = `${target}.part`;
  await writeFile(temporary, bytes);
  await utimes(temporary, modifiedAt, modifiedAt);
  await rename(temporary, target);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function addInterface(siteDb: Db): Promise<void> {
  const [known] = await siteDb.select({ id: interfaces.id }).from(interfaces).where(eq(interfaces.name, 'Demo'));
  if (known) return;
  await createInterface(siteDb, {
    name: 'Demo',
    source: { kind: 'directory', path: FOLDER },
    providerIds: [],
    intervalMinutes: null,
    ...DEFAULT_RULES,
  });
}
