-- Sharing, on the central server: which site may see what, and what is logged again when that changes. Members, flags and
-- domains decide when a reader asks; so whatever changes an answer logs the records concerned, and readers ask anew.
-- On sites the tables hold what the central server says (origin -1), and nothing is logged by what follows.
ALTER TABLE sharing_groups ADD COLUMN deleted_at timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE sharing_groups DROP CONSTRAINT sharing_groups_name_unique;
--> statement-breakpoint
-- Only where groups are made: a site gets two groups that swapped their names one after the other.
CREATE UNIQUE INDEX sharing_groups_name ON sharing_groups (lower(name)) WHERE deleted_at IS NULL AND origin_site_id = 0;
--> statement-breakpoint
CREATE INDEX sharing_groups_list ON sharing_groups (name, id);
--> statement-breakpoint
CREATE INDEX properties_shared ON properties (origin_site_id, id) WHERE shared_generally OR shared_with <> '{}';
--> statement-breakpoint
-- Of the same listing at other sites ("twins").
CREATE INDEX property_keys_twins ON property_keys (provider_id, kind, value);
--> statement-breakpoint
-- Whether any site could see such a listing at all.
CREATE FUNCTION listing_on_offer(state property_state, published bool, generally bool, shared_with text[]) RETURNS bool
LANGUAGE sql IMMUTABLE AS $$
  SELECT state IN ('active', 'reference') AND published AND (generally OR shared_with <> '{}')
$$;
--> statement-breakpoint
-- Whether the flags let a site with this domain see it. The negative list wins; a site whose domain is not known could be
-- on it, so it sees only what excludes nobody.
CREATE FUNCTION listing_allows(generally bool, shared_with text[], not_shared_with text[], domain text) RETURNS bool
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN domain IS NULL THEN generally AND not_shared_with = '{}'
    ELSE (generally OR domain = ANY (shared_with)) AND domain <> ALL (not_shared_with) END
$$;
--> statement-breakpoint
-- Whether two sites are in a group together, now.
CREATE FUNCTION sites_share(one int, other int) RETURNS bool LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM sharing_group_sites a JOIN sharing_group_sites b ON b.group_id = a.group_id
    WHERE a.site_id = one AND a.left_at IS NULL AND b.site_id = other AND b.left_at IS NULL);
END $$;
--> statement-breakpoint
-- The sites that share a group with this one, or did: what left is still to be taken back from the others.
CREATE FUNCTION visible_origins(site int) RETURNS SETOF int LANGUAGE sql STABLE AS $$
  SELECT DISTINCT b.site_id FROM sharing_group_sites a JOIN sharing_group_sites b ON b.group_id = a.group_id
  WHERE a.site_id = site AND b.site_id <> site
$$;
--> statement-breakpoint
CREATE FUNCTION listing_visible(owner int, state property_state, published bool, generally bool, shared_with text[],
  not_shared_with text[], site int) RETURNS bool LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF owner = site OR NOT listing_on_offer(state, published, generally, shared_with) THEN
    RETURN false;
  END IF;
  RETURN coalesce(listing_allows(generally, shared_with, not_shared_with, (SELECT s.domain FROM sites s WHERE s.id = site)), false)
    AND sites_share(site, owner);
END $$;
--> statement-breakpoint
CREATE FUNCTION property_visible(p properties, site int) RETURNS bool LANGUAGE sql STABLE AS $$
  SELECT listing_visible(p.origin_site_id, p.state, p.published, p.shared_generally, p.shared_with, p.not_shared_with, site)
$$;
--> statement-breakpoint
CREATE FUNCTION contact_visible(c contacts, site int) RETURNS bool LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM properties p
    WHERE p.contact_id = c.id AND p.origin_site_id = c.origin_site_id
      AND listing_on_offer(p.state, p.published, p.shared_generally, p.shared_with)
      AND listing_visible(p.origin_site_id, p.state, p.published, p.shared_generally, p.shared_with, p.not_shared_with, site));
END $$;
--> statement-breakpoint
CREATE FUNCTION attachment_visible(a attachments, site int) RETURNS bool LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM properties p
    WHERE p.id = a.property_id AND p.origin_site_id = a.origin_site_id
      AND listing_visible(p.origin_site_id, p.state, p.published, p.shared_generally, p.shared_with, p.not_shared_with, site));
END $$;
--> statement-breakpoint
CREATE FUNCTION group_visible(g sharing_groups, site int) RETURNS bool LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN g.deleted_at IS NULL AND EXISTS (
    SELECT 1 FROM sharing_group_sites m WHERE m.group_id = g.id AND m.site_id = site AND m.left_at IS NULL);
END $$;
--> statement-breakpoint
CREATE FUNCTION group_site_visible(m sharing_group_sites, site int) RETURNS bool LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN m.left_at IS NULL AND EXISTS (
    SELECT 1 FROM sharing_group_sites me WHERE me.group_id = m.group_id AND me.site_id = site AND me.left_at IS NULL);
END $$;
--> statement-breakpoint
-- Whoever changes members or domains waits for the imports that are noting a listing's flags, and they for it: neither
-- would see what the other has not committed, and a contact or attachment would be logged by nobody.
CREATE FUNCTION lock_sharing() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('sharing', 0))
$$;
--> statement-breakpoint
CREATE FUNCTION lock_sharing_shared() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock_shared(hashtextextended('sharing', 0))
$$;
--> statement-breakpoint
-- What hangs on a listing follows it: its own change is logged anyway. For each row, but queued only where an answer may
-- have changed: a statement that leaves the flags alone pays for the condition and nothing else.
CREATE FUNCTION sharing_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_sharing_shared();
  IF NOT EXISTS (SELECT 1 FROM sharing_group_sites WHERE site_id = NEW.origin_site_id AND origin_site_id = 0) THEN
    RETURN NULL;
  END IF;
  INSERT INTO change_inbox (record_id, table_id, origin_site, action)
  SELECT c.id, 2, NEW.origin_site_id, 'U' FROM contacts c WHERE c.id IN (OLD.contact_id, NEW.contact_id)
  UNION ALL
  SELECT a.id, 4, NEW.origin_site_id, 'U' FROM attachments a WHERE a.property_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sharing_update AFTER UPDATE ON properties FOR EACH ROW
WHEN (
  NEW.origin_site_id > 0
  AND (listing_on_offer(OLD.state, OLD.published, OLD.shared_generally, OLD.shared_with)
    OR listing_on_offer(NEW.state, NEW.published, NEW.shared_generally, NEW.shared_with))
  AND (listing_on_offer(OLD.state, OLD.published, OLD.shared_generally, OLD.shared_with)
      <> listing_on_offer(NEW.state, NEW.published, NEW.shared_generally, NEW.shared_with)
    OR OLD.shared_generally <> NEW.shared_generally OR OLD.shared_with <> NEW.shared_with
    OR OLD.not_shared_with <> NEW.not_shared_with OR OLD.contact_id IS DISTINCT FROM NEW.contact_id))
EXECUTE FUNCTION sharing_follow();
--> statement-breakpoint
-- A contact that was there before is seen with its first shared listing, and no longer once the last one is gone.
CREATE FUNCTION sharing_follow_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM changed
    WHERE origin_site_id > 0 AND contact_id IS NOT NULL AND listing_on_offer(state, published, shared_generally, shared_with)) THEN
    RETURN NULL;
  END IF;
  PERFORM lock_sharing_shared();
  INSERT INTO change_inbox (record_id, table_id, origin_site, action)
  SELECT c.id, 2, c.origin_site_id, 'U' FROM contacts c
  WHERE c.id IN (
      SELECT contact_id FROM changed
      WHERE origin_site_id > 0 AND listing_on_offer(state, published, shared_generally, shared_with))
    AND c.origin_site_id IN (SELECT m.site_id FROM sharing_group_sites m WHERE m.origin_site_id = 0);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sharing_insert AFTER INSERT ON properties REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION sharing_follow_contacts();
--> statement-breakpoint
CREATE TRIGGER sharing_delete AFTER DELETE ON properties REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION sharing_follow_contacts();
--> statement-breakpoint
-- Logs every listing on offer of `owners[n]` whose flags let a site with `domains[n]` see it, with contact and attachments;
-- returns how many listings. `changed`: only where the domain that the readers had before gave another answer.
-- Called with the sharing lock held.
CREATE FUNCTION log_listings(owners int[], domains text[], changed bool DEFAULT false, before text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  listings bigint;
BEGIN
  WITH owner AS MATERIALIZED (
    SELECT x.owner, array_agg(x.domain) AS domains FROM unnest(owners, domains) AS x(owner, domain) GROUP BY x.owner
  ),
  listing AS MATERIALIZED (
    SELECT p.id, p.contact_id, p.origin_site_id FROM owner x CROSS JOIN LATERAL (
      SELECT * FROM properties p
      WHERE p.origin_site_id = x.owner AND (p.shared_generally OR p.shared_with <> '{}')
        AND listing_on_offer(p.state, p.published, p.shared_generally, p.shared_with)
        AND EXISTS (
          SELECT 1 FROM unnest(x.domains) d
          WHERE listing_allows(p.shared_generally, p.shared_with, p.not_shared_with, d)
            <> (changed AND listing_allows(p.shared_generally, p.shared_with, p.not_shared_with, before)))
      OFFSET 0) p
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
-- Members of a group came or went: the group and its members are told anew to all of them, and what the pairs of sites that
-- now share a group, or no longer do, offer each other. `flipped` and `had_left`: whose presence changed, and how it was.
CREATE FUNCTION log_members(group_ids uuid[], flipped int[], had_left bool[]) RETURNS void LANGUAGE plpgsql SET work_mem = '64MB' AS $$
DECLARE
  owners int[];
  domains text[];
BEGIN
  INSERT INTO change_inbox (record_id, table_id, origin_site, action)
  SELECT g.id, 5, 0, 'U'::"char" FROM sharing_groups g WHERE g.id = ANY (group_ids)
  UNION ALL
  SELECT m.id, 6, 0, 'U' FROM sharing_group_sites m WHERE m.group_id = ANY (group_ids);
  WITH f AS MATERIALIZED (SELECT * FROM unnest(group_ids, flipped, had_left) AS x(group_id, site_id, had_left)),
  pair AS (
    -- with the members that stayed …
    SELECT f.site_id AS one, m.site_id AS other FROM f JOIN sharing_group_sites m ON m.group_id = f.group_id
    WHERE m.left_at IS NULL AND m.site_id <> f.site_id
    UNION
    -- … and with those who came or went at once
    SELECT f.site_id, o.site_id FROM f JOIN f o ON o.group_id = f.group_id AND o.had_left = f.had_left AND o.site_id <> f.site_id
  ),
  together AS (
    SELECT a.site_id AS one, b.site_id AS other
    FROM sharing_group_sites a JOIN sharing_group_sites b ON b.group_id = a.group_id
    WHERE a.site_id IN (SELECT site_id FROM f) AND a.left_at IS NULL AND b.left_at IS NULL
      AND (a.group_id, a.site_id) NOT IN (SELECT group_id, site_id FROM f)
      AND (b.group_id, b.site_id) NOT IN (SELECT group_id, site_id FROM f)
  ),
  concerned AS (SELECT one, other FROM pair EXCEPT SELECT one, other FROM together),
  both_ways AS (SELECT one AS owner, other AS reader FROM concerned UNION SELECT other, one FROM concerned)
  SELECT array_agg(b.owner), array_agg(s.domain) INTO owners, domains FROM both_ways b JOIN sites s ON s.id = b.reader;
  PERFORM log_listings(owners, domains);
END $$;
--> statement-breakpoint
CREATE FUNCTION sharing_members_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  group_ids uuid[];
  flipped int[];
  had_left bool[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(group_id), array_agg(site_id), array_agg(true) INTO group_ids, flipped, had_left
    FROM joined WHERE origin_site_id = 0 AND left_at IS NULL;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(group_id), array_agg(site_id), array_agg(false) INTO group_ids, flipped, had_left
    FROM gone WHERE origin_site_id = 0 AND left_at IS NULL;
  ELSE
    SELECT array_agg(b.group_id), array_agg(b.site_id), array_agg(b.left_at IS NOT NULL) INTO group_ids, flipped, had_left
    FROM gone b JOIN joined a ON a.id = b.id
    WHERE a.origin_site_id = 0 AND (a.left_at IS NULL) <> (b.left_at IS NULL);
  END IF;
  IF group_ids IS NOT NULL THEN
    PERFORM lock_sharing();
    PERFORM log_members(group_ids, flipped, had_left);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sharing_insert AFTER INSERT ON sharing_group_sites REFERENCING NEW TABLE AS joined
FOR EACH STATEMENT EXECUTE FUNCTION sharing_members_change();
--> statement-breakpoint
CREATE TRIGGER sharing_update AFTER UPDATE ON sharing_group_sites REFERENCING OLD TABLE AS gone NEW TABLE AS joined
FOR EACH STATEMENT EXECUTE FUNCTION sharing_members_change();
--> statement-breakpoint
CREATE TRIGGER sharing_delete AFTER DELETE ON sharing_group_sites REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION sharing_members_change();
--> statement-breakpoint
-- A site's name and domain stand in its groups too; with another domain, other flags speak to it.
CREATE FUNCTION sharing_site_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  owners int[];
BEGIN
  PERFORM lock_sharing();
  UPDATE sharing_group_sites SET site_name = NEW.name, site_domain = NEW.domain, updated_at = now()
  WHERE site_id = NEW.id AND origin_site_id = 0
    AND (site_name, site_domain) IS DISTINCT FROM (NEW.name, NEW.domain);
  IF OLD.domain IS DISTINCT FROM NEW.domain THEN
    SELECT array_agg(DISTINCT b.site_id) INTO owners
    FROM sharing_group_sites a JOIN sharing_group_sites b ON b.group_id = a.group_id
    WHERE a.site_id = NEW.id AND a.left_at IS NULL AND b.site_id <> NEW.id AND b.left_at IS NULL;
    IF owners IS NOT NULL THEN
      PERFORM log_listings(owners, array_fill(NEW.domain, ARRAY[cardinality(owners)]), true, OLD.domain);
    END IF;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sharing_update AFTER UPDATE OF name, domain ON sites FOR EACH ROW
WHEN (OLD.name <> NEW.name OR OLD.domain IS DISTINCT FROM NEW.domain) EXECUTE FUNCTION sharing_site_change();
