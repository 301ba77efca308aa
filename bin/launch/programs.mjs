import path from 'node:path';
import { Refusal } from '../system/refusal.mjs';
import { lastLines, runQuietly } from '../system/run.mjs';
import { step } from '../system/step.mjs';

/**
 * Runs a program of `bin/` that calls the application, with a server's environment. It gets JSON on its standard input and
 * answers with JSON on its last line: `{ error }` or what it did.
 * @param {{ root: string, file: string, environment: NodeJS.ProcessEnv, input: unknown, signal?: AbortSignal }} context
 * @returns {Promise<any>}
 */
export async function runProgram({ root, file, environment, input, signal }) {
  const { code, stdout, output } = await runQuietly(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', path.join('bin', file)],
    { cwd: root, env: environment, input: JSON.stringify(input), ...(signal ? { signal } : {}) },
  );
  const answer = parseAnswer(lastLines(stdout, 1));
  if (code === 0 && answer !== null && !answer.error) return answer;
  throw new Refusal(answer?.error ?? lastLines(output, 30));
}

/**
 * @param {string} line
 * @returns {any} null when it is no JSON object
 */
function parseAnswer(line) {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/**
 * @param {{ root: string, servers: import('./server-environment.mjs').ConfiguredServer[], signal: AbortSignal }} context
 * @returns {Promise<string>} what was done
 */
export async function migrateDatabases({ root, servers, signal }) {
  const databases = servers.map(({ server, environment }) => ({ name: server.role, url: environment.DATABASE_URL }));
  const environment = servers[0]?.environment ?? {};
  await runProgram({ root, file: 'migrate.ts', environment, input: { databases }, signal });
  return `${databases.length === 1 ? 'database has' : 'databases have'} the newest schema`;
}

/**
 * An admin that was made now; `password` is null when it was given and need not be shown.
 * @typedef {{ role: 'site' | 'central', email: string, password: string | null }} MadeAdmin
 */

/**
 * What has to be there before the first sign-in. Doing it again changes nothing.
 * @param {{ root: string, settings: import('./settings.mjs').Settings,
 *   servers: import('./server-environment.mjs').ConfiguredServer[], signal: AbortSignal }} context
 * @returns {Promise<MadeAdmin[]>}
 */
export async function setUp({ root, settings, servers, signal }) {
  const central = servers.length > 1 ? settings.servers.find(({ role }) => role === 'central') : undefined;
  const input = {
    databases: servers.map(({ server, environment }) => ({ role: server.role, url: environment.DATABASE_URL })),
    admin: { email: settings.adminEmail, password: settings.adminPassword },
    centralUrl: central?.localUrl ?? null,
    demo: settings.demo,
    deliveriesDir: path.join(settings.dataDir, 'deliveries'),
    stateFile: path.join(settings.dataDir, 'set-up.json'),
  };
  /** @type {MadeAdmin[]} */
  let admins = [];
  await step('Set-up', async () => {
    const environment = servers[0]?.environment ?? {};
    const answer = await runProgram({ root, file: 'setup.ts', environment, input, signal });
    admins = answer.admins;
    return answer.done.length > 0 ? answer.done.join(', ') : 'already done';
  });
  return admins;
}
