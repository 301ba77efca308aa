import { afterAll, beforeAll, expect, test } from 'vitest';
import { providers } from '@/lib/db/schema/providers';
import { createProvider } from '@/lib/providers/create';
import { areProvidersReadOnly } from '@/lib/providers/owner';
import { updateProvider } from '@/lib/providers/update';
import { countPending } from '@/lib/status/count-pending';
import { disconnectSite } from '@/lib/sync/disconnect';
import { type SyncPair, startSyncPair } from '../../support/sync-pair';

let pair: SyncPair;
beforeAll(async () => {
  pair = await startSyncPair();
});
afterAll(() => pair.close());

const provider = (number: string, name: string) => ({ number, name, openimmoAnid: null, email: null, phone: null });
const listAt = ({ db }: SyncPair['site']) =>
  db.select({ id: providers.id, number: providers.number, name: providers.name }).from(providers);
const refused = { code: 'provider-read-only' };

test('a provider is changed on the central server, and comes to its sites', async () => {
  const { site, central } = pair;
  const { id } = await createProvider(central.db, provider('1', 'Nord'));
  await updateProvider(central.db, id, provider('1', 'Nord & Partner'));
  expect(await pair.synchronise()).toMatchObject({ state: 'done' });
  expect(await listAt(site)).toEqual([{ id, number: '1', name: 'Nord & Partner' }]);
});

test('a connected site changes none of them and adds none: nothing is written, nothing waits to be sent', async () => {
  const { site, central } = pair;
  const [known] = await listAt(site);
  await expect(updateProvider(site.db, known?.id ?? '', provider('1', 'Mine'))).rejects.toMatchObject(refused);
  await expect(createProvider(site.db, provider('2', 'Mine'))).rejects.toMatchObject(refused);
  expect(await areProvidersReadOnly(site.db)).toBe(true);
  expect(await listAt(site)).toEqual([known]);
  expect(await countPending(site.db)).toMatchObject({ count: 0 });
  expect(await pair.synchronise()).toMatchObject({ state: 'done', counts: { sent: 0, received: 0 } });
  expect(await listAt(central)).toEqual([known]);
});

test('what was changed past the refusal is never sent, and the central server’s value comes back with its next change', async () => {
  const { site, central } = pair;
  const [known] = await listAt(site);
  await site.db.update(providers).set({ name: 'Mine' });
  expect(await pair.synchronise()).toMatchObject({ counts: { sent: 0 } });
  expect(await listAt(central)).toEqual([known]);
  await updateProvider(central.db, known?.id ?? '', provider('1', 'Nord Immobilien'));
  expect(await pair.synchronise()).toMatchObject({ state: 'done', counts: { sent: 0, received: 1 } });
  expect(await listAt(site)).toEqual([{ ...known, name: 'Nord Immobilien' }]);
});

test('a site that left its central server edits its own again', async () => {
  const { site } = pair;
  await disconnectSite(site.db);
  expect(await areProvidersReadOnly(site.db)).toBe(false);
  const { id } = await createProvider(site.db, provider('2', 'Mine'));
  await updateProvider(site.db, id, provider('2', 'Still mine'));
  expect(await listAt(site)).toEqual([{ id, number: '2', name: 'Still mine' }]);
});
