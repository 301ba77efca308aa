// `npm run test:long -- [--minutes n] [--seed n] [--kills n] [part of a file's name …]`: the long form of the tests that have one.
import { requireNodeVersion } from './system/node-version.mjs';

requireNodeVersion();
const { runLongTests } = await import('./testing/run-long.mjs');
process.exitCode = await runLongTests(process.argv.slice(2));
