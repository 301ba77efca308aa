-- A cursor carries the random id of the stamping period in which it was taken (docs/architecture.md, "Changelog"). A period
-- begins at least every minute and whenever the database is another one, so that a cursor from a future that a restored
-- backup does not know is noticed.
CREATE INDEX change_epoch_at ON change_epoch (at, starts_after);
--> statement-breakpoint
-- Every reader asks for certain origins, in order.
DROP INDEX change_log_position;
--> statement-breakpoint
CREATE UNIQUE INDEX change_log_origin ON change_log (origin_site, position) INCLUDE (table_id);
--> statement-breakpoint
INSERT INTO change_table VALUES (5, 'sharing_groups'), (6, 'sharing_group_sites');
--> statement-breakpoint
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT * FROM change_table WHERE id IN (5, 6) LOOP
    EXECUTE format('CREATE TRIGGER change_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION change_write(%s, ''U'')', t.name, t.id);
    EXECUTE format('CREATE TRIGGER change_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION change_write(%s, ''U'')', t.name, t.id);
    EXECUTE format('CREATE TRIGGER change_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION change_write(%s, ''D'')', t.name, t.id);
  END LOOP;
END $$;
--> statement-breakpoint
-- Moves up to `batch` committed entries from the inbox to the log; returns how many it took (= batch: call again).
-- Not patient: while somebody else is stamping it returns 0, and the reader sees those changes the next time.
CREATE OR REPLACE FUNCTION change_stamp(batch int DEFAULT 50000, patient bool DEFAULT true) RETURNS int LANGUAGE plpgsql AS $$
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
  IF patient THEN
    SELECT * INTO h FROM change_head FOR UPDATE;  -- one stamper until commit
  ELSE
    SELECT * INTO h FROM change_head FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
      RETURN 0;
    END IF;
  END IF;
  IF h.identity IS DISTINCT FROM me
    OR NOT EXISTS (SELECT 1 FROM change_epoch WHERE epoch = h.epoch AND at > now() - interval '1 minute') THEN
    h.epoch := 1 + floor(random() * 2147483646)::int;
    INSERT INTO change_epoch (epoch, starts_after, at) VALUES (h.epoch, h.last_position, clock_timestamp());
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
--> statement-breakpoint
DROP FUNCTION change_stamp(int);
--> statement-breakpoint
-- A cursor as it is to be used now: never beyond the end of its period. `doubt`: this database does not know the period, or
-- never came as far in it, or has pruned deletions that the reader has not seen; then both sides compare.
CREATE FUNCTION change_cursor(p_epoch int, p_position bigint, OUT epoch int, OUT "position" bigint, OUT last bigint, OUT doubt bool)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  h change_head;
  taken change_epoch;
  period_end bigint;
BEGIN
  SELECT * INTO STRICT h FROM change_head;
  epoch := h.epoch;
  last := h.last_position;
  IF p_position = 0 THEN
    "position" := 0;
    doubt := false;
    RETURN;
  END IF;
  SELECT * INTO taken FROM change_epoch e WHERE e.epoch = p_epoch;
  doubt := NOT FOUND;
  IF FOUND THEN
    SELECT e.starts_after INTO period_end FROM change_epoch e WHERE e.at > taken.at ORDER BY e.at, e.starts_after LIMIT 1;
  END IF;
  "position" := least(p_position, coalesce(period_end, h.last_position), h.last_position);
  doubt := doubt OR "position" < p_position OR p_position < h.pruned_to;
END $$;
