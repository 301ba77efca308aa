-- Applies what site `p_site` pushed, in order of dependency; false, and nothing done, where something of the site waits already,
-- a record is refused, or one is named twice and something deleted: then the way through the buffer finds out which counts.
CREATE OR REPLACE FUNCTION take_records(p_site int, p_tables text[], p_records jsonb) RETURNS bool LANGUAGE plpgsql AS $$
DECLARE
  part record;
BEGIN
  IF EXISTS (SELECT 1 FROM sync_buffer WHERE source_site_id = p_site AND problem IS NULL)
    OR EXISTS (SELECT 1 FROM jsonb_array_elements(p_records) r JOIN sync_buffer b ON b.source_site_id = p_site
      AND b.table_name = r ->> 'table' AND b.record_id = (r ->> 'id')::uuid)
    OR p_records @> '[{"action": "delete"}]' AND jsonb_array_length(p_records) > (
      SELECT count(*) FROM (SELECT 1 FROM jsonb_array_elements(p_records) r GROUP BY r ->> 'table', r ->> 'id') named) THEN
    RETURN false;
  END IF;
  PERFORM set_config('app.origin_site', p_site::text, true);
  FOR part IN
    SELECT t.name, g.action, g.whole,
      ARRAY(SELECT ROW(p_site, t.name, (r ->> 'id')::uuid, p_site, g.action, r -> 'data', now(), 0, null)::sync_buffer
        FROM jsonb_array_elements(p_records) r WHERE r ->> 'table' = g.name AND r ->> 'action' = g.action) AS rows
    FROM (
      SELECT r ->> 'table' AS name, r ->> 'action' AS action,
        bool_and(r ->> 'id' IS NOT NULL AND (r ->> 'action' = 'delete' OR jsonb_typeof(r -> 'data') = 'object')) AS whole
      FROM jsonb_array_elements(p_records) r GROUP BY 1, 2) g
    LEFT JOIN change_table t ON t.name = g.name AND t.name = ANY (p_tables) AND g.action IN ('upsert', 'delete')
    ORDER BY g.action = 'delete', t.id * (CASE g.action WHEN 'delete' THEN -1 ELSE 1 END)
  LOOP
    IF part.name IS NULL OR NOT part.whole THEN
      RAISE EXCEPTION USING ERRCODE = 'ES422';
    END IF;
    PERFORM apply_rows(part.name, part.action, part.rows);
  END LOOP;
  RETURN true;
EXCEPTION
  WHEN data_exception OR integrity_constraint_violation OR cardinality_violation OR deadlock_detected OR SQLSTATE 'ES403'
    OR SQLSTATE 'ES422' THEN
    RETURN false;
END $$;
--> statement-breakpoint
-- Its plans are made once per connection (0005); what is replaced loses its settings.
ALTER FUNCTION take_records SET plan_cache_mode = force_generic_plan;
