const names = { site: 'Site', central: 'Central server' };

/**
 * @param {import('./settings.mjs').Settings} settings
 * @param {string} took
 */
export function describeReady({ servers, dataDir }, took) {
  const lines = servers.map(({ role, publicUrl }) => row(names[role], publicUrl));
  const logs = `${dataDir} (${servers.map(({ role }) => `${role}.log`).join(', ')})`;
  return ['', `Ready after ${took}. Ctrl-C stops everything.`, '', ...lines, row('Data and logs', logs)].join('\n');
}

/**
 * Who signs in, with the password if it was generated now.
 * @param {import('./settings.mjs').Settings} settings
 * @param {import('./programs.mjs').MadeAdmin[]} admins that were made now
 */
export function describeAccounts({ adminEmail, servers }, admins) {
  const reset = `npm run admin -- reset-password ${adminEmail}`;
  if (admins.length === 0) {
    return `${row('Sign in as', adminEmail)}\n${row('', `password forgotten: ${reset}`)}\n`;
  }
  const passwords = new Set(admins.map(({ password }) => password));
  const [password] = passwords;
  if (passwords.size === 1 && admins.length === servers.length) {
    const shown = password ?? 'the one from ADMIN_PASSWORD';
    return [row('Sign in as', adminEmail), row('Password', shown), row('', hint(password ?? null, reset)), ''].join(
      '\n',
    );
  }
  const lines = admins.map(({ role, password: own }) => row(`${names[role]}:`, own ?? 'password from ADMIN_PASSWORD'));
  return [row('Sign in as', adminEmail), ...lines, row('', hint('', reset)), ''].join('\n');
}

/**
 * @param {string | null} password
 * @param {string} reset
 */
function hint(password, reset) {
  return password === null ? `a new one: ${reset}` : `shown only now; a new one: ${reset}`;
}

/**
 * @param {string} name
 * @param {string} value
 */
function row(name, value) {
  return `  ${name.padEnd(17)}${value}`;
}
