import 'server-only';
import pino from 'pino';
import { describeFailure } from './describe-failure';
import { env } from './env';

const key = Symbol.for('estate-sync.log');
const store = globalThis as { [key]?: pino.Logger };

/** The process's log: JSON lines on standard output, secrets masked. */
export function log(): pino.Logger {
  store[key] ??= pino({
    level: env().logLevel,
    base: { role: env().syncRole },
    serializers: { err: describeFailure },
    redact: ['token', 'password', 'secret', 'authorization', '*.token', '*.password', '*.secret', '*.authorization'],
  });
  return store[key];
}
