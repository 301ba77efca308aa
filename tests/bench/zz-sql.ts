import { createReadStream, statSync } from 'node:fs';
import postgres from 'postgres';
import { openDelivery } from '@/lib/openimmo/open';
import { hashRecord } from '@/lib/openimmo/hash';
const file = process.argv[2]!;
const bytes = { name: 'd.xml', sizeBytes: statSync(file).size, read: (s: number, e: number) => createReadStream(file, { start: s, end: e - 1, highWaterMark: 256*1024 }) };
async function main() {
  const sql = postgres(process.env.TEST_DATABASE_URL!.replace(/postgres$/, 'postgres'), { max: 1, prepare: false, onnotice: () => undefined });
  const rows: [string, string][] = [];
  for await (const ev of (await openDelivery(bytes as never)).events()) {
    if (ev.type !== 'property') continue;
    const r = ev.record; const { columns, document, attachments, warnings, contact } = r;
    rows.push([JSON.stringify({ seq: r.position, providerIndex: 0, action: r.action, ...r.keys, line: r.line, hash: hashRecord(r) }), JSON.stringify({ columns, document, attachments, warnings, contact, contactHash: null })]);
    if (rows.length === 6000) break;
  }
  await sql`create schema if not exists zz`;
  const make = async (storage: string) => {
    await sql.unsafe(`drop table if exists zz.s; create unlogged table zz.s (import_id int, seq int, provider_index int, action text, obid text, external_number text, internal_number text, line int, content_hash text, record jsonb, primary key (import_id, seq)); ${storage}`);
  };
  const A = (b: [string, string][]) => sql`insert into zz.s select 1, seq, "providerIndex", action, obid, external, internal, line, hash, record from jsonb_to_recordset(${`[${b.map(([m, r]) => `${m.slice(0, -1)},"record":${r}}`).join(',')}]`}::text::jsonb) as r(seq int, "providerIndex" int, action text, obid text, external text, internal text, line int, hash text, record jsonb)`;
  const B = (b: [string, string][]) => sql`insert into zz.s select 1, seq, "providerIndex", action, obid, external, internal, line, hash, record::jsonb from rows from (jsonb_to_recordset(${`[${b.map(([m]) => m).join(',')}]`}::text::jsonb) as (seq int, "providerIndex" int, action text, obid text, external text, internal text, line int, hash text), unnest(string_to_array(${b.map(([, r]) => r).join('\n')}, E'\n'))) as r(seq, "providerIndex", action, obid, external, internal, line, hash, record)`;
  const run = async (name: string, f: (b: [string, string][]) => Promise<unknown>, storage: string, n = 250) => {
    await make(storage);
    const t = performance.now();
    for (let i = 0; i < rows.length; i += n) await f(rows.slice(i, i + n));
    const ms = performance.now() - t;
    const t2 = performance.now();
    await sql`select sum(length((record -> 'attachments')::text)), sum(length(record->'columns'->>'title')) from zz.s`;
    console.log(name, Math.round(ms), 'read', Math.round(performance.now() - t2));
  };
  const ext = 'alter table zz.s alter record set storage external', lz4 = 'alter table zz.s alter record set compression lz4';
  for (let k = 0; k < 2; k++) {
    await run('A pglz', A as never, '');
    await run('B pglz', B as never, '');
    await run('B external', B as never, ext);
    await run('B lz4', B as never, lz4).catch((e: Error) => console.log('lz4', e.message));
    await run('A external', A as never, ext);
  }
  await sql`drop schema zz cascade`;
  await sql.end();
}
void main();
