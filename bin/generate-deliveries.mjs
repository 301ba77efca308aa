// `npm run generate-deliveries -- --properties N --images M --seed S`: deliveries for tests, demos and load.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { requireNodeVersion } from './system/node-version.mjs';

requireNodeVersion();
const program = ['--conditions=react-server', '--import', 'tsx', 'bin/generate-deliveries.ts'];
const child = spawn(process.execPath, [...program, ...process.argv.slice(2)], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  stdio: ['ignore', 'inherit', 'inherit'],
});
child.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
