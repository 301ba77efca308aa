-- Proof that both sides hold the same records: count and digest per table and bucket (docs/protocol.md, "verify").
-- Version 1: a record's hash is `hash_record_extended` over the columns that travel (equal on every Postgres, whatever its time
-- zone); a bucket is the last byte of the id; its digest is the sum of its hashes. Other columns or another hash: version 2.
ALTER TABLE verifications ADD COLUMN left_out integer NOT NULL DEFAULT 0, ADD COLUMN put_off text, ADD COLUMN repaired jsonb;
--> statement-breakpoint
-- A site's attachments on the central server; a site's own ones are nearly all there are.
CREATE INDEX attachments_origin ON attachments (origin_site_id, id) WHERE origin_site_id > 0;
--> statement-breakpoint
-- Which rows of a table belong to a scope, as a condition on `x`. `p_site` null: this is the site; n: the central server, asked
-- by site n. own: the site's records. central: the central server's. shared: other sites' that this one may see.
CREATE FUNCTION digest_rows_v1(p_scope text, p_site int, p_table text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF p_scope = 'own' AND p_site IS NULL THEN
    RETURN 'x.origin_site_id = 0';
  ELSIF p_scope = 'own' THEN
    RETURN format('x.origin_site_id = %s AND x.origin_site_id > 0', p_site);
  ELSIF p_site IS NULL THEN
    RETURN CASE p_scope WHEN 'central' THEN 'x.origin_site_id = -1' ELSE 'x.origin_site_id > 0' END;
  END IF;
  RETURN CASE p_table
    WHEN 'providers' THEN 'x.origin_site_id = 0'
    WHEN 'sharing_groups' THEN format('x.origin_site_id = 0 AND group_visible(x, %s)', p_site)
    WHEN 'sharing_group_sites' THEN format('x.origin_site_id = 0 AND group_site_visible(x, %s)', p_site)
    ELSE format('x.origin_site_id > 0 AND (x.origin_site_id, %s) IN (
      SELECT p.origin_site_id, %s FROM properties p
      WHERE p.origin_site_id = ANY (ARRAY(SELECT visible_origins(%s))) AND (p.shared_generally OR p.shared_with <> ''{}'')
        AND property_visible(p, %s))', CASE p_table WHEN 'attachments' THEN 'x.property_id' ELSE 'x.id' END,
      CASE p_table WHEN 'contacts' THEN 'p.contact_id' ELSE 'p.id' END, p_site, p_site)
  END;
END $$;
--> statement-breakpoint
-- The hash of row `x` of a table, as an expression. A file is known by its content, so its size and type need no hash.
CREATE FUNCTION digest_hash_v1(p_table text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT format('hash_record_extended(ROW(x.id, %s), 0)', CASE p_table
    WHEN 'providers' THEN 'x.number, x.openimmo_anid, x.name, x.email, x.phone, x.updated_at'
    WHEN 'sharing_groups' THEN 'x.name, x.updated_at'
    WHEN 'sharing_group_sites' THEN 'x.group_id, x.site_id, x.site_name, x.site_domain, x.left_at, x.updated_at'
    WHEN 'contacts' THEN 'x.provider_id, x.number, x.salutation, x.first_name, x.last_name, x.company, x.email, x.phone, x.mobile,
      x.document::text, x.content_hash, x.updated_at'
    WHEN 'properties' THEN 'x.provider_id, x.contact_id, x.state::text, x.published, x.obid, x.external_number, x.internal_number,
      x.title, x.description, x.object_type, x.object_subtype, x.marketing, x.usage, x.price, x.currency, x.price_on_request,
      x.living_area, x.plot_area, x.rooms, x.street, x.house_number, x.postcode, x.city, x.country, x.address_released, x.latitude,
      x.longitude, x.active_from, x.active_until, x.shared_generally, x.shared_with, x.not_shared_with, x.document::text,
      x.content_hash, x.removed_at, x.created_at, x.updated_at,
      (SELECT sum(hash_record_extended(ROW(k.kind::text, k.value), 0)) FROM property_keys k WHERE k.property_id = x.id)'
    WHEN 'attachments' THEN 'x.property_id, x.position, x."group", x.title, x.name, x.file_sha256, x.url, x.updated_at'
  END)
$$;
--> statement-breakpoint
CREATE FUNCTION digest_tables(p_scope text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE p_scope WHEN 'central' THEN '{providers,sharing_groups,sharing_group_sites}'::text[]
    ELSE '{contacts,properties,attachments}'::text[] END
$$;
--> statement-breakpoint
-- Count and digest per table and bucket of a scope, `p_except` left out.
CREATE FUNCTION digest_v1(p_scope text, p_site int, p_except uuid[])
RETURNS TABLE ("table" text, bucket int, records int, digest text) LANGUAGE plpgsql STABLE SET jit = off AS $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY digest_tables(p_scope) LOOP
    -- OFFSET 0: hashes are made before grouping, so that no wide row is ever sorted.
    RETURN QUERY EXECUTE format('
      SELECT %L, r.bucket, count(*)::int, sum(r.hash)::text FROM (
        SELECT get_byte(uuid_send(x.id), 15) AS bucket, %s AS hash FROM %I x
        WHERE %s AND NOT EXISTS (SELECT FROM unnest($1) e WHERE e = x.id) OFFSET 0) r
      GROUP BY r.bucket',
      t, digest_hash_v1(t), t, digest_rows_v1(p_scope, p_site, t)) USING p_except;
  END LOOP;
END $$;
--> statement-breakpoint
-- The hash of every record in certain buckets of one table.
CREATE FUNCTION digest_records_v1(p_scope text, p_site int, p_table text, p_buckets int[])
RETURNS TABLE (id uuid, hash text, updated_at timestamptz) LANGUAGE plpgsql STABLE SET jit = off AS $$
BEGIN
  RETURN QUERY EXECUTE format('
    SELECT x.id, %s::text, x.updated_at::timestamptz FROM %I x WHERE %s AND get_byte(uuid_send(x.id), 15) = ANY ($1)',
    digest_hash_v1(p_table), p_table, digest_rows_v1(p_scope, p_site, p_table)) USING p_buckets;
END $$;
--> statement-breakpoint
-- Records by id as they travel, where the scope holds them.
CREATE FUNCTION digest_fetch(p_scope text, p_site int, p_table text, p_ids uuid[])
RETURNS TABLE (id uuid, origin int, data json) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY EXECUTE format('SELECT x.id, x.origin_site_id, (%s)::json FROM %I x %s WHERE x.id = ANY ($1) AND %s ORDER BY x.id',
    CASE p_table WHEN 'properties' THEN 'properties_record(x, (SELECT k FROM property_keys_json(x.id) k))' WHEN 'attachments' THEN 'attachments_record(x, f)'
      ELSE format('%I(x)', p_table || '_record') END,
    p_table, CASE p_table WHEN 'attachments' THEN 'LEFT JOIN stored_files f ON f.sha256 = x.file_sha256' ELSE '' END,
    digest_rows_v1(p_scope, p_site, p_table)) USING p_ids;
END $$;
--> statement-breakpoint
-- Records on their way from one side to the other: nobody can say yet whether they are the same. At most `p_most`.
-- `p_position`: the site's push cursor (on the site), its pull cursor for the scope (on the central server).
CREATE FUNCTION digest_moving(p_scope text, p_site int, p_position bigint, p_most int) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  ids smallint[] := ARRAY(SELECT c.id FROM change_table c WHERE c.name = ANY (digest_tables(p_scope)));
  origins int[] := '{0}';
BEGIN
  IF p_scope = 'own' AND p_site IS NOT NULL THEN
    RETURN QUERY SELECT b.record_id FROM sync_buffer b WHERE b.source_site_id = p_site AND b.problem IS NULL LIMIT p_most;
    RETURN;
  END IF;
  IF p_scope = 'shared' THEN
    origins := origins || ARRAY(SELECT visible_origins(p_site));
  END IF;
  RETURN QUERY
    SELECT DISTINCT m.record_id FROM (
      (SELECT l.record_id FROM unnest(origins) o CROSS JOIN LATERAL (
        SELECT c.record_id FROM change_log c WHERE c.origin_site = o AND c."position" > p_position AND c.table_id = ANY (ids)
        ORDER BY c."position" LIMIT p_most) l)
      UNION ALL
      (SELECT i.record_id FROM change_inbox i WHERE i.table_id = ANY (ids) AND i.origin_site IS DISTINCT FROM p_site LIMIT p_most)
    ) m LIMIT p_most;
END $$;
