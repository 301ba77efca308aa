import { existsSync } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DEFAULTS, type GenerateInput, generatedProviders } from '@/lib/demo/generate/transfer';
import { writeDelivery } from '@/lib/demo/generate/write';

/** So that reading and writing rows is measured, and files elsewhere (`npm run bench files`). */
const SHARED_PICTURES = 60;
const ROOT = path.resolve('.test-data/bench-import');

export interface BenchDelivery {
  /** a delivery root that holds nothing else */
  directory: string;
  path: string;
  megabytes: number;
  properties: number;
  attachments: number;
  provider: { number: string; openimmoAnid: string; name: string };
}

export interface BenchDeliveryInput {
  properties: number;
  images: number;
  seed: number;
  /** of the XML; null: as long as it gets */
  xmlMegabytes: number | null;
  /** a ZIP with pictures of that size; null: bare XML whose properties share a few pictures beside it */
  imageKilobytes: number | null;
}

/** A generated delivery of one provider, made once and kept for the next benchmark. */
export async function prepareDelivery(wanted: BenchDeliveryInput): Promise<BenchDelivery> {
  const { properties, images, seed, xmlMegabytes, imageKilobytes } = wanted;
  const name = `p${properties}-i${images}-s${seed}-x${xmlMegabytes ?? 0}-k${imageKilobytes ?? 0}`;
  const directory = path.join(ROOT, name);
  const isZip = imageKilobytes !== null;
  const file = path.join(directory, `delivery.${isZip ? 'zip' : 'xml'}`);
  const input: GenerateInput = {
    ...DEFAULTS,
    ...{ properties, images, seed, pool: isZip ? null : SHARED_PICTURES },
    xmlBytes: xmlMegabytes === null ? null : xmlMegabytes * 1024 * 1024,
  };
  if (!existsSync(file)) {
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    const format = isZip ? 'zip' : 'xml';
    const imageBytes = imageKilobytes === null ? null : imageKilobytes * 1024;
    await writeDelivery(input, { directory, name: 'delivery', format, imageBytes });
  }
  const [provider] = generatedProviders(input);
  if (!provider) throw new Error('no provider');
  const { size } = await stat(file);
  return {
    directory,
    path: file,
    megabytes: size / 1024 / 1024,
    properties,
    attachments: properties * images,
    provider,
  };
}
