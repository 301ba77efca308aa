// `npm run test:interop`: the sources against servers of Debian's packages, OpenSSH and ProFTPD.
import { requireNodeVersion } from './system/node-version.mjs';

requireNodeVersion();
const { runInteropTests } = await import('./testing/run-interop.mjs');
process.exitCode = await runInteropTests(process.argv.slice(2));
