import { z } from 'zod';
import type { VersionRange } from './negotiate';

/** The versions of the wire protocol that this software speaks (docs/protocol.md, "Versions"). */
export const PROTOCOL_VERSIONS: VersionRange = { min: 1, max: 1 };
export const SOFTWARE_VERSION = '0.1.0';

export const HEADERS = {
  installation: 'estate-sync-installation',
  protocol: 'estate-sync-protocol',
  software: 'estate-sync-software',
} as const;

export const MOST_RECORDS = 1_000;
export const MOST_BATCH_BYTES = 1024 * 1024;
/** What a body may weigh at most: one record larger than a batch travels alone. */
export const MOST_BODY_BYTES = 16 * 1024 * 1024;

/** Central data: changed on the central server. In order of dependency. */
export const CENTRAL_TABLES = ['providers', 'sharing_groups', 'sharing_group_sites'] as const;
/** Remote data: changed by the site that owns it. In order of dependency. */
export const REMOTE_TABLES = ['contacts', 'properties', 'attachments'] as const;
export const SYNC_TABLES = [...CENTRAL_TABLES, ...REMOTE_TABLES] as const;
export type SyncTable = (typeof SYNC_TABLES)[number];
export type RemoteTable = (typeof REMOTE_TABLES)[number];

/** What Postgres takes as integer. */
const MOST_INTEGER = 2_147_483_647;

/** A place in the sender's changelog. */
export const WireCursor = z.object({
  epoch: z.number().int().min(0).max(MOST_INTEGER),
  position: z.number().int().min(0),
});
export type WireCursor = z.infer<typeof WireCursor>;

/** Postgres keeps every character but this one. */
const Text = z.string().refine((text) => !text.includes('\0'), 'U+0000');

export const OfferedProvider = z.object({
  id: z.uuid(),
  number: Text.nullable(),
  openimmoAnid: Text.nullable(),
  name: Text,
  email: Text.nullable(),
  phone: Text.nullable(),
});
export type OfferedProvider = z.infer<typeof OfferedProvider>;

export const HelloRequest = z.object({
  siteName: z.string().max(200),
  providers: z.array(OfferedProvider).max(10_000),
  /** The site begins anew: what it believed stored before counts no longer. */
  begin: z.boolean().default(false),
});
export const HelloAnswer = z.object({
  siteId: z.number().int().positive(),
  siteName: z.string(),
  protocol: z.object({ min: z.number().int(), max: z.number().int() }),
  software: z.string(),
  /** The last session of this site that is known there: it goes on with the next. */
  session: z.number().int().min(0),
  /** The central server's id of every provider that was offered. */
  providers: z.array(z.object({ offered: z.uuid(), id: z.uuid() })),
  /** What the central server holds of this site. */
  totals: z.record(z.string(), z.number().int().min(0)),
});
export type HelloAnswer = z.infer<typeof HelloAnswer>;

/** Why a cursor is not to be trusted: both sides compare before the run ends. */
export const Doubt = z.enum(['central-restored', 'cursor-unknown']);
export type Doubt = z.infer<typeof Doubt>;

/** What every sending of changes says beside its records. */
const Session = z.object({
  /** The site counts its runs and gives each a random id; an older one than is known is refused: `session-superseded`. */
  session: z.object({ number: z.number().int().positive(), id: z.uuid() }),
  /** Position in the site's changelog up to which it believes its changes stored. */
  pushed: z.number().int().min(0),
  /** The site knows that this belief, or a cursor, is in doubt, and compares: it is asked no more. */
  inDoubt: z.boolean(),
  /** Position that the site saves when these records are stored. */
  through: z.number().int().min(0),
});

/** A push without its records, which stay text. */
export const PushHead = Session.extend({
  batchId: z.uuid(),
  /** How many records still wait on the site after this batch; 0 lets the central server integrate. */
  remaining: z.number().int().min(0).max(MOST_INTEGER),
});
export type PushHead = z.infer<typeof PushHead>;
export const PushAnswer = z.object({ stored: z.number().int().min(0), doubt: Doubt.nullable() });
export type PushAnswer = z.infer<typeof PushAnswer>;

export const PullRequest = z.object({
  scope: z.enum(['central', 'remote']),
  cursor: WireCursor.nullable(),
  /** Remote data that this site owns itself: on its first run, and after a restore. */
  own: z.boolean(),
  /** How many the last answer said remain; null: count them. */
  remaining: z.number().int().min(0).nullable(),
});
export type PullRequest = z.infer<typeof PullRequest>;
export const PullAnswerHead = z.object({
  cursor: WireCursor,
  /** At least one as long as there is another batch. */
  remaining: z.number().int().min(0),
  count: z.number().int().min(0).max(MOST_RECORDS),
  doubt: Doubt.nullable(),
});
export type PullAnswerHead = z.infer<typeof PullAnswerHead>;

/** A whole small run: the last batch of changes, and the cursors behind which the site wants what is new. */
export const ExchangeHead = Session.extend({ central: WireCursor.nullable(), remote: WireCursor.nullable() });
export type ExchangeHead = z.infer<typeof ExchangeHead>;
const PulledScope = z.object({ cursor: WireCursor, more: z.boolean() });
export const ExchangeAnswerHead = z.object({
  /** Of this site's records, stored and not yet integrated; those with a problem apart. */
  waiting: z.number().int().min(0),
  problemCount: z.number().int().min(0),
  doubt: Doubt.nullable(),
  central: PulledScope,
  remote: PulledScope,
  count: z.number().int().min(0),
});
export type ExchangeAnswerHead = z.infer<typeof ExchangeAnswerHead>;

export const RecordProblem = z.object({
  table: z.enum(SYNC_TABLES),
  id: z.uuid(),
  label: z.string().nullable(),
  code: z.string(),
  field: z.string().nullable(),
  value: z.string().nullable(),
  cause: z.string(),
});
export type RecordProblem = z.infer<typeof RecordProblem>;

export const StatusRequest = z.object({
  /** Try again what could not be integrated: once in each run. */
  retry: z.boolean(),
});
export type StatusRequest = z.infer<typeof StatusRequest>;
export const StatusAnswer = z.object({
  /** Records of this site that are stored and not yet integrated, those with a problem apart. */
  waiting: z.number().int().min(0),
  problemCount: z.number().int().min(0),
  /** At most the first hundred. */
  problems: z.array(RecordProblem).max(100),
});
export type StatusAnswer = z.infer<typeof StatusAnswer>;

/** An error's body (application/problem+json). */
export const Problem = z.object({
  code: z.string().max(100),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
  requestId: z.string().max(100).optional(),
});
