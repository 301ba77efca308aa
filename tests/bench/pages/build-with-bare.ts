import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { hashSources } from '../../../bin/launch/source-hash.mjs';
import { runQuietly } from '../../../bin/system/run.mjs';

const ROOT = path.resolve('.test-data/bench-pages/build');
const COPIED = [
  'app',
  'lib',
  'drizzle',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.mjs',
  'postcss.config.mjs',
];
/** The layout names its file; every other package is found in the folders above. */
const FONT = 'node_modules/@fontsource-variable/inter';
const BARE = path.resolve('tests/bench/pages/bare');

/** A build of this project with two entry points more, to compare with: a bare page and a bare route. Answers where it is. */
export async function buildWithBare(): Promise<string> {
  const stamp = path.join(ROOT, '.next', 'source-hash');
  await copySources();
  const hash = hashSources(ROOT);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return ROOT;
  await rm(path.join(ROOT, '.next'), { recursive: true, force: true });
  const { code, output } = await runQuietly(
    process.execPath,
    [path.resolve('node_modules/next/dist/bin/next'), 'build'],
    {
      cwd: ROOT,
      signal: AbortSignal.timeout(600_000),
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NODE_OPTIONS: '' },
    },
  );
  if (code !== 0) throw new Error(`the build with bare pages failed:\n${output.slice(-4_000)}`);
  writeFileSync(stamp, hash);
  return ROOT;
}

async function copySources(): Promise<void> {
  await mkdir(ROOT, { recursive: true });
  for (const source of [...COPIED, FONT]) {
    await rm(path.join(ROOT, source), { recursive: true, force: true });
    await cp(path.resolve(source), path.join(ROOT, source), { recursive: true });
  }
  await cp(path.resolve('tsconfig.json'), path.join(ROOT, 'tsconfig.json'));
  await cp(path.resolve('package.json'), path.join(ROOT, 'package.json'));
  await cp(path.join(BARE, 'page.tsx'), path.join(ROOT, 'app/(console)/bare/page.tsx'));
  await cp(path.join(BARE, 'page.tsx'), path.join(ROOT, 'app/bare-alone/page.tsx'));
  await cp(path.join(BARE, 'route.ts'), path.join(ROOT, 'app/api/bare/route.ts'));
}
