-- The central server's side of the protocol (docs/protocol.md) where one statement per request counts. A refusal is raised as
-- SQLSTATE ES + HTTP status, its message is the error code, its detail the values as JSON.
ALTER TABLE sites ADD COLUMN push_session_id uuid, SET (fillfactor = 50);
--> statement-breakpoint
-- Whether a site's row lets this installation in, now.
CREATE FUNCTION check_site(s sites, p_installation uuid, p_most_per_minute int) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF s.id IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'ES401', MESSAGE = 'token-refused';
  END IF;
  IF s.disabled_at IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'ES403', MESSAGE = 'site-disabled', DETAIL = json_build_object('site', s.name)::text;
  END IF;
  IF s.installation_id <> p_installation THEN
    RAISE EXCEPTION USING ERRCODE = 'ES403', MESSAGE = 'other-installation', DETAIL = json_build_object('site', s.name)::text;
  END IF;
  IF NOT rate_allowed(s.window_started_at, s.window_requests, p_most_per_minute) THEN
    RAISE EXCEPTION USING ERRCODE = 'ES429', MESSAGE = 'rate-limited', DETAIL = json_build_object('perMinute', p_most_per_minute,
      'retryAfterSeconds', rate_retry_after(s.window_started_at))::text;
  END IF;
END $$;
--> statement-breakpoint
-- Which site calls; notes the contact and binds the token to the first installation that uses it.
CREATE FUNCTION authenticate_site(p_token_hash text, p_installation uuid, p_software text, p_most_per_minute int) RETURNS sites
LANGUAGE plpgsql AS $$
DECLARE
  s sites;
BEGIN
  SELECT * INTO s FROM sites WHERE token_hash = p_token_hash;
  PERFORM check_site(s, p_installation, p_most_per_minute);
  UPDATE sites SET installation_id = p_installation, software_version = p_software, last_contact_at = now(),
    window_started_at = CASE WHEN rate_window_over(window_started_at) THEN now() ELSE window_started_at END,
    window_requests = CASE WHEN rate_window_over(window_started_at) THEN 1 ELSE window_requests + 1 END
  WHERE id = s.id AND coalesce(installation_id, p_installation) = p_installation RETURNING * INTO s;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'ES403', MESSAGE = 'other-installation';
  END IF;
  RETURN s;
END $$;
--> statement-breakpoint
-- A site counts its runs, and gives each a random id. A higher number ends the older sessions: what is still under way of them
-- is refused. A lower one, or the same with another id, is such a latecomer, or the site's database was restored from a
-- backup: refused with the number that is known, so that the site goes on from there and compares. `doubt`: this central
-- server knows less than the site believes it stored, so it was itself restored; a site that says that it knows (inDoubt) is
-- believed. `s` is locked.
CREATE FUNCTION judge_session(s sites, p_head jsonb, OUT is_new bool, OUT stored bigint, OUT doubt bool) LANGUAGE plpgsql STABLE AS $$
DECLARE
  number bigint := (p_head -> 'session' ->> 'number')::bigint;
BEGIN
  IF number < s.push_session
    OR (number = s.push_session AND (p_head -> 'session' ->> 'id')::uuid IS DISTINCT FROM s.push_session_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'ES409', MESSAGE = 'session-superseded',
      DETAIL = json_build_object('received', number, 'known', s.push_session)::text;
  END IF;
  is_new := number > s.push_session;
  stored := s.pushed_position;
  IF is_new THEN
    stored := greatest(stored, (SELECT max(through) FROM received_batches WHERE site_id = s.id));
  END IF;
  doubt := NOT (p_head ->> 'inDoubt')::bool AND (p_head ->> 'pushed')::bigint > stored;
END $$;
--> statement-breakpoint
-- For one of several batches, some of them under way at the same time; answers the doubt.
CREATE FUNCTION open_session(p_site int, p_head jsonb, p_pending int) RETURNS bool LANGUAGE plpgsql AS $$
DECLARE
  s sites;
  judged record;
BEGIN
  SELECT * INTO s FROM sites WHERE id = p_site;
  IF (p_head -> 'session' ->> 'number')::bigint > s.push_session THEN
    SELECT * INTO s FROM sites WHERE id = p_site FOR UPDATE;
  ELSE
    -- Until commit no newer session begins; several batches of one session may be stored at the same time.
    SELECT * INTO s FROM sites WHERE id = p_site FOR KEY SHARE;
  END IF;
  SELECT * INTO judged FROM judge_session(s, p_head);
  IF judged.is_new THEN
    DELETE FROM received_batches WHERE site_id = p_site;
    UPDATE sites SET push_session = (p_head -> 'session' ->> 'number')::bigint, push_session_id = (p_head -> 'session' ->> 'id')::uuid,
      pending = p_pending, pushed_position = CASE WHEN judged.doubt THEN judged.stored ELSE (p_head ->> 'pushed')::bigint END
    WHERE id = p_site;
  END IF;
  RETURN judged.doubt;
END $$;
--> statement-breakpoint
-- Stores a batch in the buffer; one that is sent twice changes nothing and gets the first answer.
CREATE FUNCTION receive_push(p_site int, p_head jsonb, p_records text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  batch uuid := (p_head ->> 'batchId')::uuid;
  answer jsonb;
  doubt bool := open_session(p_site, p_head, (p_head ->> 'remaining')::int);
BEGIN
  INSERT INTO received_batches (site_id, batch_id, session, through, result)
  VALUES (p_site, batch, (p_head -> 'session' ->> 'number')::bigint, (p_head ->> 'through')::bigint, '{}') ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN (SELECT result FROM received_batches WHERE site_id = p_site AND batch_id = batch);
  END IF;
  answer := jsonb_build_object(
    'stored', store_received(p_site, p_site, '{contacts,properties,attachments}', p_records::jsonb),
    'doubt', CASE WHEN doubt THEN 'central-restored' END);
  UPDATE received_batches SET result = answer WHERE site_id = p_site AND batch_id = batch;
  IF (p_head ->> 'remaining')::int = 0 THEN
    UPDATE sites SET pending = 0 WHERE id = p_site AND pending > 0;
  END IF;
  RETURN answer;
END $$;
--> statement-breakpoint
-- What is new for a site in one scope, after its cursor: central data; what other sites share with it; or (p_own) what it
-- owns itself. `head` is the answer without the records.
CREATE FUNCTION pull_batch(p_site int, p_scope text, p_cursor jsonb, p_own bool, p_most int, p_bytes int,
  OUT records text, OUT n int, OUT cursor jsonb, OUT more bool, OUT doubt bool, OUT range_start bigint, OUT range_end bigint,
  OUT origins int[], OUT tables smallint[])
LANGUAGE plpgsql AS $$
DECLARE
  place record;
  batch record;
  last bigint;
BEGIN
  SELECT * INTO place FROM change_cursor(coalesce((p_cursor ->> 'epoch')::int, 0), coalesce((p_cursor ->> 'position')::bigint, 0));
  doubt := place.doubt;
  range_start := place."position";
  range_end := place.last;
  IF p_scope = 'central' THEN
    origins := '{0}';
    tables := '{1,5,6}';
  ELSE
    origins := (SELECT array_agg(o) FROM visible_origins(p_site) o);
    tables := '{2,3,4}';
    IF p_own THEN
      origins := ARRAY[p_site];
    END IF;
  END IF;
  IF origins IS NULL OR range_start = range_end THEN
    records := '[]';
    n := 0;
    more := false;
  ELSE
    SELECT * INTO batch FROM change_batch(origins, tables, range_start, range_end,
      CASE WHEN NOT p_own THEN p_site END, p_most, p_bytes);
    records := batch.records;
    n := batch.n;
    more := batch.more;
    last := batch.last;
  END IF;
  cursor := jsonb_build_object('epoch', place.epoch, 'position', CASE WHEN more THEN last ELSE range_end END);
END $$;
--> statement-breakpoint
-- A whole small run in one request: who calls, its last batch stored and integrated, what is new for it, its cursors as the
-- acknowledgement of the last answer. Returns the answer's text.
CREATE FUNCTION exchange(p_token_hash text, p_installation uuid, p_software text, p_most_per_minute int, p_head jsonb,
  p_records text, p_most int, p_bytes int) RETURNS TABLE (answer text, site_id int, waiting int) LANGUAGE plpgsql AS $$
DECLARE
  s sites;
  session record;
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
    integrated := NOT EXISTS (SELECT 1 FROM sync_buffer WHERE source_site_id = s.id AND problem IS NULL);
    PERFORM store_received(s.id, s.id, '{contacts,properties,attachments}', p_records::jsonb);
    integrated := integrated AND integrate_at_once(s.id, s.id);
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
-- (site) A run begins: its number, what was changed here and waits, the cursors; a batch of it is read already.
CREATE FUNCTION begin_exchange(p_most int, p_bytes int, OUT session bigint, OUT epoch int, OUT pushed bigint, OUT last bigint,
  OUT doubt text, OUT central jsonb, OUT remote jsonb, OUT buffered bool, OUT records text, OUT n int, OUT more bool)
LANGUAGE plpgsql AS $$
DECLARE
  state jsonb := (SELECT jsonb_object_agg(key, value) FROM sync_state);
  place record;
  batch record;
BEGIN
  INSERT INTO sync_state (key, value) VALUES ('push-session', '{"session": 1}')
  ON CONFLICT (key) DO UPDATE
  SET value = jsonb_build_object('session', (sync_state.value ->> 'session')::bigint + 1), updated_at = now()
  RETURNING (value ->> 'session')::bigint INTO session;
  PERFORM change_stamp(50000);
  SELECT * INTO place FROM change_cursor(coalesce((state -> 'push-cursor' ->> 'epoch')::int, 0),
    coalesce((state -> 'push-cursor' ->> 'position')::bigint, 0));
  SELECT * INTO batch FROM change_batch('{0}', '{2,3,4}', place."position", place.last, NULL, p_most, p_bytes);
  epoch := place.epoch;
  pushed := place."position";
  last := place.last;
  central := state -> 'pull-central-cursor';
  remote := state -> 'pull-remote-cursor';
  buffered := EXISTS (SELECT 1 FROM sync_buffer WHERE source_site_id = 0);
  records := batch.records;
  n := batch.n;
  more := batch.more;
  doubt := coalesce(state -> 'doubt' ->> 'reason', CASE WHEN place.doubt THEN 'site-restored' END);
END $$;
--> statement-breakpoint
-- (site) What came from the central server goes into the buffer, in the transaction that moves the cursors.
CREATE FUNCTION receive_pulled(p_site int, p_records text, p_cursors jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_records <> '[]' THEN
    PERFORM store_received(0, p_site, '{providers,sharing_groups,sharing_group_sites,contacts,properties,attachments}', p_records::jsonb);
  END IF;
  INSERT INTO sync_state (key, value) SELECT * FROM jsonb_each(p_cursors)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now() WHERE sync_state.value <> excluded.value;
END $$;
--> statement-breakpoint
-- (site) The answer to an exchange: received, cursors moved, and integrated at once where it is little and no file is
-- missing; answers whether anything is left in the buffer.
CREATE FUNCTION finish_exchange(p_site int, p_records text, p_cursors jsonb) RETURNS bool LANGUAGE plpgsql AS $$
BEGIN
  PERFORM receive_pulled(p_site, p_records, p_cursors);
  IF (SELECT count(*) FROM (SELECT 1 FROM sync_buffer WHERE source_site_id = 0 LIMIT 2001) b) <= 2000
    AND NOT EXISTS (SELECT 1 FROM sync_buffer b WHERE b.source_site_id = 0 AND b.table_name = 'attachments'
      AND b.data ->> 'file_sha256' NOT IN (SELECT f.sha256 FROM stored_files f
        WHERE f.sha256 = b.data ->> 'file_sha256' AND f.stored_at IS NOT NULL)) THEN
    PERFORM integrate_at_once(0, -1);
  END IF;
  RETURN EXISTS (SELECT 1 FROM sync_buffer WHERE source_site_id = 0);
END $$;
--> statement-breakpoint
-- Plans are made once per connection (0005).
DO $$
DECLARE
  f text;
BEGIN
  FOREACH f IN ARRAY '{exchange,receive_push,pull_batch,begin_exchange,receive_pulled,finish_exchange}'::text[] LOOP
    EXECUTE format('ALTER FUNCTION %I SET plan_cache_mode = force_generic_plan', f);
  END LOOP;
END $$;
