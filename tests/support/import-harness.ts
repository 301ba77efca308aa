import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import type { Db } from '@/lib/db/client';
import { createInterface } from '@/lib/interfaces/create';
import type { ImportPlaces } from '@/lib/interfaces/import-types';
import { createImportWork } from '@/lib/interfaces/import-work';
import { DEFAULT_RULES, type InterfaceInput } from '@/lib/interfaces/input';
import { type DeliveryRow, listDeliveries } from '@/lib/interfaces/list-deliveries';
import { scanInterface } from '@/lib/interfaces/scan';
import { type StartImportInput, startImport } from '@/lib/interfaces/start-import';
import { executeRun } from '@/lib/runs/execute';
import { getRun, type RunDetail } from '@/lib/runs/get';
import { claimRun } from '@/lib/runs/lease';
import type { RunContext, RunWork } from '@/lib/runs/run';
import { openStorage } from '@/lib/storage/storage';
import { createTestDatabase } from './database';
import { insertProvider } from './records';

export interface ImportHarness {
  db: Db;
  places: ImportPlaces;
  folder: string;
  interfaceId: string;
  /** The provider that the builders of tests/support/openimmo name. */
  providerId: string;
  addInterface(input: Partial<InterfaceInput> & { name: string }): Promise<string>;
  /** Puts a file into the source, that many minutes old. */
  deliver(name: string, content: string | Buffer, minutesAgo?: number): Promise<void>;
  /** Runs the interface to the end, in this process. */
  run(options?: RunOptions): Promise<RunDetail>;
  deliveries(): Promise<Map<string, DeliveryRow>>;
  close(): Promise<void>;
}

export interface RunOptions extends Partial<StartImportInput> {
  /** Only these files, by their paths. */
  paths?: string[];
  /** Stands between the engine and the work: to disturb it. */
  disturb?(context: RunContext, work: RunWork): ReturnType<RunWork['execute']>;
}

/** A fresh database, a source and a storage in a directory of their own, and one interface on them. */
export async function createImportHarness(rules: Partial<InterfaceInput> = {}): Promise<ImportHarness> {
  const database = await createTestDatabase();
  const { db } = database;
  const root = await mkdtemp(path.join(tmpdir(), 'import-'));
  const folder = path.join(root, 'deliveries', 'inbox');
  await mkdir(folder, { recursive: true });
  const places: ImportPlaces = {
    storage: openStorage(path.join(root, 'files')),
    deliveryRoots: [path.join(root, 'deliveries')],
  };
  const addInterface = async (input: Partial<InterfaceInput> & { name: string }) => {
    const defaults = {
      source: { kind: 'directory' as const, path: 'inbox' },
      providerIds: [],
      intervalMinutes: null,
      ...DEFAULT_RULES,
    };
    return (await createInterface(db, { ...defaults, ...input })).id;
  };
  const providerId = await insertProvider(db, { number: 'A-100', name: 'Hafen Immobilien' });
  const interfaceId = await addInterface({ name: 'Inbox', ...rules });
  const deliveries = async () => {
    const { rows } = await listDeliveries(db, interfaceId, { size: 500 });
    return new Map(rows.map((row) => [row.path, row]));
  };
  return {
    db,
    places,
    folder,
    interfaceId,
    providerId,
    addInterface,
    deliveries,
    deliver: async (name, content, minutesAgo = 10) => {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
      const at = new Date(Date.now() - minutesAgo * 60_000);
      await utimes(file, at, at);
    },
    run: async ({ paths, disturb, ...options } = {}) => {
      const input: StartImportInput = { interfaceId, ...options };
      if (paths) {
        await scanInterface(db, input.interfaceId, { deliveryRoots: places.deliveryRoots });
        const { rows } = await listDeliveries(db, input.interfaceId, { size: 500 });
        input.deliveryIds = rows.filter((row) => paths.includes(row.path)).map((row) => row.id);
      }
      await startImport(db, input);
      return executeClaimed(db, createImportWork(input.interfaceId, places), disturb);
    },
    close: async () => {
      await database.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Claims the run that is queued (or whose executor fell silent) and executes it. */
export async function executeClaimed(db: Db, work: RunWork, disturb?: RunOptions['disturb']): Promise<RunDetail> {
  const run = await claimRun(db, 'test');
  if (!run) throw new Error('no run is queued');
  const findWork = async (): Promise<RunWork> => {
    return disturb ? { steps: work.steps, execute: (context) => disturb(context, work) } : work;
  };
  await executeRun({ db, controlDb: db, run, findWork });
  const ended = await getRun(db, run.id);
  if (!ended) throw new Error('the run is gone');
  if (ended.error?.code === 'unexpected' && !disturb) throw new Error(ended.error.cause);
  return ended;
}

/** A lease that nobody renews: the next executor may take the run over at once. */
export async function expireLease(db: Db, runId: string): Promise<void> {
  await db.execute(sql`update runs set lease_until = now() - interval '1 second' where id = ${runId}`);
}

/** Everything that an import decides, without ids and times: equal texts are equal stocks. */
export async function describeEverything(db: Db): Promise<string[]> {
  const rows = await db.execute<{ line: string }>(sql`
    select concat_ws(' | ', 'property', p.obid, p.external_number, p.state, p.title, p.price, p.living_area, c.email,
      p.removed_at is not null, p.published) as line from properties p left join contacts c on c.id = p.contact_id
    union all select concat_ws(' | ', 'key', k.kind, k.value, p.title) from property_keys k join properties p on p.id = k.property_id
    union all select concat_ws(' | ', 'attachment', p.obid, a.position, a."group", a.title, a.name, a.file_sha256, a.url)
      from attachments a join properties p on p.id = a.property_id
    union all select concat_ws(' | ', 'contact', number, email, last_name) from contacts
    union all select concat_ws(' | ', 'file', sha256, size_bytes, media_type, stored_at is not null, trashed_at is not null)
      from stored_files
    union all select concat_ws(' | ', 'import', path, state, message_code, counts, scope) from imports
    union all select concat_ws(' | ', 'delivery', path, state, message_code) from deliveries
    union all select concat_ws(' | ', 'outcome', i.path, o.table_name, o.label, o.outcome, o.severity, o.code, o.params, o.line)
      from outcomes o left join imports i on i.id = o.import_id
    union all select concat_ws(' | ', 'plan', i.path, p.state, p.summary) from plans p join imports i on i.id = p.import_id
    order by 1`);
  return rows.map((row) => row.line);
}
