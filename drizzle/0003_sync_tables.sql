CREATE TABLE "sharing_group_sites" (
	"id" uuid PRIMARY KEY NOT NULL,
	"origin_site_id" integer DEFAULT 0 NOT NULL,
	"group_id" uuid NOT NULL,
	"site_id" integer NOT NULL,
	"site_name" text NOT NULL,
	"site_domain" text,
	"left_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sharing_group_sites_member" UNIQUE("group_id","site_id")
);
--> statement-breakpoint
CREATE TABLE "sharing_groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"origin_site_id" integer DEFAULT 0 NOT NULL,
	"name" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sharing_groups_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "file_uploads" (
	"site_id" integer NOT NULL,
	"sha256" text NOT NULL,
	"uploaded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "file_uploads_site_id_sha256_pk" PRIMARY KEY("site_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"total" integer NOT NULL,
	"identical" integer NOT NULL,
	"differing_count" integer NOT NULL,
	"differences" jsonb NOT NULL,
	"repairing" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "properties" ADD COLUMN "shared_generally" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "properties" ADD COLUMN "shared_with" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "properties" ADD COLUMN "not_shared_with" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "received_batches" ADD COLUMN "session" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "received_batches" ADD COLUMN "through" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "domain" text;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "push_session" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "pushed_position" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "pulled_position" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "pending" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "window_started_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "window_requests" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sharing_group_sites" ADD CONSTRAINT "sharing_group_sites_group_id_sharing_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."sharing_groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sharing_group_sites_site" ON "sharing_group_sites" USING btree ("site_id","group_id");--> statement-breakpoint
CREATE INDEX "file_uploads_file" ON "file_uploads" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "verifications_at" ON "verifications" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "sync_buffer_problem" ON "sync_buffer" USING btree ("source_site_id") WHERE problem is not null;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_domain_unique" UNIQUE("domain");--> statement-breakpoint
CREATE INDEX "stored_files_missing" ON "stored_files" USING btree ("sha256") WHERE stored_at is null;--> statement-breakpoint
DROP INDEX "attachments_file";--> statement-breakpoint
CREATE INDEX "attachments_file" ON "attachments" USING btree ("file_sha256","origin_site_id");
