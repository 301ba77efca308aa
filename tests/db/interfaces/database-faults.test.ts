import { sql } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { createImportWork } from '@/lib/interfaces/import-work';
import { createImportHarness, executeClaimed, expireLease, type ImportHarness } from '../../support/import-harness';
import { propertyXml, providerXml, transferXml } from '../../support/openimmo';

let site: ImportHarness;
afterEach(() => site.close());

const delivery = transferXml([providerXml([propertyXml({ obid: 'O-1', external: 'E-1', title: 'Haus 1' })])]);

/** What writes to the table fails with this code, the given number of times, or until `mend`. */
async function failWith(code: string, table: string, times = 1_000_000): Promise<() => Promise<void>> {
  await site.db.execute(sql`create sequence failures`);
  await site.db.execute(sql`
    create function fail_for_a_test() returns trigger language plpgsql as $$
    begin
      if nextval('failures') <= ${sql.raw(String(times))} then
        raise exception 'refused for a test' using errcode = '${sql.raw(code)}';
      end if;
      return null;
    end $$`);
  await site.db.execute(sql`
    create trigger fail_for_a_test before insert or update or delete on ${sql.identifier(table)}
    for each statement execute function fail_for_a_test()`);
  return async () => {
    await site.db.execute(sql`drop trigger fail_for_a_test on ${sql.identifier(table)}`);
  };
}

const stateOf = async (name: string) => (await site.deliveries()).get(name);

it.each([
  ['is read', 'staged_records'],
  ['is applied', 'properties'],
])(
  'a database that is away while a delivery %s is not its fault: the same run goes on with it',
  async (_what, table) => {
    site = await createImportHarness();
    await failWith('57P01', table, 1);
    await site.deliver('1.xml', delivery);
    const interrupted = await site.run();
    expect(interrupted).toMatchObject({ state: 'running', error: null });
    expect((await stateOf('1.xml'))?.state).toBe('running');
    await expireLease(site.db, interrupted.id);
    const ended = await executeClaimed(site.db, createImportWork(site.interfaceId, site.places));
    expect(ended).toMatchObject({ id: interrupted.id, state: 'done' });
    expect(await stateOf('1.xml')).toMatchObject({ state: 'done' });
  },
);

it('the full disk of the database is named, and the next run over all takes the delivery again, before younger ones', async () => {
  site = await createImportHarness();
  const mend = await failWith('53100', 'properties');
  await site.deliver('1.xml', delivery, 20);
  expect(await site.run()).toMatchObject({ state: 'failed', error: { code: 'storage-full' } });
  expect(await stateOf('1.xml')).toMatchObject({
    state: 'error',
    message: { code: 'F-stopped', params: { code: 'storage-full' } },
  });
  await mend();
  await site.deliver('2.xml', delivery.replace('Haus 1', 'Haus 1, changed'), 10);
  expect(await site.run({ trigger: 'schedule' })).toMatchObject({ state: 'done' });
  const [first, second] = [await stateOf('1.xml'), await stateOf('2.xml')];
  expect([first?.state, second?.state]).toEqual(['done', 'done']);
  expect(await site.db.execute(sql`select title from properties`)).toEqual([{ title: 'Haus 1, changed' }]);
});
