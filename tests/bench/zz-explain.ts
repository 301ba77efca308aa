import { createReadStream, statSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { openDelivery } from '@/lib/openimmo/open';
import { writeRecord } from '@/lib/openimmo/hash';
import { StagingWriter } from '@/lib/interfaces/staging-writer';
import { incomingRows } from '@/lib/properties/columns';
import { openServer } from './support/databases';
import { setTestEnvironment } from '../support/environment';
setTestEnvironment();
const file = process.argv[2]!;
const bytes = { name: 'd.xml', sizeBytes: statSync(file).size, read: (s: number, e: number) => createReadStream(file, { start: s, end: e - 1, highWaterMark: 256*1024 }) };
async function main() {
  const server = await openServer(process.env.TEST_DATABASE_URL ?? '');
  const { db } = await server.create();
  const importId = uuidv7();
  const w = new StagingWriter({ transaction: (f: never) => db.transaction(f) } as never, importId, () => undefined);
  for await (const ev of (await openDelivery(bytes as never)).events()) {
    if (ev.type !== 'property') continue;
    const r = ev.record; const x = writeRecord(r);
    await w.add({ head: JSON.stringify({ seq: r.position, providerIndex: 0, action: r.action, ...r.keys, line: r.line, hash: x.hash }), record: `{"columns":${x.columns},"document":${x.document},"attachments":${JSON.stringify(r.attachments)},"warnings":[],"contact":${JSON.stringify(r.contact)},"contactHash":null}` });
  }
  await w.flush();
  const writes = Array.from({ length: 500 }, (_, i) => ({ seq: 3000 + i, id: uuidv7(), state: 'active' as const, contactId: null }));
  for (let k = 0; k < 2; k++) {
    const plan = await db.execute(sql`explain (analyze, buffers) with ${incomingRows(importId, writes)} select i.*, i.document is null from incoming i`);
    console.log(plan.map((r) => (r as Record<string, string>)['QUERY PLAN']).map((l) => l?.slice(0, 200)).join('\n'));
  }
  const prov = uuidv7(), iface = uuidv7();
  await db.execute(sql`insert into providers (id, number, name) values (${prov}, 'x', 'x')`);
  await db.execute(sql`set client_min_messages = notice`);
  const { writeProperties, readChanges } = await import('@/lib/properties/apply');
  for (let k = 0; k < 6; k++) {
    const ws = Array.from({ length: 500 }, (_, i) => ({ seq: 5000 + k * 500 + i, id: uuidv7(), state: 'active' as const, contactId: null }));
    const input = { importId, interfaceId: null as never, providerId: prov, publishNew: true, writes: ws };
    const t0 = performance.now();
    await db.transaction((tx) => readChanges(tx, input));
    const t1 = performance.now();
    await db.transaction((tx) => writeProperties(tx, input));
    const t2 = performance.now();
    console.log('readChanges', Math.round(t1 - t0), 'write', Math.round(t2 - t1));
  }
  const { SHOWN_COLUMNS, shownColumnsOf } = await import('@/lib/properties/columns');
  const ws = Array.from({ length: 500 }, (_, i) => ({ seq: 10000 + i, id: uuidv7(), state: 'active' as const, contactId: null }));
  const plan = await db.execute(sql`explain (analyze, buffers) with ${incomingRows(importId, ws)} insert into properties (id, provider_id, interface_id, contact_id, state, published, ${sql.raw(SHOWN_COLUMNS.join(', '))}, document, content_hash, import_id) select i.id, ${prov}, null, i.contact_id, i.state, true, ${shownColumnsOf('i')}, i.document, i.content_hash, null from incoming i order by i.id on conflict (id) do update set content_hash = excluded.content_hash`);
  console.log(plan.map((r) => (r as Record<string, string>)['QUERY PLAN']).map((l) => l?.slice(0, 200)).join('\n'));
  await server.close();
}
void main().catch((e: unknown) => { console.error(e); process.exit(1); });
