import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from '../system/refusal.mjs';
import { lastLines } from '../system/run.mjs';

/**
 * What Postgres sees of the environment: none of its own variables, and no language but C.
 * @returns {NodeJS.ProcessEnv}
 */
export function postgresEnvironment() {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' };
}

/**
 * Makes the data directory, whole or not at all, the same on every system: UTF-8, sorted by code point, upper and lower
 * case by Unicode, whatever locales there are.
 * @param {import('./place.mjs').Place} place
 * @param {{ durable: boolean }} options
 * @returns {boolean} whether it was made now
 */
export function initialiseCluster({ binaries, directory, account, record }, { durable }) {
  if (existsSync(path.join(directory, 'PG_VERSION'))) return false;
  const unfinished = `${directory}.new`;
  const passwordFile = `${directory}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, `${record.password}\n`, { mode: 0o600 });
  try {
    if (account) for (const entry of [unfinished, passwordFile]) chownSync(entry, account.uid, account.gid);
    const made = spawnSync(
      path.join(binaries, 'bin', 'initdb'),
      [
        ...['-D', unfinished, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
        ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        ...(durable ? [] : ['--no-sync']),
      ],
      { ...account, cwd: '/', env: postgresEnvironment(), encoding: 'utf8' },
    );
    if (made.status !== 0) {
      throw new Refusal(
        `The database could not be made in ${directory}:\n${lastLines(`${made.error ?? ''}${made.stderr}`, 10)}`,
      );
    }
    // An empty directory of that name may have been made by hand.
    rmSync(directory, { recursive: true, force: true });
    renameSync(unfinished, directory);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  chmodSync(directory, 0o700);
  return true;
}

/** @param {import('./place.mjs').Place} place */
export function requireSameVersion({ directory, version }) {
  const dataVersion = readFileSync(path.join(directory, 'PG_VERSION'), 'utf8').trim();
  const major = version.split('.')[0];
  if (dataVersion === major) return;
  throw new Refusal(
    `The database in ${directory} was made by Postgres ${dataVersion}; this is Postgres ${major}, which cannot read it. Go back to the release that made it, move the data to a Postgres server and set DATABASE_URL to that.`,
  );
}
