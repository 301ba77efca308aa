import { z } from 'zod';
import { SYNC_TABLES, WireCursor } from './v1';

/** Versions of the digest (drizzle/0007_digest.sql) that this software can compute. */
export const DIGEST_VERSIONS = [1] as const;

/** What is compared: the site's own records, the central server's, and what other sites share with it. */
export const VERIFY_SCOPES = ['own', 'central', 'shared'] as const;
export type VerifyScope = (typeof VERIFY_SCOPES)[number];

/** Records on their way that a comparison leaves out, at most; with more of them it is put off. */
export const MOST_LEFT_OUT = 10_000;
export const MOST_NAMED = 100;
/** Records that are asked for by id at once. */
export const MOST_FETCHED = 500;
/** Hashes that one answer carries, about: a side with more asks bucket by bucket. */
export const MOST_HASHES = 20_000;
export const BUCKETS = 256;

const Ids = z.array(z.uuid());
const Scope = z.enum(VERIFY_SCOPES);
const Table = z.enum(SYNC_TABLES);
/** Where the site has come in the central server's changelog. */
const Cursors = z.object({ central: WireCursor.nullable(), remote: WireCursor.nullable() });
const Count = z.number().int().min(0);

export const VerifyRequest = z.discriminatedUnion('ask', [
  z.object({
    ask: z.literal('buckets'),
    /** Digest versions that the site can compute. */
    digests: z.array(z.number().int().positive()).min(1).max(20),
    cursors: Cursors,
    /** The site's own records that it has not sent yet. */
    leftOut: Ids.max(MOST_LEFT_OUT),
  }),
  z.object({
    ask: z.literal('hashes'),
    cursors: Cursors,
    scope: Scope,
    table: Table,
    buckets: z
      .array(
        z
          .number()
          .int()
          .min(0)
          .max(BUCKETS - 1),
      )
      .min(1)
      .max(BUCKETS),
  }),
  z.object({ ask: z.literal('names'), scope: Scope, table: Table, ids: Ids.min(1).max(MOST_NAMED) }),
  z.object({ ask: z.literal('records'), scope: Scope, table: Table, ids: Ids.min(1).max(MOST_FETCHED) }),
]);
export type VerifyRequest = z.infer<typeof VerifyRequest>;

export const Bucket = z.object({
  scope: Scope,
  table: Table,
  bucket: Count.max(BUCKETS - 1),
  records: Count,
  digest: z.string().max(40),
});
export type Bucket = z.infer<typeof Bucket>;

/** id, hash, and when it was changed in milliseconds since 1970. */
export const RecordHash = z.tuple([z.uuid(), z.string().max(40), z.number()]);
export type RecordHash = z.infer<typeof RecordHash>;

export const FetchedRecord = z.object({
  id: z.uuid(),
  /** The owner's number on the central server, 0 for central data. */
  originSite: Count,
  data: z.record(z.string(), z.unknown()),
});
export type FetchedRecord = z.infer<typeof FetchedRecord>;

export const VerifyAnswer = z.discriminatedUnion('ask', [
  z.object({
    ask: z.literal('buckets'),
    /** The digest's version: the highest that both know. */
    digest: z.number().int().positive(),
    buckets: z.array(Bucket),
    /** Left out here beside what the site left out: on their way; null: more than MOST_LEFT_OUT, ask again later. */
    leftOut: Ids.max(MOST_LEFT_OUT).nullable(),
  }),
  z.object({
    ask: z.literal('hashes'),
    hashes: z.array(RecordHash),
    leftOut: Ids.max(MOST_LEFT_OUT).nullable(),
  }),
  z.object({ ask: z.literal('names'), names: z.array(z.tuple([z.uuid(), z.string()])) }),
  z.object({
    ask: z.literal('records'),
    records: z.array(FetchedRecord),
    /** What did not fit: to be asked for again. */
    rest: Ids,
  }),
]);
export type VerifyAnswer = z.infer<typeof VerifyAnswer>;

export type VerifyAsk = VerifyRequest['ask'];
export type RequestOf<Ask extends VerifyAsk> = Extract<VerifyRequest, { ask: Ask }>;
export type AnswerOf<Ask extends VerifyAsk> = Extract<VerifyAnswer, { ask: Ask }>;
