import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { chooseSecrets, loadSecrets } from '@/bin/launch/secrets.mjs';
import { serverEnvironment } from '@/bin/launch/server-environment.mjs';
import { readSettings } from '@/bin/launch/settings.mjs';

const directory = mkdtempSync(path.join(tmpdir(), 'secrets-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('generated secrets are long, differ between the servers, stay the same and are readable by their owner only', () => {
  const first = loadSecrets(directory);
  const all = [...Object.values(first.site), ...Object.values(first.central)];
  expect(new Set(all).size).toBe(4);
  expect(all.every((secret) => secret.length >= 32)).toBe(true);
  expect(loadSecrets(directory)).toEqual(first);
  expect(statSync(path.join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('given secrets are the site’s; the central server gets others that stay the same', () => {
  const given = { NEXTAUTH_SECRET: 'a'.repeat(40), CRON_SECRET: 'b'.repeat(40) };
  const [site, central] = readSettings(given as unknown as NodeJS.ProcessEnv, '/project').servers;
  if (!site || !central) throw new Error('two servers expected');
  const generated = loadSecrets(directory);
  expect(chooseSecrets(site, null, generated.site)).toEqual({
    sessionSecret: given.NEXTAUTH_SECRET,
    cronSecret: given.CRON_SECRET,
  });
  const ofCentral = chooseSecrets(central, site, generated.central);
  expect(ofCentral).toEqual(chooseSecrets(central, site, { sessionSecret: 'other', cronSecret: 'other' }));
  expect(Object.values(ofCentral)).not.toContain(given.NEXTAUTH_SECRET);
  expect(Object.values(ofCentral)).not.toContain(given.CRON_SECRET);
});

test('a server’s environment holds nothing of the launcher or of the other server', () => {
  const [, central] = readSettings({} as NodeJS.ProcessEnv, '/project').servers;
  if (!central) throw new Error('two servers expected');
  const environment = serverEnvironment(
    {
      server: central,
      host: '127.0.0.1',
      dataDir: '/data',
      databaseUrl: 'postgres://central',
      secrets: { sessionSecret: 's'.repeat(32), cronSecret: 'c'.repeat(32) },
    },
    { PATH: '/bin', ADMIN_PASSWORD: 'hush', CENTRAL_DATABASE_URL: 'x', DEMO: '1', NODE_ENV: 'test' },
  );
  expect(environment).toEqual({
    PATH: '/bin',
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    SYNC_ROLE: 'central',
    HOST: '127.0.0.1',
    PORT: '3001',
    DATABASE_URL: 'postgres://central',
    NEXTAUTH_URL: 'http://localhost:3001',
    NEXTAUTH_SECRET: 's'.repeat(32),
    CRON_SECRET: 'c'.repeat(32),
    DATA_DIR: '/data/central',
    DELIVERY_ROOTS: '/data/deliveries',
  });
});
