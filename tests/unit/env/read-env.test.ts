import { expect, test } from 'vitest';
import { readEnv } from '@/lib/env';

const SECRET = 'a-secret-for-tests-only-0123456789abcdef';
const complete = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  NEXTAUTH_SECRET: SECRET,
  NEXTAUTH_URL: 'http://127.0.0.1:3000',
  CRON_SECRET: SECRET,
};

test.each(['CRON_SECRET', 'NEXTAUTH_SECRET'])(
  '%s absent, empty or shorter than 32 characters: it refuses to start',
  (name) => {
    for (const value of [undefined, '', SECRET.slice(0, 31)]) {
      expect(() => readEnv({ ...complete, [name]: value })).toThrow(name);
    }
    expect(() => readEnv({ ...complete, [name]: SECRET.slice(0, 32) })).not.toThrow();
  },
);

test('a refusal names every variable that is missing or weak at once, and never their values', () => {
  const weak = { ...complete, CRON_SECRET: 'too-short', NEXTAUTH_URL: undefined };
  expect(() => readEnv(weak)).toThrow(/NEXTAUTH_URL[\s\S]*CRON_SECRET/);
  expect(() => readEnv(weak)).not.toThrow(/too-short/);
});

test('one call of the cron route works for 50 seconds unless told otherwise, within what platforms allow', () => {
  expect(readEnv(complete).cronBudgetMs).toBe(50_000);
  expect(readEnv({ ...complete, CRON_BUDGET_SECONDS: '20' }).cronBudgetMs).toBe(20_000);
  for (const value of ['0', '4', '3600', 'soon']) {
    expect(() => readEnv({ ...complete, CRON_BUDGET_SECONDS: value })).toThrow('CRON_BUDGET_SECONDS');
  }
});

test('object storage needs its bucket, region and keys, all named at once; without it none of them is looked at', () => {
  const s3 = {
    ...complete,
    STORAGE: 's3',
    S3_BUCKET: 'files',
    S3_REGION: 'eu-central-1',
    S3_ACCESS_KEY_ID: 'id',
    S3_SECRET_ACCESS_KEY: 'secret',
  };
  expect(readEnv(complete).s3).toBe(null);
  expect(readEnv({ ...s3, STORAGE: 'local' }).s3).toBe(null);
  expect(readEnv(s3).s3).toEqual({
    bucket: 'files',
    region: 'eu-central-1',
    endpoint: null,
    accessKeyId: 'id',
    secretAccessKey: 'secret',
    forcePathStyle: true,
  });
  expect(readEnv({ ...s3, S3_ENDPOINT: 'https://s3.example.org', S3_FORCE_PATH_STYLE: 'false' }).s3).toMatchObject({
    endpoint: 'https://s3.example.org',
    forcePathStyle: false,
  });
  expect(() => readEnv({ ...complete, STORAGE: 's3' })).toThrow(
    /S3_BUCKET[\s\S]*S3_REGION[\s\S]*S3_ACCESS_KEY_ID[\s\S]*S3_SECRET_ACCESS_KEY/,
  );
  expect(() => readEnv({ ...s3, STORAGE: 'cloud' })).toThrow('STORAGE');
});

test('the own network is closed unless the operator opens it, and a delivery has at most 2 GiB', () => {
  expect(readEnv(complete)).toMatchObject({ allowPrivateAddresses: [], mostDeliveryBytes: 2_147_483_648 });
  const opened = { ...complete, ALLOW_PRIVATE_ADDRESSES: ' 10.0.0.0/8, nas.local\nfd00::/8 ', MAX_DELIVERY_MB: '10' };
  expect(readEnv(opened)).toMatchObject({
    allowPrivateAddresses: ['10.0.0.0/8', 'nas.local', 'fd00::/8'],
    mostDeliveryBytes: 10_485_760,
  });
  expect(() => readEnv({ ...complete, MAX_DELIVERY_MB: 'much' })).toThrow('MAX_DELIVERY_MB');
});

test('a sign-in service needs issuer, client and secret, all named at once; without any of them there is none', () => {
  const oidc = { OIDC_ISSUER: 'https://login.example.org/', OIDC_CLIENT_ID: 'estate', OIDC_CLIENT_SECRET: 'hidden' };
  expect(readEnv({ ...complete, OIDC_ISSUER: '', OIDC_NAME: '' }).oidc).toBeNull();
  expect(readEnv({ ...complete, ...oidc }).oidc).toEqual({
    issuer: 'https://login.example.org',
    clientId: 'estate',
    clientSecret: 'hidden',
    name: 'login.example.org',
  });
  expect(readEnv({ ...complete, ...oidc, OIDC_NAME: 'Company' }).oidc?.name).toBe('Company');
  expect(() => readEnv({ ...complete, OIDC_ISSUER: oidc.OIDC_ISSUER })).toThrow(
    /OIDC_CLIENT_ID[\s\S]*OIDC_CLIENT_SECRET/,
  );
  expect(() => readEnv({ ...complete, ...oidc, OIDC_ISSUER: 'login.example.org' })).toThrow(
    'OIDC_ISSUER is no https:// address',
  );
  // The client's secret goes there: in the clear only on this machine.
  for (const issuer of ['http://login.example.org', 'http://localhost.example.org/', 'ftp://login.example.org']) {
    expect(() => readEnv({ ...complete, ...oidc, OIDC_ISSUER: issuer })).toThrow('OIDC_ISSUER is no https:// address');
  }
  for (const issuer of ['http://localhost:8080', 'http://127.0.0.1', 'http://[::1]:1/realm']) {
    expect(readEnv({ ...complete, ...oidc, OIDC_ISSUER: issuer }).oidc?.issuer).toBe(issuer);
  }
});
