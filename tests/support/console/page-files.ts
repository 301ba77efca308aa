import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Every page of the application as its file below app/, for example `(console)/sync/page.tsx`. */
export function listPageFiles(): string[] {
  return readdirSync('app', { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .sort();
}
