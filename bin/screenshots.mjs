// `npm run screenshots`: a picture of every page in every state. `--out FOLDER`, `--language en|es|de`, and names of pages.
import { parseArgs } from 'node:util';
import { requireNodeVersion } from './system/node-version.mjs';

requireNodeVersion();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: '.test-data/screenshots' }, language: { type: 'string', default: 'en' } },
});
const { runTests } = await import('./testing/run-tests.mjs');
const chosen = positionals.length > 0 ? ['-g', positionals.join('|')] : [];
process.exitCode = await runTests(['screenshots', ...chosen], {
  SCREENSHOTS_DIR: values.out,
  SCREENSHOTS_LANGUAGE: values.language,
});
console.log(`The pictures are in ${values.out}; ${values.out}/index.html shows them all.`);
