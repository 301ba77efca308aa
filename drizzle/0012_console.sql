CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("actor_id","at","id");
--> statement-breakpoint
-- Listings with days of their own (aktiv_von, aktiv_bis) are shown to other sites on those days only. Which day it is says
-- a setting and not the clock: it changes in the transaction that logs what it shows and hides, so no reader misses it.
CREATE INDEX "properties_active_from" ON "properties" USING btree ("active_from") WHERE active_from is not null;
--> statement-breakpoint
CREATE INDEX "properties_active_until" ON "properties" USING btree ("active_until") WHERE active_until is not null;
--> statement-breakpoint
CREATE FUNCTION listing_day() RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce((SELECT (s.value ->> 'day')::date FROM settings s WHERE s.key = 'listing-day'), current_date);
END $$;
--> statement-breakpoint
CREATE FUNCTION listing_in_days(first_day date, last_day date) RETURNS bool LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF first_day IS NULL AND last_day IS NULL THEN
    RETURN true;
  END IF;
  RETURN coalesce(first_day <= listing_day(), true) AND coalesce(last_day >= listing_day(), true);
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION property_visible(p properties, site int) RETURNS bool LANGUAGE sql STABLE AS $$
  SELECT listing_in_days(p.active_from, p.active_until)
    AND listing_visible(p.origin_site_id, p.state, p.published, p.shared_generally, p.shared_with, p.not_shared_with, site)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION contact_visible(c contacts, site int) RETURNS bool LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM properties p
    WHERE p.contact_id = c.id AND p.origin_site_id = c.origin_site_id
      AND listing_on_offer(p.state, p.published, p.shared_generally, p.shared_with)
      AND listing_in_days(p.active_from, p.active_until)
      AND listing_visible(p.origin_site_id, p.state, p.published, p.shared_generally, p.shared_with, p.not_shared_with, site));
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION attachment_visible(a attachments, site int) RETURNS bool LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM properties p
    WHERE p.id = a.property_id AND p.origin_site_id = a.origin_site_id
      AND listing_in_days(p.active_from, p.active_until)
      AND listing_visible(p.origin_site_id, p.state, p.published, p.shared_generally, p.shared_with, p.not_shared_with, site));
END $$;
--> statement-breakpoint
DROP TRIGGER sharing_update ON properties;
--> statement-breakpoint
CREATE TRIGGER sharing_update AFTER UPDATE ON properties FOR EACH ROW
WHEN (
  NEW.origin_site_id > 0
  AND (listing_on_offer(OLD.state, OLD.published, OLD.shared_generally, OLD.shared_with)
    OR listing_on_offer(NEW.state, NEW.published, NEW.shared_generally, NEW.shared_with))
  AND (listing_on_offer(OLD.state, OLD.published, OLD.shared_generally, OLD.shared_with)
      <> listing_on_offer(NEW.state, NEW.published, NEW.shared_generally, NEW.shared_with)
    OR OLD.shared_generally <> NEW.shared_generally OR OLD.shared_with <> NEW.shared_with
    OR OLD.not_shared_with <> NEW.not_shared_with OR OLD.contact_id IS DISTINCT FROM NEW.contact_id
    OR OLD.active_from IS DISTINCT FROM NEW.active_from OR OLD.active_until IS DISTINCT FROM NEW.active_until))
EXECUTE FUNCTION sharing_follow();
--> statement-breakpoint
-- The first day of all logs every listing with days; a clock that was put back logs what it shows and hides again.
CREATE FUNCTION pass_listing_day(today date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  before date;
  earlier date;
  later date;
  listings bigint;
BEGIN
  IF (SELECT s.value ->> 'day' FROM settings s WHERE s.key = 'listing-day') = today::text THEN
    RETURN 0;
  END IF;
  PERFORM lock_sharing();
  SELECT (s.value ->> 'day')::date INTO before FROM settings s WHERE s.key = 'listing-day';
  IF before = today THEN
    RETURN 0;
  END IF;
  INSERT INTO settings (key, value) VALUES ('listing-day', jsonb_build_object('day', today))
  ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now();
  earlier := CASE WHEN before IS NULL THEN '-infinity' ELSE least(before, today) END;
  later := CASE WHEN before IS NULL THEN 'infinity' ELSE greatest(before, today) END;
  WITH listing AS MATERIALIZED (
    SELECT p.id, p.contact_id, p.origin_site_id FROM properties p
    WHERE (p.active_from > earlier AND p.active_from <= later OR p.active_until >= earlier AND p.active_until < later)
      AND p.origin_site_id > 0 AND listing_on_offer(p.state, p.published, p.shared_generally, p.shared_with)
  ),
  logged AS (
    INSERT INTO change_inbox (record_id, table_id, origin_site, action)
    SELECT DISTINCT l.contact_id, 2, l.origin_site_id, 'U'::"char" FROM listing l WHERE l.contact_id IS NOT NULL
    UNION ALL
    SELECT l.id, 3, l.origin_site_id, 'U' FROM listing l
    UNION ALL
    SELECT a.id, 4, l.origin_site_id, 'U' FROM listing l JOIN attachments a ON a.property_id = l.id
  )
  SELECT count(*) INTO listings FROM listing;
  RETURN listings;
END $$;
--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "actor_kind" text DEFAULT 'system' NOT NULL;
--> statement-breakpoint
-- Who the rows until now are of: the one change that the log has ever seen, made here and by nobody else.
ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only;
--> statement-breakpoint
UPDATE audit_log SET actor_kind = CASE
  WHEN actor_id IS NOT NULL THEN 'user' WHEN details -> 'token' IS NOT NULL THEN 'token' ELSE 'system' END;
--> statement-breakpoint
ALTER TABLE audit_log ENABLE TRIGGER audit_log_append_only;
--> statement-breakpoint
CREATE TRIGGER audit_log_not_emptied BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE INDEX "audit_log_kind" ON "audit_log" USING btree ("actor_kind","at","id");
--> statement-breakpoint
CREATE INDEX "audit_log_action" ON "audit_log" USING btree ("action","at","id");
--> statement-breakpoint
CREATE INDEX "audit_log_refused" ON "audit_log" USING btree ("at","id") WHERE not allowed;
--> statement-breakpoint
CREATE INDEX "audit_log_subject" ON "audit_log" USING btree ("subject","at","id");
--> statement-breakpoint
-- Searching in the middle of texts needs the extension pg_trgm to be fast; a server without it, or an account that may not
-- add it, searches all the same.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX audit_log_search ON audit_log USING gin
    ((coalesce(subject, '') || ' ' || coalesce(details::text, '')) gin_trgm_ops);
EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege OR undefined_object THEN
  RAISE NOTICE 'pg_trgm is not available: %', SQLERRM;
END $$;
--> statement-breakpoint
CREATE INDEX "api_tokens_order" ON "api_tokens" USING btree ("created_at","id");
--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "password_hash" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "last_sign_in_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "oidc_subject" text;
--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_oidc_subject_unique" UNIQUE("oidc_subject");
--> statement-breakpoint
CREATE TABLE "user_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "user_links_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "user_links" ADD CONSTRAINT "user_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "user_links" ADD CONSTRAINT "user_links_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "user_links_user" ON "user_links" USING btree ("user_id","created_at","id");
--> statement-breakpoint
-- What the list of properties searches, filters and sorts by (docs/architecture.md, "Lists"): one narrow row per property that
-- follows behind. Writers only note what changed, in an inbox without any index; whoever reads the list follows first.
CREATE TABLE listed_inbox (property_id uuid NOT NULL)
  WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_cost_delay = 0);
--> statement-breakpoint
CREATE TABLE listed_properties (
  property_id uuid PRIMARY KEY,
  provider_id uuid NOT NULL,
  interface_id uuid,
  state property_state NOT NULL,
  published bool NOT NULL,
  active_from date,
  active_until date,
  price numeric(16,2),
  place text COLLATE "C" NOT NULL,
  number text COLLATE "C" NOT NULL,
  updated_at timestamptz NOT NULL,
  tokens tsvector NOT NULL,
  places tsvector NOT NULL
);
--> statement-breakpoint
-- Exact, because only the follower writes it.
CREATE TABLE listed_counts (
  provider_id uuid NOT NULL,
  state property_state NOT NULL,
  published bool NOT NULL,
  count int NOT NULL,
  PRIMARY KEY (provider_id, state, published)
);
--> statement-breakpoint
-- The list's own order has an index here now, and the writers of properties one less.
DROP INDEX properties_updated;
--> statement-breakpoint
-- Without accents, upper case and typographic signs, whatever the database's locale is.
CREATE FUNCTION listed_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(t) = length(t) THEN lower(t)
    ELSE replace(lower(translate(regexp_replace(normalize(t, NFKD), '[\u0300-\u036f]', '', 'g'), '„“”‚‘’«»‹›–—·•', repeat(' ', 14))),
      'ß', 'ss') END
$$;
--> statement-breakpoint
-- Its words; what joins words apart, so that each is found by its beginning.
CREATE FUNCTION listed_words(t text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT strip(to_tsvector('pg_catalog.simple', translate(listed_fold(t), '-/._:+@&', '        ')))
$$;
--> statement-breakpoint
-- A number at its end counts as a number: "P-9" comes before "P-10".
CREATE FUNCTION listed_number(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT rtrim(t, '0123456789') || CASE WHEN t ~ '\d$' THEN
    lpad(substr(t, length(rtrim(t, '0123456789')) + 1), greatest(12, length(t) - length(rtrim(t, '0123456789'))), '0') ELSE '' END
$$;
--> statement-breakpoint
-- What is filtered by beside words and places: behind a stroke, which no word begins with.
CREATE FUNCTION listed_facets(p properties) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT array_to_tsvector(array_remove(ARRAY['/s' || p.state, '/p' || p.provider_id, '/i' || p.interface_id, '/o' || p.origin_site_id,
    '/t' || lower(left(p.object_type, 100)),
    CASE WHEN p.origin_site_id > 0 THEN '/x' END,
    CASE WHEN NOT p.published OR p.active_from IS NOT NULL OR p.active_until IS NOT NULL OR p.state IN ('withdrawn', 'trashed') THEN '/h' END],
    NULL))
$$;
--> statement-breakpoint
-- Every word of `t` begins a word; all `facets` are there. Null: nothing is asked for.
CREATE FUNCTION listed_query(t text, facets text[]) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(term, ' & ')::tsquery FROM (
    (SELECT quote_literal(w) || ':*' FROM unnest(tsvector_to_array(listed_words(left(t, 200)))) w LIMIT 12)
    UNION ALL
    SELECT quote_literal(f) FROM unnest(facets) f) q(term)
$$;
--> statement-breakpoint
-- What so many properties have that looking it up is no help, out of the statistics.
CREATE TABLE listed_common (place bool NOT NULL, word text NOT NULL, PRIMARY KEY (place, word));
--> statement-breakpoint
CREATE FUNCTION note_listed_common() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM listed_common;
  INSERT INTO listed_common
  SELECT DISTINCT s.attname = 'places', e.word
  FROM pg_stats s CROSS JOIN LATERAL unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) e(word, frequency)
  WHERE s.schemaname = current_schema() AND s.tablename = 'listed_properties' AND s.attname IN ('tokens', 'places')
    AND e.word IS NOT NULL AND e.frequency > 0.02;
END $$;
--> statement-breakpoint
-- What of a question is worth looking up: no beginning of what is common, and no single letter.
CREATE FUNCTION listed_lookup(t text, facets text[], p_place bool) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT string_agg(term, ' & ')::tsquery FROM (
    (SELECT quote_literal(w) || ':*' FROM unnest(tsvector_to_array(listed_words(left(t, 200)))) w
      WHERE length(w) > 1 AND NOT EXISTS (SELECT FROM listed_common c WHERE c.place = p_place AND starts_with(c.word, w)) LIMIT 12)
    UNION ALL
    SELECT quote_literal(f) FROM unnest(facets) f
    WHERE NOT EXISTS (SELECT FROM listed_common c WHERE NOT c.place AND c.word = f)) q(term)
$$;
--> statement-breakpoint
-- By the index of words and places, whatever the planner thinks of how many there are: at most `p_most`, in no order.
CREATE FUNCTION listed_matching(p_words tsquery, p_place tsquery, p_most int) RETURNS SETOF listed_properties LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off AS $$
BEGIN
  IF p_words IS NULL THEN
    RETURN QUERY SELECT * FROM listed_properties l WHERE l.places @@ p_place LIMIT p_most;
  ELSIF p_place IS NULL THEN
    RETURN QUERY SELECT * FROM listed_properties l WHERE l.tokens @@ p_words LIMIT p_most;
  ELSE
    RETURN QUERY SELECT * FROM listed_properties l WHERE l.tokens @@ p_words AND l.places @@ p_place LIMIT p_most;
  END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION note_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO listed_inbox SELECT id FROM changed;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER listed_insert AFTER INSERT ON properties REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_listed();
--> statement-breakpoint
CREATE TRIGGER listed_update AFTER UPDATE ON properties REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_listed();
--> statement-breakpoint
CREATE TRIGGER listed_delete AFTER DELETE ON properties REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_listed();
--> statement-breakpoint
-- Brings up to `p_most` noted changes into the list; answers how many are left, counted up to 10,001.
CREATE FUNCTION follow_properties(p_most int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[];
  taken int;
BEGIN
  IF NOT EXISTS (SELECT FROM listed_inbox) THEN
    RETURN 0;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('listed properties', 0));  -- one follower until commit
  WITH noted AS (
    DELETE FROM listed_inbox WHERE ctid = ANY (ARRAY(SELECT ctid FROM listed_inbox LIMIT p_most)) RETURNING property_id)
  SELECT array_agg(DISTINCT property_id), count(*) INTO ids, taken FROM noted;
  WITH old AS (SELECT provider_id, state, published FROM listed_properties WHERE property_id = ANY (ids)),
  new AS MATERIALIZED (
    SELECT p.id, p.provider_id, p.interface_id, p.state, p.published, p.active_from, p.active_until, p.price,
      coalesce(nullif(concat_ws(' ', listed_fold(t.city), t.postcode), ''), '~') AS place,
      coalesce(listed_number(listed_fold(t.number)), '~') AS number,
      p.updated_at, listed_words(t.words) || listed_facets(p) AS tokens, listed_words(t.place) AS places
    FROM properties p
    -- Computed once. A street finds nothing, because its address may not be released.
    CROSS JOIN LATERAL (
      SELECT left(p.city, 100) AS city, left(p.postcode, 100) AS postcode,
        left(coalesce(p.external_number, p.internal_number), 100) AS number,
        concat_ws(' ', left(p.postcode, 100), left(p.city, 100)) AS place,
        concat_ws(' ', left(p.title, 300), left(p.external_number, 100), left(p.internal_number, 100), left(p.obid, 100),
          left(p.postcode, 100), left(p.city, 100)) AS words
      OFFSET 0) t
    WHERE p.id = ANY (ids)),
  gone AS (DELETE FROM listed_properties l WHERE l.property_id = ANY (ids) AND NOT EXISTS (SELECT FROM new WHERE new.id = l.property_id)),
  written AS (
    INSERT INTO listed_properties SELECT * FROM new
    ON CONFLICT (property_id) DO UPDATE SET provider_id = excluded.provider_id, interface_id = excluded.interface_id,
      state = excluded.state, published = excluded.published, active_from = excluded.active_from, active_until = excluded.active_until,
      price = excluded.price, place = excluded.place, number = excluded.number, updated_at = excluded.updated_at, tokens = excluded.tokens,
      places = excluded.places)
  INSERT INTO listed_counts AS c (provider_id, state, published, count)
  SELECT provider_id, state, published, sum(n) FROM (
    SELECT *, -1 AS n FROM old UNION ALL SELECT provider_id, state, published, 1 FROM new) x
  GROUP BY 1, 2, 3 HAVING sum(n) <> 0
  ON CONFLICT (provider_id, state, published) DO UPDATE SET count = c.count + excluded.count;
  RETURN CASE WHEN taken < p_most THEN 0 ELSE (SELECT count(*) FROM (SELECT FROM listed_inbox LIMIT 10001) i) END;
END $$;
--> statement-breakpoint
INSERT INTO listed_inbox SELECT id FROM properties;
--> statement-breakpoint
CREATE INDEX listed_changed ON listed_properties (updated_at, property_id);
--> statement-breakpoint
CREATE INDEX listed_price ON listed_properties ((coalesce(price, 'Infinity'::numeric)), property_id);
--> statement-breakpoint
CREATE INDEX listed_price_down ON listed_properties ((coalesce(-price, 'Infinity'::numeric)), property_id);
--> statement-breakpoint
CREATE INDEX listed_place ON listed_properties (place, property_id);
--> statement-breakpoint
CREATE INDEX listed_number ON listed_properties (number, property_id);
--> statement-breakpoint
CREATE INDEX listed_provider ON listed_properties (provider_id, updated_at, property_id);
--> statement-breakpoint
CREATE INDEX listed_interface ON listed_properties (interface_id, updated_at, property_id) WHERE interface_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX listed_state ON listed_properties (state, updated_at, property_id) WHERE state <> 'active';
--> statement-breakpoint
CREATE INDEX listed_from ON listed_properties (active_from) INCLUDE (active_until, published, state) WHERE active_from IS NOT NULL;
--> statement-breakpoint
CREATE INDEX listed_until ON listed_properties (active_until) INCLUDE (published, state) WHERE active_until IS NOT NULL;
--> statement-breakpoint
CREATE INDEX listed_tokens ON listed_properties USING gin (tokens, places);
--> statement-breakpoint
-- How runs ended, by quarters of an hour, so that the days of any time zone can be put together; counted when a run ends.
CREATE TABLE run_quarters (
  quarter timestamptz NOT NULL,
  kind text NOT NULL,
  state run_state NOT NULL,
  runs int NOT NULL,
  records bigint NOT NULL,
  PRIMARY KEY (quarter, kind, state)
);
--> statement-breakpoint
CREATE FUNCTION run_kind(target text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN target = 'central' THEN 'central' WHEN target LIKE 'site:%' THEN 'site' ELSE 'interface' END
$$;
--> statement-breakpoint
CREATE FUNCTION run_records(counts jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(sum(value::numeric), 0)::bigint FROM jsonb_each(counts)
  WHERE key IN ('sent', 'received', 'created', 'updated', 'restored', 'removed') AND jsonb_typeof(value) = 'number'
$$;
--> statement-breakpoint
CREATE FUNCTION count_ended_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO run_quarters AS q (quarter, kind, state, runs, records)
  VALUES (date_bin('15 minutes', NEW.finished_at, 'epoch'), run_kind(NEW.target), NEW.state, 1, run_records(NEW.counts))
  ON CONFLICT (quarter, kind, state) DO UPDATE SET runs = q.runs + 1, records = q.records + excluded.records;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER runs_end AFTER UPDATE ON runs FOR EACH ROW
WHEN (OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL) EXECUTE FUNCTION count_ended_run();
--> statement-breakpoint
CREATE TRIGGER runs_inserted AFTER INSERT ON runs FOR EACH ROW
WHEN (NEW.finished_at IS NOT NULL) EXECUTE FUNCTION count_ended_run();
--> statement-breakpoint
INSERT INTO run_quarters (quarter, kind, state, runs, records)
SELECT date_bin('15 minutes', finished_at, 'epoch'), run_kind(target), state, count(*), sum(run_records(counts))
FROM runs WHERE finished_at > now() - interval '40 days' GROUP BY 1, 2, 3;
--> statement-breakpoint
CREATE INDEX "runs_state" ON "runs" USING btree ("state","queued_at","id") WHERE state <> 'done';
--> statement-breakpoint
CREATE INDEX "runs_interface" ON "runs" USING btree ("queued_at","id") WHERE target <> 'central' and target not like 'site:%';
--> statement-breakpoint
CREATE INDEX "runs_trigger" ON "runs" USING btree ("trigger","queued_at","id");
--> statement-breakpoint
CREATE INDEX "runs_user" ON "runs" USING btree ("user_id","queued_at","id") WHERE user_id is not null;
--> statement-breakpoint
CREATE INDEX "deliveries_waiting" ON "deliveries" USING btree ("interface_id","modified_at","id") WHERE gone_at is null and state in ('new', 'changed', 'uploading');
--> statement-breakpoint
CREATE INDEX "outcomes_run_problems" ON "outcomes" USING btree ("run_id","id") WHERE severity <> 'note';
--> statement-breakpoint
CREATE INDEX "outcomes_import_problems" ON "outcomes" USING btree ("import_id","id") WHERE severity <> 'note';
--> statement-breakpoint
-- Staged records have the columns of properties, so that the work of making them is done while the delivery is read.
TRUNCATE "staged_records";
--> statement-breakpoint
ALTER TABLE "staged_records" DROP COLUMN "record",
  ADD COLUMN "title" text, ADD COLUMN "description" text, ADD COLUMN "object_type" text, ADD COLUMN "object_subtype" text,
  ADD COLUMN "marketing" text, ADD COLUMN "usage" text, ADD COLUMN "price" numeric(16, 2), ADD COLUMN "currency" text,
  ADD COLUMN "price_on_request" boolean DEFAULT false NOT NULL, ADD COLUMN "living_area" numeric(14, 2),
  ADD COLUMN "plot_area" numeric(14, 2), ADD COLUMN "rooms" numeric(8, 2), ADD COLUMN "street" text,
  ADD COLUMN "house_number" text, ADD COLUMN "postcode" text, ADD COLUMN "city" text, ADD COLUMN "country" text,
  ADD COLUMN "address_released" boolean DEFAULT false NOT NULL, ADD COLUMN "latitude" double precision,
  ADD COLUMN "longitude" double precision, ADD COLUMN "active_from" date, ADD COLUMN "active_until" date,
  ADD COLUMN "shared_generally" boolean DEFAULT false NOT NULL, ADD COLUMN "shared_with" text[] DEFAULT '{}' NOT NULL,
  ADD COLUMN "not_shared_with" text[] DEFAULT '{}' NOT NULL, ADD COLUMN "document" jsonb, ADD COLUMN "contact" json,
  ADD COLUMN "contact_hash" text, ADD COLUMN "attachments" json, ADD COLUMN "warnings" json, ADD COLUMN "text_hash" text;
--> statement-breakpoint
CREATE UNLOGGED TABLE "delivered_texts" (
	"property_id" uuid PRIMARY KEY NOT NULL,
	"text_hash" text NOT NULL,
	"action" text NOT NULL,
	"content_hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "delivered_texts" ADD CONSTRAINT "delivered_texts_property_id_properties_id_fk" FOREIGN KEY ("property_id") REFERENCES "public"."properties"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "staged_records" ALTER COLUMN "attachments" SET STORAGE EXTERNAL;
--> statement-breakpoint
-- Packed alike, values go from the one table to the other without being unpacked.
DO $$
BEGIN
  ALTER TABLE staged_records ALTER COLUMN document SET COMPRESSION lz4, ALTER COLUMN description SET COMPRESSION lz4;
  ALTER TABLE properties ALTER COLUMN description SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
  NULL;
END $$;
--> statement-breakpoint
CREATE INDEX "deliveries_problems" ON "deliveries" USING btree ("interface_id","modified_at","id") WHERE state in ('error', 'held', 'warnings');
--> statement-breakpoint
-- Where a file is or was delivered: what attachments say, and what they no longer say or do not say yet.
CREATE VIEW file_places AS
  SELECT sha256, interface_id, property_id, name, stored_at FROM file_origins
  UNION ALL
  SELECT a.file_sha256, p.interface_id, a.property_id, coalesce(a.name, a.title, left(a.file_sha256, 12)), a.updated_at
  FROM attachments a JOIN properties p ON p.id = a.property_id
  WHERE a.file_sha256 IS NOT NULL AND p.interface_id IS NOT NULL AND p.origin_site_id = 0;
--> statement-breakpoint
CREATE INDEX "imports_bytes" ON "imports" USING btree ("interface_id","sha256");
