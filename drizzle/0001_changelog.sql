-- Which records changed, in commit order (docs/architecture.md, "Changelog").
-- Writers append to an inbox without any index; whoever reads first stamps what is committed into a log of one row per record.
CREATE TABLE change_table (id smallint PRIMARY KEY, name text NOT NULL UNIQUE);
--> statement-breakpoint
INSERT INTO change_table VALUES (1, 'providers'), (2, 'contacts'), (3, 'properties'), (4, 'attachments');
--> statement-breakpoint
CREATE SEQUENCE change_entry_seq;
--> statement-breakpoint
CREATE TABLE change_inbox (
  entry bigint NOT NULL DEFAULT nextval('change_entry_seq'),
  record_id uuid NOT NULL,
  table_id smallint NOT NULL,
  origin_site int NOT NULL,
  action "char" NOT NULL
) WITH (vacuum_truncate = off, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_cost_delay = 0);
--> statement-breakpoint
CREATE TABLE change_log (
  position bigint NOT NULL,
  record_id uuid NOT NULL,
  table_id smallint NOT NULL,
  origin_site int NOT NULL,
  action "char" NOT NULL,
  PRIMARY KEY (record_id, table_id)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
--> statement-breakpoint
CREATE UNIQUE INDEX change_log_position ON change_log (position) INCLUDE (origin_site, table_id);
--> statement-breakpoint
CREATE INDEX change_log_tombstone ON change_log (position) WHERE action = 'D';
--> statement-breakpoint
CREATE TABLE change_head (
  one bool PRIMARY KEY DEFAULT true CHECK (one),
  last_position bigint NOT NULL DEFAULT 0,
  pruned_to bigint NOT NULL DEFAULT 0,
  epoch int NOT NULL DEFAULT 0,
  identity text
) WITH (fillfactor = 50);
--> statement-breakpoint
INSERT INTO change_head DEFAULT VALUES;
--> statement-breakpoint
CREATE TABLE change_epoch (epoch int PRIMARY KEY, starts_after bigint NOT NULL, at timestamptz NOT NULL DEFAULT now());
--> statement-breakpoint
-- app.origin_site says on whose behalf a transaction writes; unset is 0, this installation.
CREATE FUNCTION change_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO change_inbox (record_id, table_id, origin_site, action)
  SELECT id, TG_ARGV[0]::smallint, coalesce(nullif(current_setting('app.origin_site', true), ''), '0')::int, TG_ARGV[1]::"char"
  FROM changed;
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT * FROM change_table LOOP
    EXECUTE format('CREATE TRIGGER change_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION change_write(%s, ''U'')', t.name, t.id);
    EXECUTE format('CREATE TRIGGER change_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION change_write(%s, ''U'')', t.name, t.id);
    EXECUTE format('CREATE TRIGGER change_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION change_write(%s, ''D'')', t.name, t.id);
  END LOOP;
END $$;
--> statement-breakpoint
-- Changes when a dump is restored elsewhere, so that cursors of the old database are not trusted.
CREATE FUNCTION change_identity() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE cluster text;
BEGIN
  BEGIN
    cluster := (SELECT system_identifier FROM pg_control_system())::text;
  EXCEPTION WHEN insufficient_privilege THEN
    cluster := 'unknown';
  END;
  RETURN cluster || '/' || (SELECT oid FROM pg_database WHERE datname = current_database()) || '/' || 'change_log'::regclass::oid;
END $$;
--> statement-breakpoint
-- Moves up to `batch` committed entries from the inbox to the log; returns how many it took (= batch: call again).
CREATE FUNCTION change_stamp(batch int DEFAULT 50000) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  h change_head;
  moved int;
  taken int;
  me text := change_identity();
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE 'change_stamp needs READ COMMITTED';
  END IF;
  SELECT * INTO h FROM change_head;
  IF h.identity IS NOT DISTINCT FROM me AND NOT EXISTS (SELECT 1 FROM change_inbox) THEN
    RETURN 0;
  END IF;
  PERFORM set_config('synchronous_commit', 'on', true);
  SELECT * INTO h FROM change_head FOR UPDATE;  -- one stamper until commit
  IF h.identity IS DISTINCT FROM me THEN
    h.epoch := h.epoch + 1;
    INSERT INTO change_epoch VALUES (h.epoch, h.last_position);
    UPDATE change_head SET epoch = h.epoch, identity = me;
  END IF;
  WITH d AS (
    DELETE FROM change_inbox WHERE ctid = ANY (ARRAY(SELECT ctid FROM change_inbox ORDER BY entry LIMIT batch)) RETURNING *
  ),
  l AS (SELECT DISTINCT ON (record_id, table_id) * FROM d ORDER BY record_id, table_id, entry DESC),
  i AS (
    INSERT INTO change_log
    SELECT h.last_position + row_number() OVER (ORDER BY entry), record_id, table_id, origin_site, action FROM l
    ON CONFLICT (record_id, table_id) DO UPDATE
    SET position = excluded.position, origin_site = excluded.origin_site, action = excluded.action
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM i), (SELECT count(*) FROM d) INTO moved, taken;
  IF moved > 0 THEN
    UPDATE change_head SET last_position = h.last_position + moved;
  END IF;
  RETURN taken;
END $$;
