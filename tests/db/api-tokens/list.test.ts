import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiToken } from '@/lib/api-tokens/create';
import { expiryOf } from '@/lib/api-tokens/expiry';
import { getApiToken, listApiTokens, type TokenState } from '@/lib/api-tokens/list';
import { revokeApiToken } from '@/lib/api-tokens/revoke';
import { verifyDeliveryToken } from '@/lib/api-tokens/verify';
import { createInterface } from '@/lib/interfaces/create';
import { DEFAULT_RULES } from '@/lib/interfaces/input';
import { createUser } from '@/lib/users/create';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
let interfaceId: string;
let valid: { id: string; token: string };

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const source = { kind: 'upload' } as const;
  const input = { name: 'Makler', source, providerIds: [], intervalMinutes: null, ...DEFAULT_RULES };
  interfaceId = (await createInterface(db, input)).id;
  const ada = await createUser(db, { email: 'ada@example.org', password: 'a long password 1', role: 'admin' });
  valid = await createApiToken(db, {
    name: 'valid',
    interfaceId,
    createdBy: ada.id,
    expiresAt: expiryOf('30', new Date()),
  });
  await createApiToken(db, { name: 'expired', interfaceId, createdBy: null, expiresAt: new Date(Date.now() - 1_000) });
  const { id } = await createApiToken(db, { name: 'revoked', interfaceId, createdBy: null });
  await revokeApiToken(db, id);
});
afterAll(() => database.close());

const names = async (state?: TokenState) => (await listApiTokens(database.db, { state })).rows.map(({ name }) => name);

test('tokens are listed newest first, with what each is worth now, its interface and who made it, and never with itself', async () => {
  const { rows } = await listApiTokens(database.db);
  expect(rows.map(({ name, state, interfaceName, createdBy }) => [name, state, interfaceName, createdBy])).toEqual([
    ['revoked', 'revoked', 'Makler', null],
    ['expired', 'expired', 'Makler', null],
    ['valid', 'active', 'Makler', 'ada'],
  ]);
  expect(JSON.stringify(rows)).not.toContain(valid.token.slice(8));
});

test('they are filtered by what they are worth, and paged', async () => {
  expect(await names('active')).toEqual(['valid']);
  expect(await names('expired')).toEqual(['expired']);
  expect(await names('revoked')).toEqual(['revoked']);
  const first = await listApiTokens(database.db, {}, { size: 2 });
  const second = await listApiTokens(database.db, {}, { size: 2, cursor: first.next ?? '' });
  expect([...first.rows, ...second.rows].map(({ name }) => name)).toEqual(['revoked', 'expired', 'valid']);
  expect(
    (await listApiTokens(database.db, {}, { cursor: Buffer.from('["x","y"]').toString('base64url') })).rows,
  ).toHaveLength(3);
});

test('a token that is valid for 30 days is taken today; revoked it is not, and revoking it again changes nothing', async () => {
  const verify = () => verifyDeliveryToken(database.db, `Bearer ${valid.token}`, interfaceId);
  expect(await verify()).toMatchObject({ id: valid.id });
  await revokeApiToken(database.db, valid.id);
  const revoked = await getApiToken(database.db, valid.id);
  await revokeApiToken(database.db, valid.id);
  expect(await getApiToken(database.db, valid.id)).toEqual(revoked);
  await expect(verify()).rejects.toMatchObject({ code: 'token-refused' });
  await expect(revokeApiToken(database.db, uuidv7())).rejects.toMatchObject({ code: 'not-found' });
});
