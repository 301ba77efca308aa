import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { Refusal } from '../system/refusal.mjs';

/**
 * As whom Postgres runs; null: as ourselves.
 * @typedef {{ uid: number, gid: number } | null} Account
 */

const userName = 'postgres';

/**
 * Postgres refuses root. There it runs as the owner of its data, else as the user "postgres", who is added if missing.
 * @param {string} clusterDirectory
 * @param {(note: string) => void} note
 * @returns {Account}
 */
export function chooseAccount(clusterDirectory, note) {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(clusterDirectory, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = findAccount();
  if (known) return known;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', userName]);
  const added = findAccount();
  if (!added) {
    throw new Refusal(
      `Postgres does not run as root, and no user "${userName}" could be added to run it. Start as an ordinary user, or set DATABASE_URL.`,
    );
  }
  note(`Postgres does not run as root: the system user "${userName}" was added for it.`);
  return added;
}

/** @returns {Account} */
function findAccount() {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const found = spawnSync('id', [flag, userName], { encoding: 'utf8' });
    return found.status === 0 ? Number.parseInt(found.stdout, 10) : null;
  });
  return uid && gid ? { uid, gid } : null;
}

/**
 * Whether the account may enter the directory, all its parents included.
 * @param {Account} account
 * @param {string} directory
 */
export function mayEnter(account, directory) {
  return succeeds(account, '/bin/sh', ['-c', 'cd "$1"', 'sh', directory]);
}

/**
 * Whether the account may run a program.
 * @param {Account} account
 * @param {string} program
 */
export function mayRun(account, program) {
  return succeeds(account, program, ['--version']);
}

/**
 * @param {Account} account
 * @param {string} program
 * @param {string[]} args
 */
function succeeds(account, program, args) {
  return spawnSync(program, args, { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}
