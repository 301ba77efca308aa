-- The central server's view of its sites, made for 40,000. A site's row changes at every contact, and these changes stay
-- within the page (HOT): no index knows a column that a contact changes. The day of the last contact changes once a day.
ALTER TABLE sites ADD COLUMN contact_day date GENERATED ALWAYS AS ((last_contact_at AT TIME ZONE 'UTC')::date) STORED;
--> statement-breakpoint
CREATE INDEX sites_contact_day ON sites (contact_day, name);
--> statement-breakpoint
CREATE INDEX sites_disabled ON sites (name) WHERE disabled_at IS NOT NULL;
--> statement-breakpoint
-- What waits for integration, site by site.
CREATE INDEX sync_buffer_waiting ON sync_buffer (source_site_id, received_at) WHERE problem IS NULL;
--> statement-breakpoint
-- The sites with records that could not be integrated: one look into the index per site, however many records there are.
CREATE FUNCTION sites_with_problems(most int) RETURNS SETOF int LANGUAGE sql STABLE ROWS 100 AS $$
  WITH RECURSIVE found AS (
    (SELECT source_site_id AS id FROM sync_buffer WHERE problem IS NOT NULL AND source_site_id > 0 ORDER BY 1 LIMIT 1)
    UNION ALL
    SELECT (SELECT b.source_site_id FROM sync_buffer b WHERE b.problem IS NOT NULL AND b.source_site_id > found.id
      ORDER BY b.source_site_id LIMIT 1) FROM found WHERE found.id IS NOT NULL
  )
  SELECT id FROM found WHERE id IS NOT NULL LIMIT most
$$;
--> statement-breakpoint
-- The sites whose records wait for integration, with the time of the oldest.
CREATE FUNCTION sites_to_integrate(most int, OUT id int, OUT since timestamptz) RETURNS SETOF record
LANGUAGE sql STABLE ROWS 100 AS $$
  WITH RECURSIVE found AS (
    (SELECT source_site_id AS id, received_at AS since FROM sync_buffer WHERE problem IS NULL AND source_site_id > 0
      ORDER BY source_site_id, received_at LIMIT 1)
    UNION ALL
    SELECT n.id, n.since FROM found, LATERAL (
      SELECT b.source_site_id AS id, b.received_at AS since FROM sync_buffer b
      WHERE b.problem IS NULL AND b.source_site_id > found.id ORDER BY b.source_site_id, b.received_at LIMIT 1) n
  )
  SELECT id, since FROM found LIMIT most
$$;
--> statement-breakpoint
-- A site's requests are counted in windows of a minute. One is over after a minute; also when it began more than a minute
-- ahead, because somebody set the clock back. A request that began a moment before the window's first one belongs to it.
CREATE FUNCTION rate_window_over(window_started_at timestamptz, at timestamptz DEFAULT now()) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT window_started_at IS NULL OR at >= window_started_at + interval '1 minute'
    OR at <= window_started_at - interval '1 minute'
$$;
--> statement-breakpoint
CREATE FUNCTION rate_allowed(window_started_at timestamptz, window_requests int, most int, at timestamptz DEFAULT now()) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT rate_window_over(window_started_at, at) OR window_requests < most
$$;
--> statement-breakpoint
-- For the header Retry-After: whole seconds until the window is over, 1 to 60.
CREATE FUNCTION rate_retry_after(window_started_at timestamptz, at timestamptz DEFAULT now()) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT greatest(1, least(60, ceil(extract(epoch FROM window_started_at + interval '1 minute' - at))))::int
$$;
