import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { importOurs } from './import/ours';
import { openServer } from './support/databases';
import { setTestEnvironment } from '../support/environment';
setTestEnvironment();
import postgres from 'postgres';
function sample(url: string) {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const tally = new Map<string, number>(); let on = true;
  const loop = (async () => { while (on) {
    const rows = await sql`select state, left(regexp_replace(query, '\s+', ' ', 'g'), 110) as q from pg_stat_activity where datname = current_database() and application_name = 'bench import' and state <> 'idle'`;
    for (const r of rows) { const k = `${r.state} ${r.q}`; tally.set(k, (tally.get(k) ?? 0) + 1); }
    await new Promise((r) => setTimeout(r, 15));
  } await sql.end(); })();
  return async () => { on = false; await loop; const total = [...tally.values()].reduce((a, b) => a + b, 0); for (const [k, v] of [...tally].sort((a, b) => b[1] - a[1]).slice(0, 16)) console.log((100 * v / total).toFixed(1).padStart(6), k); };
}
async function main() {
  const [, , file, keep] = process.argv;
  const server = await openServer(process.env.TEST_DATABASE_URL ?? '');
  const database = await server.create();
  const storageDir = mkdtempSync('/tmp/reader/st-');
  const delivery = { directory: path.dirname(file!), path: file!, megabytes: 1, properties: 1, attachments: 1, provider: { number: 'G-1-1', openimmoAnid: '000000010001generateddelivery00', name: 'Maklerhaus' } };
  for (const force of keep === 'first' ? [false] : [false, true]) {
    const stop = process.env.SAMPLE ? sample(database.url) : async () => undefined;
    const a = await importOurs({ databaseUrl: database.url, storageDir, delivery, force }).catch((e: unknown) => e);
    await stop();
    console.log(force ? 'again' : 'first', JSON.stringify(a instanceof Error ? a.message : a));
  }
  await server.close();
}
void main().catch((e: unknown) => { console.error(e); process.exit(1); });
