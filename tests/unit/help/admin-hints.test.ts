import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = path.resolve('app/(console)/admin');
const FIELD = /<(?:Input|Select|Textarea|Checkbox)\b(?:[^>]|=>)*?\/>/g;

test('every field of the admin pages has a sentence that helps', () => {
  const fields = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => {
      const text = readFileSync(path.join(FOLDER, file), 'utf8');
      return [...text.matchAll(FIELD)].map(([field]) => ({ file, field }));
    });
  expect(fields.length).toBeGreaterThan(18);
  expect(fields.filter(({ field }) => !/\bhint=/.test(field))).toEqual([]);
});
