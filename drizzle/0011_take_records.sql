-- What a site pushes is applied at once where nothing of it is refused, and never lies in the buffer: half of the work of a push.
-- For that, `apply_<table>` takes rows, from the buffer or from the request.
CREATE OR REPLACE FUNCTION define_synced_table(p_table text, p_columns text[], p_arguments text DEFAULT '', p_extra text DEFAULT '')
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
    CREATE OR REPLACE FUNCTION %1$I(p_action text, p_rows sync_buffer[]) RETURNS void LANGUAGE plpgsql AS $body$
    BEGIN
      IF EXISTS (SELECT 1 FROM unnest(p_rows) b JOIN %2$I t ON t.id = b.record_id WHERE t.origin_site_id <> b.origin_site_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'ES403', MESSAGE = 'record-refused', DETAIL = '{"reason": "owned by another site"}';
      END IF;
      IF p_action = 'delete' THEN
        DELETE FROM %2$I WHERE id IN (SELECT b.record_id FROM unnest(p_rows) b);
        RETURN;
      END IF;
      INSERT INTO %2$I AS t (id, origin_site_id, %3$s)
      SELECT b.record_id, b.origin_site_id, %4$s
      FROM unnest(p_rows) b, jsonb_populate_record(null::%2$I, b.data) r
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
DO $$
DECLARE
  t text;
BEGIN
  FOR t IN SELECT name FROM change_table LOOP
    EXECUTE format('DROP FUNCTION %I(int, text, uuid[])', 'apply_' || t);
  END LOOP;
END $$;
--> statement-breakpoint
-- Upserts or deletes records of one table, with what belongs to them in other tables. Raises what the database says when one is
-- refused, and `ES403` when one belongs to another owner here.
CREATE FUNCTION apply_rows(p_table text, p_action text, p_rows sync_buffer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_table = 'attachments' AND p_action = 'upsert' THEN
    -- The files are known by content before their bytes are here.
    INSERT INTO stored_files (sha256, size_bytes, media_type)
    SELECT DISTINCT ON (b.data ->> 'file_sha256') b.data ->> 'file_sha256', coalesce((b.data ->> 'file_size_bytes')::bigint, 0),
      coalesce(b.data ->> 'file_media_type', 'application/octet-stream')
    FROM unnest(p_rows) b
    WHERE b.data ->> 'file_sha256' IS NOT NULL
    ON CONFLICT (sha256) DO UPDATE SET trashed_at = NULL, trashed_by = NULL WHERE stored_files.trashed_at IS NOT NULL;
  END IF;
  CASE p_table
    WHEN 'providers' THEN PERFORM apply_providers(p_action, p_rows);
    WHEN 'sharing_groups' THEN PERFORM apply_sharing_groups(p_action, p_rows);
    WHEN 'sharing_group_sites' THEN PERFORM apply_sharing_group_sites(p_action, p_rows);
    WHEN 'contacts' THEN PERFORM apply_contacts(p_action, p_rows);
    WHEN 'properties' THEN PERFORM apply_properties(p_action, p_rows);
    WHEN 'attachments' THEN PERFORM apply_attachments(p_action, p_rows);
  END CASE;
  IF p_table = 'properties' AND p_action = 'upsert' THEN
    INSERT INTO property_keys (origin_site_id, provider_id, kind, value, property_id)
    SELECT b.origin_site_id, b.provider_id, (b.k ->> 'kind')::property_key_kind, b.k ->> 'value', b.record_id
    FROM (
      SELECT u.origin_site_id, (u.data ->> 'provider_id')::uuid AS provider_id, u.record_id, jsonb_array_elements(u.data -> 'keys') AS k
      FROM unnest(p_rows) u) b
    -- A key belongs to one property of its owner; of a listing that was made anew it moves to the new one.
    ON CONFLICT (origin_site_id, provider_id, kind, value) DO UPDATE SET property_id = excluded.property_id
    WHERE property_keys.origin_site_id <> 0 AND property_keys.property_id <> excluded.property_id;
  END IF;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION apply_records(p_source int, p_table text, p_action text, p_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM apply_rows(p_table, p_action, ARRAY(
    SELECT b FROM sync_buffer b WHERE b.source_site_id = p_source AND b.table_name = p_table AND b.record_id = ANY (p_ids)));
END $$;
--> statement-breakpoint
-- Applies what site `p_site` pushed, in order of dependency; false, and nothing done, where something of the site waits already,
-- or a record is refused: then the way through the buffer finds out which.
CREATE FUNCTION take_records(p_site int, p_tables text[], p_records jsonb) RETURNS bool LANGUAGE plpgsql AS $$
DECLARE
  part record;
BEGIN
  IF EXISTS (SELECT 1 FROM sync_buffer WHERE source_site_id = p_site AND problem IS NULL)
    OR EXISTS (SELECT 1 FROM jsonb_array_elements(p_records) r JOIN sync_buffer b ON b.source_site_id = p_site
      AND b.table_name = r ->> 'table' AND b.record_id = (r ->> 'id')::uuid) THEN
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
-- Takes a batch, or keeps it in the buffer; one that is sent twice changes nothing and gets the first answer.
CREATE OR REPLACE FUNCTION receive_push(p_site int, p_head jsonb, p_records text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  batch uuid := (p_head ->> 'batchId')::uuid;
  tables text[] := '{contacts,properties,attachments}';
  records jsonb;
  answer jsonb;
  doubt bool := open_session(p_site, p_head, (p_head ->> 'remaining')::int);
BEGIN
  INSERT INTO received_batches (site_id, batch_id, session, through, result)
  VALUES (p_site, batch, (p_head -> 'session' ->> 'number')::bigint, (p_head ->> 'through')::bigint, '{}') ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN (SELECT result FROM received_batches WHERE site_id = p_site AND batch_id = batch);
  END IF;
  records := p_records::jsonb;
  answer := jsonb_build_object(
    'stored', CASE WHEN take_records(p_site, tables, records) THEN jsonb_array_length(records)
      ELSE store_received(p_site, p_site, tables, records) END,
    'doubt', CASE WHEN doubt THEN 'central-restored' END);
  UPDATE received_batches SET result = answer WHERE site_id = p_site AND batch_id = batch;
  IF (p_head ->> 'remaining')::int = 0 THEN
    UPDATE sites SET pending = 0 WHERE id = p_site AND pending > 0;
  END IF;
  RETURN answer;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION exchange(p_token_hash text, p_installation uuid, p_software text, p_most_per_minute int, p_head jsonb,
  p_records text, p_most int, p_bytes int) RETURNS TABLE (answer text, site_id int, waiting int) LANGUAGE plpgsql AS $$
DECLARE
  s sites;
  session record;
  tables text[] := '{contacts,properties,attachments}';
  records jsonb;
  doubt text;
  integrated bool := true;
  problems int;
  central record;
  remote record;
BEGIN
  SELECT * INTO s FROM sites WHERE token_hash = p_token_hash FOR UPDATE;
  PERFORM check_site(s, p_installation, p_most_per_minute);
  SELECT * INTO session FROM judge_session(s, p_head);
  IF session.is_new THEN
    DELETE FROM received_batches WHERE received_batches.site_id = s.id;
  END IF;
  IF session.doubt THEN
    doubt := 'central-restored';
  END IF;
  IF p_records <> '[]' THEN
    records := p_records::jsonb;
    integrated := take_records(s.id, tables, records);
    IF NOT integrated THEN
      integrated := NOT EXISTS (SELECT 1 FROM sync_buffer WHERE source_site_id = s.id AND problem IS NULL);
      PERFORM store_received(s.id, s.id, tables, records);
      integrated := integrated AND integrate_at_once(s.id, s.id);
    END IF;
  END IF;
  waiting := CASE WHEN p_records = '[]' OR NOT integrated THEN
    (SELECT count(*) FROM (SELECT 1 FROM sync_buffer WHERE source_site_id = s.id AND problem IS NULL LIMIT 10001) b) ELSE 0 END;
  problems := (SELECT count(*) FROM sync_buffer WHERE source_site_id = s.id AND problem IS NOT NULL);
  PERFORM change_stamp(50000, false);
  SELECT * INTO central FROM pull_batch(s.id, 'central', nullif(p_head -> 'central', 'null'), false, p_most, p_bytes);
  SELECT * INTO remote FROM pull_batch(s.id, 'remote', nullif(p_head -> 'remote', 'null'), false, greatest(1, p_most - central.n),
    greatest(1, p_bytes - octet_length(central.records)));
  IF central.doubt OR remote.doubt THEN
    doubt := coalesce(doubt, 'cursor-unknown');
  END IF;
  -- One new version of the site's row for all of it.
  UPDATE sites SET installation_id = p_installation, software_version = p_software, last_contact_at = now(),
    window_started_at = CASE WHEN rate_window_over(window_started_at) THEN now() ELSE window_started_at END,
    window_requests = CASE WHEN rate_window_over(window_started_at) THEN 1 ELSE window_requests + 1 END,
    push_session = (p_head -> 'session' ->> 'number')::bigint, push_session_id = (p_head -> 'session' ->> 'id')::uuid,
    pushed_position = CASE WHEN session.doubt THEN session.stored
      ELSE greatest((p_head ->> 'through')::bigint, (p_head ->> 'pushed')::bigint) END,
    pulled_position = coalesce(least((p_head -> 'central' ->> 'position')::bigint, (p_head -> 'remote' ->> 'position')::bigint), 0),
    pending = 0, last_success_at = CASE WHEN waiting = 0 THEN now() ELSE last_success_at END
  WHERE id = s.id;
  site_id := s.id;
  answer := json_build_object('waiting', waiting, 'problemCount', problems, 'doubt', doubt,
    'central', json_build_object('cursor', central.cursor, 'more', central.more),
    'remote', json_build_object('cursor', remote.cursor, 'more', remote.more), 'count', central.n + remote.n)::text;
  answer := left(answer, -1) || ',"records":' || CASE
    WHEN remote.n = 0 THEN central.records
    WHEN central.n = 0 THEN remote.records
    ELSE left(central.records, -1) || ',' || substr(remote.records, 2) END || '}';
  RETURN NEXT;
END $$;
--> statement-breakpoint
-- Plans are made once per connection (0005); what is replaced loses its settings.
DO $$
DECLARE
  f text;
BEGIN
  FOREACH f IN ARRAY '{exchange,receive_push,take_records}'::text[] LOOP
    EXECUTE format('ALTER FUNCTION %I SET plan_cache_mode = force_generic_plan', f);
  END LOOP;
END $$;
