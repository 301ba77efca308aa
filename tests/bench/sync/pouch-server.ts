import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

/** The peer's server: express-pouchdb over leveldb, in a process of its own. */
const require = createRequire(import.meta.url);
const PouchDB = require('pouchdb');
const express = require('express');

process.on('disconnect', () => process.exit());
const [directory = '.'] = process.argv.slice(2);
const Store = PouchDB.defaults({ prefix: `${directory}/` });
const app = express();
app.use(
  '/',
  require('express-pouchdb')(Store, {
    mode: 'minimumForPouchDB',
    logPath: `${directory}/log.txt`,
    inMemoryConfig: true,
  }),
);
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
