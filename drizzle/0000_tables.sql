CREATE TYPE "public"."delivery_state" AS ENUM('new', 'changed', 'uploading', 'running', 'done', 'warnings', 'held', 'error');--> statement-breakpoint
CREATE TYPE "public"."import_state" AS ENUM('running', 'done', 'warnings', 'unchanged', 'held', 'error', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."plan_state" AS ENUM('planned', 'held', 'applied', 'discarded');--> statement-breakpoint
CREATE TYPE "public"."interface_type" AS ENUM('openimmo');--> statement-breakpoint
CREATE TYPE "public"."property_key_kind" AS ENUM('obid', 'external', 'internal');--> statement-breakpoint
CREATE TYPE "public"."property_state" AS ENUM('active', 'reference', 'withdrawn', 'trashed');--> statement-breakpoint
CREATE TYPE "public"."outcome_kind" AS ENUM('created', 'updated', 'restored', 'unchanged', 'removed', 'skipped', 'failed', 'noted');--> statement-breakpoint
CREATE TYPE "public"."run_state" AS ENUM('queued', 'running', 'done', 'problems', 'failed', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."run_trigger" AS ENUM('user', 'schedule', 'setup', 'push');--> statement-breakpoint
CREATE TYPE "public"."severity" AS ENUM('note', 'warning', 'error');--> statement-breakpoint
CREATE TYPE "public"."step_state" AS ENUM('waiting', 'active', 'done', 'skipped', 'failed');--> statement-breakpoint
CREATE TYPE "public"."user_role" AS ENUM('viewer', 'operator', 'admin');--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"origin_site_id" integer DEFAULT 0 NOT NULL,
	"property_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"group" text,
	"title" text,
	"name" text,
	"file_sha256" text,
	"url" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject" text,
	"details" jsonb,
	"allowed" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"origin_site_id" integer DEFAULT 0 NOT NULL,
	"provider_id" uuid NOT NULL,
	"number" text,
	"salutation" text,
	"first_name" text,
	"last_name" text,
	"company" text,
	"email" text,
	"phone" text,
	"mobile" text,
	"document" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"interface_id" uuid NOT NULL,
	"path" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL,
	"state" "delivery_state" NOT NULL,
	"message_code" text,
	"message_params" jsonb,
	"last_import_id" uuid,
	"last_synchronised_at" timestamp (3) with time zone,
	"last_trigger" "run_trigger",
	"last_user_id" uuid,
	"first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"gone_at" timestamp (3) with time zone,
	CONSTRAINT "deliveries_path" UNIQUE("interface_id","path")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"interface_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"path" text NOT NULL,
	"sha256" text,
	"size_bytes" bigint NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL,
	"state" "import_state" NOT NULL,
	"scope" text,
	"transfer_at" timestamp (3) with time zone,
	"message_code" text,
	"message_params" jsonb,
	"counts" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"import_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"summary" jsonb NOT NULL,
	"state" "plan_state" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staged_records" (
	"import_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"provider_index" integer NOT NULL,
	"action" text NOT NULL,
	"obid" text,
	"external_number" text,
	"internal_number" text,
	"line" integer,
	"content_hash" text NOT NULL,
	"record" jsonb NOT NULL,
	CONSTRAINT "staged_records_import_id_seq_pk" PRIMARY KEY("import_id","seq")
);
--> statement-breakpoint
CREATE TABLE "interface_providers" (
	"interface_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	CONSTRAINT "interface_providers_interface_id_provider_id_pk" PRIMARY KEY("interface_id","provider_id")
);
--> statement-breakpoint
CREATE TABLE "interfaces" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"type" "interface_type" NOT NULL,
	"source" jsonb NOT NULL,
	"rules" jsonb NOT NULL,
	"interval_minutes" integer,
	"paused_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "interfaces_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "login_attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "login_attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"email" text NOT NULL,
	"address" text NOT NULL,
	"succeeded" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "properties" (
	"id" uuid PRIMARY KEY NOT NULL,
	"origin_site_id" integer DEFAULT 0 NOT NULL,
	"provider_id" uuid NOT NULL,
	"interface_id" uuid,
	"contact_id" uuid,
	"obid" text,
	"external_number" text,
	"internal_number" text,
	"state" "property_state" NOT NULL,
	"published" boolean DEFAULT true NOT NULL,
	"title" text,
	"description" text,
	"object_type" text,
	"object_subtype" text,
	"marketing" text,
	"usage" text,
	"price" numeric(16, 2),
	"currency" text,
	"price_on_request" boolean DEFAULT false NOT NULL,
	"living_area" numeric(14, 2),
	"plot_area" numeric(14, 2),
	"rooms" numeric(8, 2),
	"street" text,
	"house_number" text,
	"postcode" text,
	"city" text,
	"country" text,
	"address_released" boolean DEFAULT false NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"active_from" date,
	"active_until" date,
	"document" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"import_id" uuid,
	"removed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "property_keys" (
	"origin_site_id" integer DEFAULT 0 NOT NULL,
	"provider_id" uuid NOT NULL,
	"kind" "property_key_kind" NOT NULL,
	"value" text NOT NULL,
	"property_id" uuid NOT NULL,
	CONSTRAINT "property_keys_origin_site_id_provider_id_kind_value_pk" PRIMARY KEY("origin_site_id","provider_id","kind","value")
);
--> statement-breakpoint
CREATE TABLE "providers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"origin_site_id" integer DEFAULT 0 NOT NULL,
	"number" text,
	"openimmo_anid" text,
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outcomes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outcomes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" uuid NOT NULL,
	"import_id" uuid,
	"table_name" text,
	"record_id" uuid,
	"label" text,
	"outcome" "outcome_kind" NOT NULL,
	"severity" "severity" NOT NULL,
	"code" text,
	"params" jsonb,
	"line" integer,
	"element" text,
	"received" text,
	"changes" jsonb,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_steps" (
	"run_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"key" text NOT NULL,
	"state" "step_state" NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"note" text,
	CONSTRAINT "run_steps_run_id_position_pk" PRIMARY KEY("run_id","position")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"target" text NOT NULL,
	"trigger" "run_trigger" NOT NULL,
	"user_id" uuid,
	"slot" timestamp (3) with time zone,
	"state" "run_state" NOT NULL,
	"params" jsonb NOT NULL,
	"queued_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"cancel_requested_at" timestamp (3) with time zone,
	"lease_owner" text,
	"lease_until" timestamp (3) with time zone,
	"fence" integer DEFAULT 0 NOT NULL,
	"error" jsonb,
	"counts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" uuid
);
--> statement-breakpoint
CREATE TABLE "file_origins" (
	"sha256" text NOT NULL,
	"interface_id" uuid NOT NULL,
	"property_id" uuid NOT NULL,
	"name" text NOT NULL,
	"import_id" uuid NOT NULL,
	"stored_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "file_origins_interface_id_sha256_property_id_name_pk" PRIMARY KEY("interface_id","sha256","property_id","name")
);
--> statement-breakpoint
CREATE TABLE "stored_files" (
	"sha256" text PRIMARY KEY NOT NULL,
	"size_bytes" bigint NOT NULL,
	"media_type" text NOT NULL,
	"stored_at" timestamp (3) with time zone,
	"trashed_at" timestamp (3) with time zone,
	"trashed_by" uuid,
	CONSTRAINT "stored_files_sha256" CHECK ("stored_files"."sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "received_batches" (
	"site_id" integer NOT NULL,
	"batch_id" uuid NOT NULL,
	"result" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "received_batches_site_id_batch_id_pk" PRIMARY KEY("site_id","batch_id")
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sites_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"installation_id" uuid,
	"software_version" text,
	"last_contact_at" timestamp (3) with time zone,
	"last_success_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sites_name_unique" UNIQUE("name"),
	CONSTRAINT "sites_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "sync_buffer" (
	"source_site_id" integer NOT NULL,
	"table_name" text NOT NULL,
	"record_id" uuid NOT NULL,
	"origin_site_id" integer NOT NULL,
	"action" text NOT NULL,
	"data" jsonb,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"problem" jsonb,
	CONSTRAINT "sync_buffer_source_site_id_table_name_record_id_pk" PRIMARY KEY("source_site_id","table_name","record_id")
);
--> statement-breakpoint
CREATE TABLE "sync_state" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" "user_role" NOT NULL,
	"language" text,
	"time_zone" text,
	"disabled_at" timestamp (3) with time zone,
	"session_epoch" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email"),
	CONSTRAINT "users_email_lower" CHECK ("users"."email" = lower("users"."email"))
);
--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_property_id_properties_id_fk" FOREIGN KEY ("property_id") REFERENCES "public"."properties"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_file_sha256_stored_files_sha256_fk" FOREIGN KEY ("file_sha256") REFERENCES "public"."stored_files"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_interface_id_interfaces_id_fk" FOREIGN KEY ("interface_id") REFERENCES "public"."interfaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_last_user_id_users_id_fk" FOREIGN KEY ("last_user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_interface_id_interfaces_id_fk" FOREIGN KEY ("interface_id") REFERENCES "public"."interfaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interface_providers" ADD CONSTRAINT "interface_providers_interface_id_interfaces_id_fk" FOREIGN KEY ("interface_id") REFERENCES "public"."interfaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interface_providers" ADD CONSTRAINT "interface_providers_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "properties" ADD CONSTRAINT "properties_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "properties" ADD CONSTRAINT "properties_interface_id_interfaces_id_fk" FOREIGN KEY ("interface_id") REFERENCES "public"."interfaces"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "properties" ADD CONSTRAINT "properties_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "property_keys" ADD CONSTRAINT "property_keys_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "property_keys" ADD CONSTRAINT "property_keys_property_id_properties_id_fk" FOREIGN KEY ("property_id") REFERENCES "public"."properties"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_steps" ADD CONSTRAINT "run_steps_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_origins" ADD CONSTRAINT "file_origins_sha256_stored_files_sha256_fk" FOREIGN KEY ("sha256") REFERENCES "public"."stored_files"("sha256") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_origins" ADD CONSTRAINT "file_origins_interface_id_interfaces_id_fk" FOREIGN KEY ("interface_id") REFERENCES "public"."interfaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_property" ON "attachments" USING btree ("property_id","position","id");--> statement-breakpoint
CREATE INDEX "attachments_file" ON "attachments" USING btree ("file_sha256");--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "contacts_provider" ON "contacts" USING btree ("origin_site_id","provider_id","id");--> statement-breakpoint
CREATE INDEX "deliveries_newest" ON "deliveries" USING btree ("interface_id","modified_at","id");--> statement-breakpoint
CREATE INDEX "imports_interface" ON "imports" USING btree ("interface_id","started_at","id");--> statement-breakpoint
CREATE INDEX "imports_delivery" ON "imports" USING btree ("delivery_id","started_at");--> statement-breakpoint
CREATE INDEX "imports_run" ON "imports" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "plans_import" ON "plans" USING btree ("import_id","id");--> statement-breakpoint
CREATE INDEX "login_attempts_email" ON "login_attempts" USING btree ("email","at");--> statement-breakpoint
CREATE INDEX "login_attempts_address" ON "login_attempts" USING btree ("address","at");--> statement-breakpoint
CREATE INDEX "properties_provider" ON "properties" USING btree ("origin_site_id","provider_id","interface_id","state");--> statement-breakpoint
CREATE INDEX "properties_updated" ON "properties" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "properties_contact" ON "properties" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "property_keys_property" ON "property_keys" USING btree ("property_id");--> statement-breakpoint
CREATE UNIQUE INDEX "providers_anid" ON "providers" USING btree ("openimmo_anid");--> statement-breakpoint
CREATE UNIQUE INDEX "providers_number" ON "providers" USING btree ("number");--> statement-breakpoint
CREATE INDEX "providers_name" ON "providers" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "outcomes_run" ON "outcomes" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "outcomes_import" ON "outcomes" USING btree ("import_id","id");--> statement-breakpoint
CREATE INDEX "outcomes_record" ON "outcomes" USING btree ("record_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_active" ON "runs" USING btree ("target") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX "runs_slot" ON "runs" USING btree ("target","slot");--> statement-breakpoint
CREATE INDEX "runs_queued" ON "runs" USING btree ("queued_at","id");--> statement-breakpoint
CREATE INDEX "runs_target" ON "runs" USING btree ("target","queued_at","id");--> statement-breakpoint
CREATE INDEX "stored_files_trashed" ON "stored_files" USING btree ("trashed_at","sha256") WHERE trashed_at is not null;--> statement-breakpoint
CREATE INDEX "received_batches_at" ON "received_batches" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "sync_buffer_order" ON "sync_buffer" USING btree ("source_site_id","table_name","action");