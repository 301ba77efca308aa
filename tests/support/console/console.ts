import { randomBytes } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { type StartedProduct, startProduct } from '../product';
import { type ConsoleIds, fillConsole } from './fill';

/** The product with nothing in it that happens by itself: runs are executed by `runWhatIsDue`, and states are set by SQL. */
export interface Console {
  product: StartedProduct;
  site: Sql;
  central: Sql;
  /** Executes what is due and queued, and comes back when it is done. */
  runWhatIsDue(): Promise<void>;
  /** Imports the demo and adds what the pages show; once. */
  fill(): Promise<ConsoleIds>;
  filled(): boolean;
  close(): Promise<void>;
}

/** A site and a central server on databases of their own, connected, with the demo's deliveries and nothing imported. */
export async function startConsole(): Promise<Console> {
  const server = new URL(process.env.TEST_DATABASE_URL ?? '');
  const suffix = randomBytes(4).toString('hex');
  const names = [`console_site_${suffix}`, `console_central_${suffix}`];
  const admin = postgres(server.toString(), { max: 1, onnotice: () => undefined });
  for (const name of names) await admin.unsafe(`create database ${name}`);
  const urls = names.map((name) => Object.assign(new URL(server), { pathname: `/${name}` }).toString());
  const [siteUrl = '', centralUrl = ''] = urls;
  const product = await startProduct({
    DATABASE_URL: siteUrl,
    CENTRAL_DATABASE_URL: centralUrl,
    DEMO: '1',
    RUN_EXECUTOR: 'off',
  });
  const open = (url: string) => postgres(url, { max: 2, onnotice: () => undefined });
  const [site, central] = [open(siteUrl), open(centralUrl)];
  let ids: Promise<ConsoleIds> | undefined;
  const console: Console = {
    product,
    site,
    central,
    runWhatIsDue: () => callCron(product),
    fill: () => {
      ids ??= fillConsole(console);
      return ids;
    },
    filled: () => ids !== undefined,
    close: async () => {
      await product.stop();
      await Promise.all([site.end(), central.end()]);
      for (const name of names) await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
  return console;
}

async function callCron({ siteUrl, cronSecret }: StartedProduct): Promise<void> {
  const response = await fetch(`${siteUrl}/api/cron/sync`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cronSecret}` },
    signal: AbortSignal.timeout(110_000),
  });
  if (!response.ok) throw new Error(`the cron route answered ${response.status}: ${await response.text()}`);
}
