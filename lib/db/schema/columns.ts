import { sql } from 'drizzle-orm';
import { customType, timestamp } from 'drizzle-orm/pg-core';

/** A moment in UTC, from the database's clock, to the millisecond: as much as a JavaScript date and a cursor hold. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

/** A moment that is now unless said otherwise. */
export const momentNow = (name: string) => moment(name).notNull().default(sql`now()`);

/** A JSON value as the type that its column promises; what is written goes through its zod type first. */
export const json = <T>(name: string) =>
  customType<{ data: T; driverData: unknown }>({
    dataType: () => 'jsonb',
    toDriver: (value) => sql`${JSON.stringify(value)}::text::jsonb`,
  })(name);
