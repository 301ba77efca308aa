// Run by bin/generate-deliveries.mjs.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULTS, type GenerateInput, generatedProviders } from '@/lib/demo/generate/transfer';
import { type WriteOptions, writeDelivery } from '@/lib/demo/generate/write';

const USAGE = `npm run generate-deliveries -- [options]

  --properties N       how many (${DEFAULTS.properties})
  --images M           pictures per property (${DEFAULTS.images})
  --seed S             the same seed gives the same bytes (${DEFAULTS.seed})
  --out DIR            where to (.test-data/generated)
  --name NAME          of the file, without extension (generated-S)
  --format zip|xml     one ZIP, or bare XML with its pictures beside it (zip)
  --size-mb N          fills the XML up to that size with longer descriptions
  --image-kb N         fills each picture up to that size
  --providers N        agencies (${DEFAULTS.providers})
  --scope VOLL|TEIL    full or partial transfer (${DEFAULTS.scope})
  --dialects plain|mixed   mixed: each agency's software writes in its own way, encoding included (${DEFAULTS.dialects})
  --faults PERCENT     of the properties, those with something that leaves a warning (${DEFAULTS.faults})
  --urls PERCENT       of the pictures, those given as an address (${DEFAULTS.urls})
  --pool N             all properties share N pictures
  --without-files      names pictures and writes none`;

const MB = 1024 * 1024;

async function generate(): Promise<void> {
  const { input, options } = readArguments();
  for (const { path: file, sizeBytes } of await writeDelivery(input, options)) {
    console.log(`${path.relative('.', file)}  ${(sizeBytes / MB).toFixed(1)} MB`);
  }
  const names = generatedProviders(input).map(({ number, openimmoAnid }) => `${number} (${openimmoAnid})`);
  console.log(`Providers to be known: ${names.join(', ')}`);
}

generate().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
});

function readArguments(): { input: GenerateInput; options: WriteOptions } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      ...{ properties: text, images: text, seed: text, out: text, name: text, format: text, 'size-mb': text },
      ...{ 'image-kb': text, providers: text, scope: text, dialects: text, faults: text, urls: text, pool: text },
      'without-files': { type: 'boolean' },
    },
  });
  const seed = whole('seed', values.seed, DEFAULTS.seed);
  const megabytes = whole('size-mb', values['size-mb'], null);
  const kilobytes = whole('image-kb', values['image-kb'], null);
  return {
    input: {
      properties: whole('properties', values.properties, DEFAULTS.properties),
      images: whole('images', values.images, DEFAULTS.images),
      seed,
      providers: Math.max(1, whole('providers', values.providers, DEFAULTS.providers)),
      scope: oneOf('scope', values.scope, ['VOLL', 'TEIL']),
      dialects: oneOf('dialects', values.dialects, ['plain', 'mixed']),
      faults: whole('faults', values.faults, DEFAULTS.faults),
      urls: whole('urls', values.urls, DEFAULTS.urls),
      pool: whole('pool', values.pool, null),
      xmlBytes: megabytes === null ? null : megabytes * MB,
    },
    options: {
      directory: path.resolve(values.out ?? '.test-data/generated'),
      name: values.name ?? `generated-${seed}`,
      format: oneOf('format', values.format, ['zip', 'xml']),
      imageBytes: kilobytes === null ? null : kilobytes * 1024,
      withoutFiles: values['without-files'] ?? false,
    },
  };
}

function whole<T extends number | null>(name: string, given: string | undefined, missing: T): number | T {
  if (given === undefined) return missing;
  if (!/^\d{1,9}$/.test(given)) throw new Error(`--${name} wants a whole number, not "${given}".`);
  return Number(given);
}

/** The first one is the default. */
function oneOf<T extends string>(name: string, given: string | undefined, known: readonly [T, ...T[]]): T {
  const found = given === undefined ? known[0] : known.find((one) => one === given);
  if (found === undefined) throw new Error(`--${name} wants one of ${known.join(', ')}, not "${given}".`);
  return found;
}
