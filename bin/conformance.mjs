// `npm run conformance -- --url … --token …`: tests any central server against docs/protocol.md, over the network alone.
import { parseArgs } from 'node:util';
import { requireNodeVersion } from './system/node-version.mjs';

requireNodeVersion();

const USAGE = `npm run conformance -- --url URL --token TOKEN [--installation UUID]

Tests a central server against docs/protocol.md as one of its sites would call it.
  --url           its address, for example http://localhost:3001
  --token         of a site that was registered there for this (Admin > Sites), and is nobody's
  --installation  to go on as the installation that an earlier run bound the token to; else a new one

It writes test records into that site and removes them again in the end.
Prints a line per check, and as the last line its result as JSON; the exit code is 1 where a check failed, 2 for wrong usage.`;

const options = readOptions();
if (options === null) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const { runChecks } = await import('../tests/conformance/run-checks.mjs');
  const result = await runChecks(options, (line) => console.log(line));
  console.log(JSON.stringify({ conformance: result }));
  process.exitCode = result.failed.length === 0 ? 0 : 1;
}

function readOptions() {
  try {
    const text = /** @type {const} */ ({ type: 'string' });
    const { values } = parseArgs({ options: { url: text, token: text, installation: text } });
    if (!values.url || !values.token || !URL.canParse(values.url)) return null;
    return { url: values.url, token: values.token, installation: values.installation };
  } catch {
    return null;
  }
}
