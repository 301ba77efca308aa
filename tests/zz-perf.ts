import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { registerSite } from '@/lib/central/register-site';
import { openDatabase } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrate';
import { startSync } from '@/lib/runs/start';
import { saveConnection } from '@/lib/sync/settings';
import { executeNext } from './support/execute-next';
import { startInstallation } from './support/installation';
import { insertProperties, insertProvider } from './support/records';

const server = process.env.TEST_DATABASE_URL as string;
const N = Number(process.env.N ?? 50000);
async function make(name: string) {
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const url = server.replace(/\/postgres$/, `/${name}`);
  await migrate(url);
  return { url, ...openDatabase(url) };
}
const t = (label: string, start: number) => console.log(label, (performance.now() - start).toFixed(0), 'ms');
async function main() {
  const site = await make('perf_site');
  const central = await make('perf_central');
  const inst = await startInstallation({ role: 'central', databaseUrl: central.url });
  const { token } = await registerSite(central.db, { name: 'H' });
  await saveConnection(site.db, { url: inst.url, siteName: 'H', token });
  const p = await insertProvider(site.db, { number: '1' });
  const run = async (label: string) => {
    const s = performance.now();
    await startSync(site.db, { trigger: 'user' });
    const r = await executeNext(site.db);
    t(label, s);
    console.log(
      r.state,
      JSON.stringify(r.counts),
      r.error ? JSON.stringify(r.error) : '',
      r.steps.map((x) => `${x.key} ${x.elapsedMs}`).join(', '),
    );
  };
  await run('first (empty)');
  for (let k = 0; k < N / 2; k += 5000) await insertProperties(site.db, p, 5000, `K${k}`);
  await run(`push ${N}`);
  await run('idle');
  await run('idle');
  await run('idle');
  for (let k = 0; k < 4; k++) await run('idle');
  await site.db.execute(sql.raw('alter system set log_min_duration_statement=0'));
  await site.db.execute(sql.raw('select pg_reload_conf()'));
  await new Promise((r) => setTimeout(r, 300));
  await run('idle');
  await site.db.execute(sql.raw('alter system reset log_min_duration_statement'));
  await site.db.execute(sql.raw('select pg_reload_conf()'));
  await site.db.execute(
    sql`update properties set title = title || '!' where external_number in (select external_number from properties limit 100)`,
  );
  await run('100 changed');
  await site.db.execute(
    sql`update properties set title = title || '!' where external_number in (select external_number from properties limit 100)`,
  );
  await run('100 changed');
  // lost site
  const lost = await make('perf_lost');
  await central.db.execute(sql`update sites set installation_id = null`);
  await saveConnection(lost.db, { url: inst.url, siteName: 'H', token });
  {
    const s = performance.now();
    await startSync(lost.db, { trigger: 'user' });
    const r = await executeNext(lost.db);
    t(`pull ${N}`, s);
    console.log(
      r.state,
      JSON.stringify(r.counts),
      r.error ? JSON.stringify(r.error) : '',
      r.steps.map((x) => `${x.key} ${x.elapsedMs}`).join(', '),
    );
  }
  await inst.kill();
  await site.close();
  await central.close();
  await lost.close();
  process.exit(0);
}
void main();
