import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

test('every path that a document mentions exists', () => {
  const missing = documents.flatMap(({ file, text }) => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map(([, target = '']) =>
      path.join(path.dirname(file), target),
    );
    const names = [...text.matchAll(/`((?:app|lib|bin|docs|drizzle|public|tests)\/[\w./()[\]-]*)`/g)].map(
      ([, name = '']) => name,
    );
    return [...links, ...names].filter((name) => !existsSync(name)).map((name) => `${file}: ${name}`);
  });
  expect(missing).toEqual([]);
});

test('every npm command that a document mentions is a script', () => {
  const missing = documents.flatMap(({ file, text }) =>
    [...text.matchAll(/npm (?:run )?([a-z][\w:-]*)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !(name in scripts) && !['ci', 'install'].includes(name))
      .map((name) => `${file}: npm ${name}`),
  );
  expect(missing).toEqual([]);
});

test('every variable of the environment that lib/env.ts reads is explained in docs/operations.md', () => {
  const operations = readFileSync('docs/operations.md', 'utf8');
  const names = [...readFileSync('lib/env.ts', 'utf8').matchAll(/^ {2,4}([A-Z][A-Z0-9_]+): /gm)].map(
    ([, name = '']) => name,
  );
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !operations.includes(`\`${name}\``) && name !== 'VERCEL')).toEqual([]);
});
