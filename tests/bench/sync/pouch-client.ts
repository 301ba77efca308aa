import { createRequire } from 'node:module';

/** The peer's site: PouchDB over leveldb, in a process of its own, which does one thing after the other. */
export type PouchCommand =
  | { do: 'fill'; store: string; records: number }
  | { do: 'change'; store: string; records: number; among: number; round: number }
  | { do: 'push' | 'pull' | 'both'; store: string; url: string }
  | { do: 'destroy'; store: string };

/** How long it took, and how many documents travelled. */
export interface PouchAnswer {
  ms: number;
  documents: number;
  error?: string;
}

interface Replicated {
  docs_written: number;
  doc_write_failures: number;
}
interface Store {
  bulkDocs(documents: object[]): Promise<unknown[]>;
  get(id: string): Promise<object>;
  replicate: {
    to(url: string, options: object): Promise<Replicated>;
    from(url: string, options: object): Promise<Replicated>;
  };
  destroy(): Promise<unknown>;
}

const require = createRequire(import.meta.url);
const PouchDB = require('pouchdb');
process.on('disconnect', () => process.exit());
const [directory = '.'] = process.argv.slice(2);
const stores = new Map<string, Store>();
/** As many as ours; the peer's own default is 100, which is slower. */
const BATCH = { batch_size: 1_000, batches_limit: 2 };

function open(name: string): Store {
  const store: Store = stores.get(name) ?? new PouchDB(`${directory}/${name}`);
  stores.set(name, store);
  return store;
}

async function work(command: PouchCommand): Promise<number> {
  const store = open(command.store);
  switch (command.do) {
    case 'fill':
      return fill(store, command.records);
    case 'change':
      return change(store, command);
    case 'push':
      return (await store.replicate.to(command.url, BATCH)).docs_written;
    case 'pull':
      return (await store.replicate.from(command.url, BATCH)).docs_written;
    case 'both': {
      const sent = await store.replicate.to(command.url, BATCH);
      return sent.docs_written + (await store.replicate.from(command.url, BATCH)).docs_written;
    }
    case 'destroy':
      stores.delete(command.store);
      await store.destroy();
      return 0;
  }
}

const idOf = (n: number) => `P-${String(n).padStart(8, '0')}`;
const PART = 5_000;

async function fill(store: Store, records: number): Promise<number> {
  for (let from = 1; from <= records; from += PART) {
    const documents = Array.from({ length: Math.min(PART, records - from + 1) }, (_, index) =>
      toDocument(from + index),
    );
    await store.bulkDocs(documents);
  }
  return records;
}

/** About 1 KB, like the properties of stock.ts. */
function toDocument(n: number): object {
  let state = n;
  const noise = Array.from({ length: 32 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state.toString(16).padStart(8, '0');
  }).join('');
  return {
    _id: idOf(n),
    state: 'active',
    published: true,
    external_number: `P-${n}`,
    title: `Property ${n}`,
    price: 100_000 + n,
    currency: 'EUR',
    city: 'Hamburg',
    price_on_request: false,
    address_released: false,
    shared_generally: false,
    shared_with: [],
    not_shared_with: [],
    provider_id: '0190a3b4-7c1d-7e00-8000-000000000001',
    document: { text: noise },
    content_hash: noise.slice(0, 32),
    created_at: '2026-01-01T00:00:00.000+00:00',
    updated_at: '2026-01-01T00:00:00.000+00:00',
    keys: [{ kind: 'external', value: `P-${n}` }],
  };
}

async function change(
  store: Store,
  { records, among, round }: Extract<PouchCommand, { do: 'change' }>,
): Promise<number> {
  const step = Math.max(1, Math.floor(among / records));
  const ids = Array.from({ length: records }, (_, n) => idOf(1 + ((n * step + round) % among)));
  const documents = await Promise.all(ids.map((id) => store.get(id)));
  await store.bulkDocs(documents.map((document) => ({ ...document, title: `Changed in round ${round}` })));
  return records;
}

process.on('message', (command: PouchCommand) => {
  const startedAt = performance.now();
  const reply = (answer: Partial<PouchAnswer>) =>
    process.send?.({ ms: performance.now() - startedAt, documents: 0, ...answer } satisfies PouchAnswer);
  void work(command).then(
    (documents) => reply({ documents }),
    (error: unknown) =>
      reply({ error: error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error) }),
  );
});
