// What `npm install` runs last: see bin/system/mend-postgres.mjs.
import { fileURLToPath } from 'node:url';
import { mendPostgres } from './system/mend-postgres.mjs';

mendPostgres(fileURLToPath(new URL('..', import.meta.url)));
