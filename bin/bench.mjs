// `npm run bench [name]`: plain Node with nothing installed comes this far and is told if it is too old.
import { requireNodeVersion } from './system/node-version.mjs';

requireNodeVersion();
const { runBenchmarks } = await import('./testing/run-benchmarks.mjs');
process.exitCode = await runBenchmarks(process.argv.slice(2));
