-- Which transaction wrote each of the rows last that the state of the synchronisation is read from; null: changes are waiting to
-- be stamped. A function of its own language, because Postgres plans that once for a connection: every page and poll asks.
CREATE FUNCTION sync_status_marks(p_target text, p_connection_key text, p_runs int) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF EXISTS (SELECT FROM change_inbox) THEN
    RETURN NULL;
  END IF;
  RETURN (
    WITH latest AS (
      SELECT id, xmin, row_number() OVER (ORDER BY queued_at DESC, id DESC) AS place FROM runs
      WHERE target = p_target ORDER BY queued_at DESC, id DESC LIMIT p_runs)
    SELECT concat_ws('|',
      (SELECT xmin::text FROM settings WHERE key = p_connection_key),
      (SELECT xmin::text || ':' || last_position FROM change_head),
      (SELECT string_agg(xmin::text, ',') FROM sync_state WHERE key = 'push-cursor'),
      (SELECT string_agg(id || ':' || xmin, ',' ORDER BY place) FROM latest),
      (SELECT string_agg(s.xmin::text, ',' ORDER BY position) FROM run_steps s JOIN latest l ON l.id = s.run_id AND l.place = 1),
      (SELECT string_agg(record_id || ':' || mark, ',') FROM (
        SELECT record_id, xmin AS mark FROM sync_buffer WHERE source_site_id = 0 AND problem IS NOT NULL
        ORDER BY table_name, record_id LIMIT 51) b),
      (SELECT id || ':' || xmin FROM verifications ORDER BY at DESC, id DESC LIMIT 1)));
END $$;
--> statement-breakpoint
-- Who is silent is asked by every overview: what came once more, of the days allowed.
CREATE INDEX "imports_unchanged" ON "imports" USING btree ("interface_id","finished_at") WHERE state = 'unchanged';
--> statement-breakpoint
-- The import's, so that a provider's last plan of an interface is one step in an index.
ALTER TABLE "plans" ADD COLUMN "interface_id" uuid;
--> statement-breakpoint
UPDATE plans SET interface_id = i.interface_id FROM imports i WHERE i.id = plans.import_id;
--> statement-breakpoint
ALTER TABLE "plans" ALTER COLUMN "interface_id" SET NOT NULL;
--> statement-breakpoint
DROP INDEX "plans_provider";
--> statement-breakpoint
CREATE INDEX "plans_provider" ON "plans" USING btree ("provider_id","interface_id","state","created_at");
