import { describe, expect, test } from 'vitest';
import { readSettings } from '@/bin/launch/settings.mjs';

const secret = 'x'.repeat(32);
const site = 'postgres://u:p@db.example/site';
const central = 'postgres://u:p@db.example/central';
const read = (environment: Record<string, string> = {}) => readSettings(environment as NodeJS.ProcessEnv, '/project');

describe('which servers are started', () => {
  test('without anything set: a site on 3000 and a central server on 3001, with demo data, on this machine only', () => {
    const settings = read();
    expect(settings.servers.map(({ role, port, databaseUrl }) => [role, port, databaseUrl])).toEqual([
      ['site', 3000, null],
      ['central', 3001, null],
    ]);
    expect(settings).toMatchObject({
      dataDir: '/project/data',
      host: '127.0.0.1',
      demo: true,
      adminEmail: 'admin@example.org',
      adminPassword: null,
      notes: [],
    });
    expect(settings.servers[0]?.publicUrl).toBe('http://localhost:3000');
  });

  test('two databases given: both servers on these, without demo data', () => {
    const settings = read({ DATABASE_URL: site, CENTRAL_DATABASE_URL: central });
    expect(settings.servers.map(({ databaseUrl }) => databaseUrl)).toEqual([site, central]);
    expect(settings.demo).toBe(false);
  });

  test('one database given: one server in the role of SYNC_ROLE, and it says that there is no other', () => {
    const settings = read({ DATABASE_URL: site, SYNC_ROLE: 'central', PORT: '8080' });
    expect(settings.servers.map(({ role, port }) => [role, port])).toEqual([['central', 8080]]);
    expect(settings.notes.join()).toContain('no site beside it');
    expect(read({ DATABASE_URL: site }).notes.join()).toContain('no central server beside it');
  });

  test('an empty variable counts as absent', () => {
    expect(read({ DATABASE_URL: '', PORT: '', DEMO: '' })).toEqual(read());
  });

  test('a note says when a variable has no effect', () => {
    expect(read({ SYNC_ROLE: 'central' }).notes.join()).toContain('SYNC_ROLE is not used');
    expect(read({ DATABASE_URL: site, DEMO: '1' }).notes.join()).toContain('DEMO=1 is not used');
  });
});

describe('addresses', () => {
  test('on all addresses, people get localhost and the launcher asks 127.0.0.1', () => {
    const settings = read({ HOST: '0.0.0.0' });
    expect(settings.servers[0]).toMatchObject({
      publicUrl: 'http://localhost:3000',
      localUrl: 'http://127.0.0.1:3000',
    });
    expect(settings.notes.join()).toContain('NEXTAUTH_URL');
  });

  test('an IPv6 host is put in brackets', () => {
    expect(read({ HOST: '::1' }).servers[0]?.localUrl).toBe('http://[::1]:3000');
  });

  test('NEXTAUTH_URL is what people open, without its last slash', () => {
    const settings = read({ HOST: '0.0.0.0', NEXTAUTH_URL: 'https://sync.example/' });
    expect(settings.servers[0]?.publicUrl).toBe('https://sync.example');
    expect(settings.notes).toEqual([]);
  });
});

describe('refused with a sentence that names the variable', () => {
  test.each([
    [{ NEXTAUTH_SECRET: 'short' }, 'NEXTAUTH_SECRET is shorter than 32 characters'],
    [{ CRON_SECRET: 'x'.repeat(31) }, 'CRON_SECRET is shorter than 32 characters'],
    [{ PORT: '70000' }, 'PORT=70000 is no port'],
    [{ CENTRAL_PORT: 'x' }, 'CENTRAL_PORT=x is no port'],
    [{ PORT: '4000', CENTRAL_PORT: '4000' }, 'PORT and CENTRAL_PORT are both 4000'],
    [{ DEMO: 'yes' }, 'DEMO=yes is neither 0 nor 1'],
    [{ SYNC_ROLE: 'both' }, 'SYNC_ROLE=both'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL is no address of a Postgres'],
    [{ CENTRAL_DATABASE_URL: central }, 'CENTRAL_DATABASE_URL is set without DATABASE_URL'],
    [{ DATABASE_URL: site, CENTRAL_DATABASE_URL: site }, 'are the same'],
    [{ ADMIN_EMAIL: 'nobody' }, 'ADMIN_EMAIL=nobody is no e-mail address'],
    [{ ADMIN_PASSWORD: 'elevenchars' }, 'ADMIN_PASSWORD is shorter than 12 characters'],
    [{ NEXTAUTH_URL: 'ftp://x' }, 'NEXTAUTH_URL=ftp://x is no http'],
  ])('%o', (environment, sentence) => {
    expect(() => read(environment)).toThrow(sentence);
  });

  test('a secret of 32 characters is taken, and not printed when another is refused', () => {
    expect(read({ NEXTAUTH_SECRET: secret }).servers[0]?.sessionSecret).toBe(secret);
    expect(() => read({ CRON_SECRET: 'hush-hush' })).not.toThrow('hush-hush');
  });
});
