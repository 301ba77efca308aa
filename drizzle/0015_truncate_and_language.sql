-- In which the text for a delivery's sender is written at first.
ALTER TABLE "interfaces" ADD COLUMN "language" text DEFAULT 'de' NOT NULL;
--> statement-breakpoint
-- A TRUNCATE fires no other trigger, so whoever reads the changelog would never hear of it. Nobody has read it yet where a site
-- has no state with a central server, and a central server has no site.
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM sync_state) OR EXISTS (SELECT FROM sites) THEN
    RAISE EXCEPTION '% is synchronised: TRUNCATE leaves no trace in the changelog, DELETE does', TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT * FROM change_table LOOP
    EXECUTE format('CREATE TRIGGER change_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', t.name);
  END LOOP;
END $$;
