import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { prepareDelivery } from './import/delivery';
import { importOurs } from './import/ours';
import { median, takePairs, timeOf } from './support/pairs';
import { describeQuiet, printResult, printTable } from './support/report';
import { runBench } from './support/run-bench';

const IMAGES = 6;

// A ZIP with pictures: all of them into the storage, against `unzip` to the same disk and SHA-256 of what came out.
runBench(async ({ pairs: wanted, records, seed, small }, server) => {
  const properties = records ?? (small ? 20 : 1_000);
  const imageKilobytes = small ? 60 : 175;
  const delivery = await prepareDelivery({ properties, images: IMAGES, seed, xmlMegabytes: null, imageKilobytes });
  console.log(`${delivery.megabytes.toFixed(0)} MB ZIP, ${delivery.attachments} pictures, ${wanted} pairs`);
  const pairs = await takePairs(
    { wanted, roots: server.roots, label: 'files' },
    async () => {
      const [database, storageDir] = [await server.create(), await mkdtemp(path.resolve('.test-data/bench-storage-'))];
      try {
        await server.settle();
        const answer = await importOurs({ databaseUrl: database.url, storageDir, delivery, force: false });
        if (answer.counts.attachments !== delivery.attachments) {
          throw new Error(`${answer.counts.attachments} attachments, not ${delivery.attachments}`);
        }
        return answer;
      } finally {
        await server.drop(database);
        await rm(storageDir, { recursive: true, force: true });
      }
    },
    () => unzipAndHash(delivery.path),
  );
  const ours = pairs.values.map(({ first }) => first);
  printTable('Medians', [
    ['', 'ms', 'MB/s'],
    ['ours', median(ours.map(({ ms }) => ms)), delivery.megabytes / (median(ours.map(({ ms }) => ms)) / 1000)],
    ...[median(pairs.values.map(({ second }) => second))].map((ms) => [
      'unzip and SHA-256',
      ms,
      delivery.megabytes / (ms / 1000),
    ]),
  ]);
  printTable('Steps of the last import, ms', [
    ['ours', ...Object.entries(ours.at(-1)?.steps ?? {}).map(([key, ms]) => `${key} ${ms}`)],
  ]);
  printResult('files', {
    vsUnzip: median(pairs.values.map(({ first, second }) => second / first.ms)),
    peakMb: Math.max(...ours.map(({ peakMb }) => peakMb)),
    longestBlockMs: Math.max(...ours.map(({ longestBlockMs }) => longestBlockMs)),
    megabytes: Math.round(delivery.megabytes),
    pictures: delivery.attachments,
    ...describeQuiet([pairs]),
  });
});

async function unzipAndHash(zip: string): Promise<number> {
  const directory = await mkdtemp(path.resolve('.test-data/bench-unzip-'));
  try {
    return await timeOf(async () => {
      const child = spawn('unzip', ['-q', zip, '-d', directory], { stdio: ['ignore', 'ignore', 'inherit'] });
      const [code] = (await once(child, 'exit')) as [number];
      if (code !== 0) throw new Error(`unzip ended with ${code}`);
      for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const hash = createHash('sha256');
        await pipeline(createReadStream(path.join(entry.parentPath, entry.name)), hash);
        hash.digest();
      }
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
