import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

test('every page of the console says without script what is not there, not allowed or gone wrong', () => {
  const folder = path.resolve('app/(console)');
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|\/)page\.tsx$/.test(file),
  );
  const thrown = pages.filter((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    return !/^export default consolePage\(/m.test(text);
  });
  expect(pages.length).toBeGreaterThan(40);
  expect(thrown).toEqual([]);
});
