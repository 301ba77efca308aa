import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { productStateFile, startProduct } from './product';

/** Before the browser tests: the whole product, started by its own command; stopped after them. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const { stop, ...product } = await startProduct();
  await mkdir(path.dirname(productStateFile), { recursive: true });
  await writeFile(productStateFile, JSON.stringify(product));
  return stop;
}
