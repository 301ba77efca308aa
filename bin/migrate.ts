// Brings databases to the newest schema: those that the launcher names on standard input, or DATABASE_URL.
import { migrate } from '@/lib/db/migrate';
import { answer, readInput } from './program-input';

interface Input {
  databases: { name: string; url: string }[];
}

answer(async () => {
  const { databases } = await readInput<Input>(() => ({
    databases: [{ name: 'DATABASE_URL', url: process.env.DATABASE_URL ?? '' }],
  }));
  for (const { name, url } of databases) {
    if (url === '') throw new Error(`The ${name} database has no address: set DATABASE_URL.`);
    await migrate(url).catch((cause: unknown) => {
      const { host, pathname } = new URL(url);
      throw new Error(`The ${name} database (${host}${pathname}) could not be brought to the newest schema`, { cause });
    });
  }
  return { migrated: databases.map(({ name }) => name) };
});
