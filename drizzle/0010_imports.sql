ALTER TYPE "public"."import_state" ADD VALUE 'previewed';--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"scope" text NOT NULL,
	"interface_id" uuid,
	"token_hash" text NOT NULL,
	"beginning" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_tokens_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "plan_entries" (
	"plan_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"seq" integer,
	"property_id" uuid,
	"label" text,
	"line" integer,
	"code" text,
	"params" jsonb,
	"changes" jsonb,
	CONSTRAINT "plan_entries_plan_id_position_pk" PRIMARY KEY("plan_id","position")
);
--> statement-breakpoint
CREATE TABLE "parked_providers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"interface_id" uuid NOT NULL,
	"number" text NOT NULL,
	"openimmo_anid" text NOT NULL,
	"name" text,
	"email" text,
	"phone" text,
	"path" text NOT NULL,
	"records" integer NOT NULL,
	"first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"decision" text,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid,
	CONSTRAINT "parked_providers_ids" UNIQUE("interface_id","number","openimmo_anid")
);
--> statement-breakpoint
CREATE TABLE "field_origins" (
	"property_id" uuid NOT NULL,
	"field" text NOT NULL,
	"import_id" uuid NOT NULL,
	"path" text NOT NULL,
	"trigger" "run_trigger" NOT NULL,
	"user_id" uuid,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "field_origins_property_id_field_pk" PRIMARY KEY("property_id","field")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "version" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "transfer_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "peeked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "original_key" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "original_stored_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "hold_code" text;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "hold_params" jsonb;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "decided_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "decided_by" uuid;--> statement-breakpoint
ALTER TABLE "interfaces" ADD COLUMN "secrets" text;--> statement-breakpoint
ALTER TABLE "interfaces" ADD COLUMN "times" text;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_interface_id_interfaces_id_fk" FOREIGN KEY ("interface_id") REFERENCES "public"."interfaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_entries" ADD CONSTRAINT "plan_entries_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parked_providers" ADD CONSTRAINT "parked_providers_interface_id_interfaces_id_fk" FOREIGN KEY ("interface_id") REFERENCES "public"."interfaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parked_providers" ADD CONSTRAINT "parked_providers_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "field_origins" ADD CONSTRAINT "field_origins_property_id_properties_id_fk" FOREIGN KEY ("property_id") REFERENCES "public"."properties"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "field_origins" ADD CONSTRAINT "field_origins_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_tokens_interface" ON "api_tokens" USING btree ("interface_id","created_at","id");--> statement-breakpoint
CREATE INDEX "plan_entries_kind" ON "plan_entries" USING btree ("plan_id","kind","position");--> statement-breakpoint
CREATE INDEX "parked_providers_order" ON "parked_providers" USING btree ("interface_id","last_seen_at","id");--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_state" ON "deliveries" USING btree ("interface_id","state","modified_at","id");--> statement-breakpoint
CREATE INDEX "deliveries_originals" ON "deliveries" USING btree ("original_stored_at","id") WHERE original_key is not null;--> statement-breakpoint
CREATE INDEX "plans_provider" ON "plans" USING btree ("provider_id","state","created_at");--> statement-breakpoint
CREATE INDEX "properties_trashed" ON "properties" USING btree ("removed_at","id") WHERE state = 'trashed';--> statement-breakpoint
-- Interfaces that were made before these rules existed get their defaults.
UPDATE "interfaces" SET "rules" = '{"unknownProvider": "hold", "skipWithoutText": false, "addressReleased": false, "filesPerRun": null, "keepOriginalsDays": 30, "deleteOriginals": false, "heartbeatDays": null, "attachmentHosts": []}'::jsonb || "rules";--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "transfer_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "original_size_bytes" bigint;
--> statement-breakpoint
ALTER TABLE "parked_providers" ADD COLUMN "settled_at" timestamp (3) with time zone;--> statement-breakpoint
-- Staged records live for minutes: packing and unpacking them costs more than it saves.
ALTER TABLE "staged_records" ALTER COLUMN "record" SET STORAGE EXTERNAL;
