// `npm test`: plain Node with nothing installed comes this far and is told if it is too old.
import { requireNodeVersion } from './system/node-version.mjs';

requireNodeVersion();
const { runTests } = await import('./testing/run-tests.mjs');
process.exitCode = await runTests(process.argv.slice(2));
