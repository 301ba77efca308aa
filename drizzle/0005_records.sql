-- What of each synchronised table travels, beside id and owner; all else is the installation's own. From one list of columns
-- come `<table>_record(row, …)`, the record as the text of a JSON object, without what is null and canonical (both sides make
-- digests of it), and `apply_<table>(source, action, ids)`, which upserts or deletes buffered records in one statement. A later
-- migration that adds a column defines the table again.
CREATE FUNCTION define_synced_table(p_table text, p_columns text[], p_arguments text DEFAULT '', p_extra text DEFAULT '')
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  fields text;
  names text;
  taken text;
  updates text;
  here text;
  came text;
BEGIN
  SELECT string_agg(CASE
      WHEN t.typcategory IN ('B', 'N') OR t.typname = 'jsonb' THEN format('%L || x.%I::text', '"' || c || '":', c)
      WHEN t.typcategory = 'E' OR t.typname IN ('uuid', 'date') THEN format('%L || x.%I || %L', '"' || c || '":"', c, '"')
      ELSE format('%L || to_json(x.%I)::text', '"' || c || '":', c)
    END, ', ' ORDER BY o),
    string_agg(format('%I', c), ', ' ORDER BY o),
    string_agg(format('r.%I', c), ', ' ORDER BY o),
    string_agg(format('%I = excluded.%I', c, c), ', ' ORDER BY o),
    string_agg(format('t.%I', c), ', ' ORDER BY o),
    string_agg(format('excluded.%I', c), ', ' ORDER BY o)
  INTO STRICT fields, names, taken, updates, here, came
  FROM unnest(p_columns) WITH ORDINALITY u(c, o)
  JOIN pg_attribute a ON a.attrelid = p_table::regclass AND a.attname = c
  JOIN pg_type t ON t.oid = a.atttypid;
  -- Put together as text, which takes half the time that building a JSON value does.
  EXECUTE format($f$CREATE OR REPLACE FUNCTION %I(x %I%s) RETURNS text LANGUAGE sql STABLE AS
    $body$ SELECT '{' || concat_ws(',', %s%s) || '}' $body$ $f$, p_table || '_record', p_table, p_arguments, fields, p_extra);
  -- Nobody but its owner changes a record. One that this installation owns comes back only where it is missing, or newer than
  -- what is here: after a restore.
  EXECUTE format($f$
    CREATE OR REPLACE FUNCTION %1$I(p_source int, p_action text, p_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $body$
    BEGIN
      IF EXISTS (SELECT 1 FROM sync_buffer b JOIN %2$I t ON t.id = b.record_id
        WHERE b.source_site_id = p_source AND b.table_name = %2$L AND b.record_id = ANY (p_ids)
          AND t.origin_site_id <> b.origin_site_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'ES403', MESSAGE = 'record-refused', DETAIL = '{"reason": "owned by another site"}';
      END IF;
      IF p_action = 'delete' THEN
        DELETE FROM %2$I WHERE id = ANY (p_ids);
        RETURN;
      END IF;
      INSERT INTO %2$I AS t (id, origin_site_id, %3$s)
      SELECT b.record_id, b.origin_site_id, %4$s
      FROM sync_buffer b, jsonb_populate_record(null::%2$I, b.data) r
      WHERE b.source_site_id = p_source AND b.table_name = %2$L AND b.record_id = ANY (p_ids)
      ON CONFLICT (id) DO UPDATE SET %5$s
      WHERE (t.origin_site_id <> 0 OR excluded.updated_at > t.updated_at) AND (%6$s) IS DISTINCT FROM (%7$s);
    END $body$ $f$, 'apply_' || p_table, p_table, names, taken, updates, here, came);
END $$;
--> statement-breakpoint
SELECT define_synced_table('providers', '{number,openimmo_anid,name,email,phone,updated_at}');
--> statement-breakpoint
SELECT define_synced_table('sharing_groups', '{name,updated_at}');
--> statement-breakpoint
SELECT define_synced_table('sharing_group_sites', '{group_id,site_id,site_name,site_domain,left_at,updated_at}');
--> statement-breakpoint
SELECT define_synced_table('contacts', '{provider_id,number,salutation,first_name,last_name,company,email,phone,mobile,document,content_hash,updated_at}');
--> statement-breakpoint
SELECT define_synced_table('properties', '{provider_id,contact_id,state,published,obid,external_number,internal_number,title,description,object_type,object_subtype,marketing,usage,price,currency,price_on_request,living_area,plot_area,rooms,street,house_number,postcode,city,country,address_released,latitude,longitude,active_from,active_until,shared_generally,shared_with,not_shared_with,document,content_hash,removed_at,created_at,updated_at}',
  ', keys text', $$, '"keys":' || keys$$);
--> statement-breakpoint
SELECT define_synced_table('attachments', '{property_id,position,group,title,name,file_sha256,url,updated_at}',
  ', f stored_files', $$, '"file_size_bytes":' || f.size_bytes, '"file_media_type":' || to_json(f.media_type)::text$$);
--> statement-breakpoint
-- The keys of a property, in order, as its record carries them; one row, for `properties x, property_keys_json(x.id)`.
CREATE FUNCTION property_keys_json(p_property uuid) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT coalesce('[' || string_agg('{"kind":"' || k.kind || '","value":' || to_json(k.value)::text || '}', ',' ORDER BY k.kind, k.value)
    || ']', '[]')
  FROM property_keys k WHERE k.property_id = p_property
$$;
--> statement-breakpoint
-- TOAST that costs less than the default, where the server has it.
DO $$
BEGIN
  ALTER TABLE sync_buffer ALTER COLUMN data SET COMPRESSION lz4;
  ALTER TABLE properties ALTER COLUMN document SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
  NULL;
END $$;
--> statement-breakpoint
-- The primary key has the same order.
DROP INDEX sync_buffer_order;
--> statement-breakpoint
-- What comes from elsewhere is checked again here, whatever it went through there.
ALTER TABLE attachments ADD CONSTRAINT attachments_url CHECK (url ~* '^https?://' AND length(url) <= 2000) NOT VALID;
--> statement-breakpoint
-- The next batch of changed records as they are now, as the text of a JSON array: at most `p_most` records, and about
-- `p_bytes` of text but at least one record. A record that is gone, or that `p_reader` may not see, is a deletion.
CREATE FUNCTION change_batch(p_origins int[], p_tables smallint[], p_after bigint, p_up_to bigint, p_reader int, p_most int,
  p_bytes int, OUT records text, OUT n int, OUT last bigint, OUT more bool)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  WITH c AS MATERIALIZED (
    SELECT l."position", l.record_id, l.table_id, l.origin_site
    FROM unnest(p_origins) o CROSS JOIN LATERAL (
      SELECT * FROM change_log l
      WHERE l.origin_site = o AND l."position" > p_after AND l."position" <= p_up_to AND l.table_id = ANY (p_tables)
      ORDER BY l."position" LIMIT p_most + 1) l
    ORDER BY l."position" LIMIT p_most + 1
  ),
  r AS (
    SELECT c."position", '{"cursor":' || c."position" || ',"table":"' || t.name || '","id":"' || c.record_id || '","action":"'
      || CASE WHEN d.data IS NULL THEN 'delete","data":null' ELSE 'upsert","data":' || d.data END
      || ',"originSite":' || c.origin_site || '}' AS line
    FROM c JOIN change_table t ON t.id = c.table_id
    LEFT JOIN LATERAL (
      SELECT providers_record(x) AS data FROM providers x WHERE c.table_id = 1 AND x.id = c.record_id
      UNION ALL
      SELECT contacts_record(x) FROM contacts x
      WHERE c.table_id = 2 AND x.id = c.record_id AND (p_reader IS NULL OR contact_visible(x, p_reader))
      UNION ALL
      SELECT properties_record(x, k) FROM properties x, property_keys_json(x.id) k
      WHERE c.table_id = 3 AND x.id = c.record_id AND (p_reader IS NULL OR property_visible(x, p_reader))
      UNION ALL
      SELECT attachments_record(x, f) FROM attachments x LEFT JOIN stored_files f ON f.sha256 = x.file_sha256
      WHERE c.table_id = 4 AND x.id = c.record_id AND (p_reader IS NULL OR attachment_visible(x, p_reader))
      UNION ALL
      SELECT sharing_groups_record(x) FROM sharing_groups x
      WHERE c.table_id = 5 AND x.id = c.record_id AND (p_reader IS NULL OR group_visible(x, p_reader))
      UNION ALL
      SELECT sharing_group_sites_record(x) FROM sharing_group_sites x
      WHERE c.table_id = 6 AND x.id = c.record_id AND (p_reader IS NULL OR group_site_visible(x, p_reader))
    ) d ON true
  ),
  cut AS (
    SELECT r.*, row_number() OVER w AS k, sum(octet_length(r.line)) OVER w AS bytes FROM r WINDOW w AS (ORDER BY r."position")
  )
  SELECT '[' || string_agg(line, ',' ORDER BY "position") || ']', count(*), max("position"), count(*) < (SELECT count(*) FROM c)
  INTO records, n, last, more
  FROM cut WHERE k <= p_most AND (bytes <= p_bytes OR k = 1);
  records := coalesce(records, '[]');
END $$;
--> statement-breakpoint
-- Puts received records into the buffer, in one statement; the newest of a record replaces what waited there before.
-- `p_site`: on the central server the pushing site, owner of all of it; on a site its own number there (p_source 0).
CREATE FUNCTION store_received(p_source int, p_site int, p_tables text[], p_records jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  stored int;
  unknown text;
BEGIN
  SELECT r ->> 'table' INTO unknown FROM jsonb_array_elements(p_records) r
  WHERE (r ->> 'table' = ANY (p_tables) AND r ->> 'action' IN ('upsert', 'delete') AND r ->> 'id' IS NOT NULL) IS NOT TRUE LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'ES422', MESSAGE = 'record-refused',
      DETAIL = json_build_object('table', unknown, 'allowed', array_to_string(p_tables, ', '))::text;
  END IF;
  INSERT INTO sync_buffer (source_site_id, table_name, record_id, origin_site_id, action, data)
  SELECT DISTINCT ON (r ->> 'table', (r ->> 'id')::uuid) p_source, r ->> 'table', (r ->> 'id')::uuid,
    CASE
      WHEN p_source > 0 THEN p_site
      WHEN r ->> 'table' IN ('providers', 'sharing_groups', 'sharing_group_sites') THEN -1
      WHEN (r ->> 'originSite')::int = p_site THEN 0
      ELSE (r ->> 'originSite')::int
    END,
    r ->> 'action', nullif(r -> 'data', 'null'::jsonb)
  FROM jsonb_array_elements(p_records) r
  ORDER BY r ->> 'table', (r ->> 'id')::uuid, (r ->> 'cursor')::bigint DESC
  ON CONFLICT (source_site_id, table_name, record_id) DO UPDATE
  SET origin_site_id = excluded.origin_site_id, action = excluded.action, data = excluded.data, received_at = now(),
    attempts = 0, problem = null;
  GET DIAGNOSTICS stored = ROW_COUNT;
  RETURN stored;
END $$;
--> statement-breakpoint
-- Upserts or deletes buffered records of one table, with what belongs to them in other tables. Raises what the database says
-- when one is refused, and `ES403` when one belongs to another owner here.
CREATE FUNCTION apply_records(p_source int, p_table text, p_action text, p_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_table = 'attachments' AND p_action = 'upsert' THEN
    -- The files are known by content before their bytes are here.
    INSERT INTO stored_files (sha256, size_bytes, media_type)
    SELECT DISTINCT ON (b.data ->> 'file_sha256') b.data ->> 'file_sha256', coalesce((b.data ->> 'file_size_bytes')::bigint, 0),
      coalesce(b.data ->> 'file_media_type', 'application/octet-stream')
    FROM sync_buffer b
    WHERE b.source_site_id = p_source AND b.table_name = 'attachments' AND b.record_id = ANY (p_ids)
      AND b.data ->> 'file_sha256' IS NOT NULL
    ON CONFLICT (sha256) DO UPDATE SET trashed_at = NULL, trashed_by = NULL WHERE stored_files.trashed_at IS NOT NULL;
  END IF;
  CASE p_table
    WHEN 'providers' THEN PERFORM apply_providers(p_source, p_action, p_ids);
    WHEN 'sharing_groups' THEN PERFORM apply_sharing_groups(p_source, p_action, p_ids);
    WHEN 'sharing_group_sites' THEN PERFORM apply_sharing_group_sites(p_source, p_action, p_ids);
    WHEN 'contacts' THEN PERFORM apply_contacts(p_source, p_action, p_ids);
    WHEN 'properties' THEN PERFORM apply_properties(p_source, p_action, p_ids);
    WHEN 'attachments' THEN PERFORM apply_attachments(p_source, p_action, p_ids);
  END CASE;
  IF p_table = 'properties' AND p_action = 'upsert' THEN
    INSERT INTO property_keys (origin_site_id, provider_id, kind, value, property_id)
    SELECT b.origin_site_id, (b.data ->> 'provider_id')::uuid, k.kind, k.value, b.record_id
    FROM sync_buffer b, jsonb_to_recordset(coalesce(b.data -> 'keys', '[]')) AS k(kind property_key_kind, value text)
    WHERE b.source_site_id = p_source AND b.table_name = 'properties' AND b.record_id = ANY (p_ids)
    -- A key belongs to one property of its owner; of a listing that was made anew it moves to the new one.
    ON CONFLICT (origin_site_id, provider_id, kind, value) DO UPDATE SET property_id = excluded.property_id
    WHERE property_keys.origin_site_id <> 0 AND property_keys.property_id <> excluded.property_id;
  END IF;
END $$;
--> statement-breakpoint
-- The next batch of one table and action out of a buffer into the table, in order of id after `p_after`; also what failed
-- before if `p_retry`. Its rows are locked first, so that a newer push of the same record waits for this transaction; rows
-- that somebody else has locked are left to a later batch.
CREATE FUNCTION integrate_batch(p_source int, p_origin int, p_table text, p_action text, p_after uuid, p_retry bool, p_most int,
  OUT last uuid, OUT n int)
LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[] := ARRAY(
    SELECT record_id FROM sync_buffer
    WHERE source_site_id = p_source AND table_name = p_table AND record_id > p_after AND action = p_action
      AND (p_retry OR problem IS NULL)
    ORDER BY record_id LIMIT p_most FOR UPDATE SKIP LOCKED);
BEGIN
  n := cardinality(ids);
  IF n = 0 THEN
    RETURN;
  END IF;
  last := ids[n];
  PERFORM set_config('app.origin_site', p_origin::text, true);
  PERFORM apply_records(p_source, p_table, p_action, ids);
  DELETE FROM sync_buffer WHERE source_site_id = p_source AND table_name = p_table AND record_id = ANY (ids);
END $$;
--> statement-breakpoint
-- Brings everything that waits in one buffer into the tables at once; false, and nothing done, where a record is refused: then
-- the slower way finds out which. For little at a time.
CREATE FUNCTION integrate_at_once(p_source int, p_origin int) RETURNS bool LANGUAGE plpgsql AS $$
DECLARE
  part record;
BEGIN
  PERFORM set_config('app.origin_site', p_origin::text, true);
  FOR part IN
    SELECT b.table_name, b.action, array_agg(b.record_id) AS ids
    FROM sync_buffer b JOIN change_table t ON t.name = b.table_name
    WHERE b.source_site_id = p_source AND b.problem IS NULL
    GROUP BY b.table_name, b.action, t.id
    ORDER BY b.action = 'delete', (CASE WHEN t.id > 4 THEN t.id - 10 ELSE t.id END) * (CASE b.action WHEN 'delete' THEN -1 ELSE 1 END)
  LOOP
    PERFORM apply_records(p_source, part.table_name, part.action, part.ids);
    DELETE FROM sync_buffer WHERE source_site_id = p_source AND table_name = part.table_name AND record_id = ANY (part.ids);
  END LOOP;
  RETURN true;
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR SQLSTATE 'ES403' THEN
  RETURN false;
END $$;
--> statement-breakpoint
-- The functions' plans are made once per connection: planning takes many times as long as a small batch itself.
DO $$
DECLARE
  f text;
BEGIN
  FOREACH f IN ARRAY '{change_batch,integrate_batch}'::text[] LOOP
    EXECUTE format('ALTER FUNCTION %I SET plan_cache_mode = force_generic_plan', f);
  END LOOP;
END $$;
