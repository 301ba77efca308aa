-- Sites are searched in the middle of name and domain; without the extension (0012) each of them is looked at.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX sites_search ON sites USING gin (lower(name || ' ' || coalesce(domain, '')) gin_trgm_ops);
EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege OR undefined_object THEN
  RAISE NOTICE 'pg_trgm is not available: %', SQLERRM;
END $$;
