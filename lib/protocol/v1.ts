import { z } from 'zod';

/** The wire protocol between a site and its central server, version 1 (docs/protocol.md). */
export const PROTOCOL_VERSION = 1;
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
export const CENTRAL_TABLES = ['providers'] as const;
/** Remote data: changed by the site that owns it. In order of dependency. */
export const REMOTE_TABLES = ['contacts', 'properties', 'attachments'] as const;
export const SYNC_TABLES = [...CENTRAL_TABLES, ...REMOTE_TABLES] as const;
export type SyncTable = (typeof SYNC_TABLES)[number];
export type RemoteTable = (typeof REMOTE_TABLES)[number];

/** A place in the sender's changelog. */
export const WireCursor = z.object({ epoch: z.number().int().min(0), position: z.number().int().min(0) });
export type WireCursor = z.infer<typeof WireCursor>;

const WireRecord = z.object({
  cursor: z.number().int().min(0),
  table: z.enum(SYNC_TABLES),
  id: z.uuid(),
  action: z.enum(['upsert', 'delete']),
  data: z.record(z.string(), z.unknown()).nullable(),
  /** The site that owns the record, 0 for central data. Ignored in a push: there the token says it. */
  originSite: z.number().int().min(0),
});
export type WireRecord = z.infer<typeof WireRecord>;

export const OfferedProvider = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  openimmoAnid: z.string().nullable(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});
export type OfferedProvider = z.infer<typeof OfferedProvider>;

export const HelloRequest = z.object({
  siteName: z.string().max(200),
  providers: z.array(OfferedProvider).max(10_000),
});
export const HelloAnswer = z.object({
  siteId: z.number().int().positive(),
  siteName: z.string(),
  protocol: z.object({ min: z.number().int(), max: z.number().int() }),
  software: z.string(),
  /** The central server's id of every provider that was offered. */
  providers: z.array(z.object({ offered: z.uuid(), id: z.uuid() })),
  /** What the central server holds of this site. */
  totals: z.record(z.string(), z.number().int().min(0)),
});
export type HelloAnswer = z.infer<typeof HelloAnswer>;

export const PushRequest = z.object({
  batchId: z.uuid(),
  records: z
    .array(WireRecord.extend({ table: z.enum(REMOTE_TABLES) }))
    .min(1)
    .max(MOST_RECORDS),
  /** How many records still wait on the site after this batch; 0 lets the central server integrate. */
  remaining: z.number().int().min(0),
});
export type PushRequest = z.infer<typeof PushRequest>;
export const PushAnswer = z.object({ stored: z.number().int().min(0) });
export type PushAnswer = z.infer<typeof PushAnswer>;

export const PullRequest = z.object({
  scope: z.enum(['central', 'remote']),
  cursor: WireCursor.nullable(),
  /** Remote data that this site owns itself: on its first run only. */
  own: z.boolean(),
});
export type PullRequest = z.infer<typeof PullRequest>;
export const PullAnswer = z.object({
  records: z.array(WireRecord).max(MOST_RECORDS),
  remaining: z.number().int().min(0),
  cursor: WireCursor,
});
export type PullAnswer = z.infer<typeof PullAnswer>;

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
