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
  const central = servers.every(({ role }) => role === 'central') ? ' --central' : '';
  const reset = `npm run admin -- reset-password ${adminEmail}${central}`;
  const hint = admins.some(({ password }) => password !== null) ? 'shown only now; a new one' : 'password forgotten';
  return [row('Sign in as', adminEmail), ...describePasswords(servers, admins), row('', `${hint}: ${reset}`), ''].join(
    '\n',
  );
}

/**
 * One line where all servers have the same new password, else one for each that has a new one.
 * @param {import('./settings.mjs').ServerSettings[]} servers
 * @param {import('./programs.mjs').MadeAdmin[]} admins
 */
function describePasswords(servers, admins) {
  const shown = admins.map(({ role, password }) => ({ role, text: password ?? 'the one from ADMIN_PASSWORD' }));
  const [first, ...others] = shown;
  if (first && admins.length === servers.length && others.every(({ text }) => text === first.text)) {
    return [row('Password', first.text)];
  }
  return shown.map(({ role, text }) => row(`${names[role]}:`, text));
}

/**
 * @param {string} name
 * @param {string} value
 */
function row(name, value) {
  return `  ${name.padEnd(17)}${value}`;
}
