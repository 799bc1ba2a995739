CREATE TABLE "team" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT NOT NULL,
  "description" TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "team_by_name" ON "team" ("name") WHERE "deleted_at" IS NULL;
CREATE TABLE "calendar" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT NOT NULL,
  "zone" TEXT NOT NULL,
  "hours" TEXT NOT NULL,
  "days" TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "calendar_by_name" ON "calendar" ("name") WHERE "deleted_at" IS NULL;
CREATE TABLE "agent" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT NOT NULL,
  "email" TEXT,
  "external_id" TEXT,
  "team" BLOB REFERENCES "team" ("id"),
  "supervisor" BLOB REFERENCES "agent" ("id"),
  "skills" TEXT,
  "languages" TEXT,
  "lowest_technical_level" TEXT,
  "highest_technical_level" TEXT,
  "capacity" INTEGER,
  "calendar" BLOB REFERENCES "calendar" ("id"),
  "role" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "agent_by_name" ON "agent" ("name");
CREATE UNIQUE INDEX "agent_by_email" ON "agent" ("email") WHERE "email" IS NOT NULL AND "deleted_at" IS NULL;
CREATE UNIQUE INDEX "agent_by_external_id" ON "agent" ("external_id") WHERE "external_id" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "agent_by_team" ON "agent" ("team") WHERE "team" IS NOT NULL;
CREATE INDEX "agent_by_supervisor" ON "agent" ("supervisor") WHERE "supervisor" IS NOT NULL;
CREATE INDEX "agent_by_role" ON "agent" ("role") WHERE "role" IS NOT NULL;
CREATE TABLE "absence" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "agent" BLOB NOT NULL REFERENCES "agent" ("id"),
  "valid_from" INTEGER,
  "valid_until" INTEGER,
  "stand_in" BLOB REFERENCES "agent" ("id"),
  "reason" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "absence_by_agent" ON "absence" ("agent");
CREATE INDEX "absence_by_stand_in" ON "absence" ("stand_in") WHERE "stand_in" IS NOT NULL;
CREATE TABLE "customer" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "type" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "given_name" TEXT,
  "family_name" TEXT,
  "external_id" TEXT,
  "relationship" TEXT,
  "stage" TEXT NOT NULL,
  "since" INTEGER,
  "owner" BLOB REFERENCES "agent" ("id"),
  "industry" TEXT,
  "employees" INTEGER,
  "annual_revenue_minor" INTEGER,
  "annual_revenue_currency" TEXT,
  "founded" INTEGER,
  "birthday" INTEGER,
  "country" TEXT,
  "language" TEXT,
  "description" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "customer_by_name" ON "customer" ("name");
CREATE UNIQUE INDEX "customer_by_external_id" ON "customer" ("external_id") WHERE "external_id" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "customer_by_stage" ON "customer" ("stage");
CREATE INDEX "customer_by_owner" ON "customer" ("owner") WHERE "owner" IS NOT NULL;
CREATE TABLE "contact_point" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),
  "kind" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "key" TEXT,
  "label" TEXT,
  "is_primary" INTEGER NOT NULL,
  "verified_at" INTEGER,
  "valid_from" INTEGER,
  "valid_until" INTEGER,
  "street" TEXT,
  "city" TEXT,
  "region" TEXT,
  "postal_code" TEXT,
  "country" TEXT,
  "is_shared" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "contact_point_by_customer" ON "contact_point" ("customer");
CREATE INDEX "contact_point_by_key" ON "contact_point" ("key") WHERE "key" IS NOT NULL;
CREATE TABLE "connection" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),
  "role" TEXT NOT NULL,
  "other" BLOB NOT NULL REFERENCES "customer" ("id"),
  "title" TEXT,
  "valid_from" INTEGER,
  "valid_until" INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX "connection_by_customer" ON "connection" ("customer");
CREATE INDEX "connection_by_other" ON "connection" ("other");
CREATE TABLE "ownership" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),
  "agent" BLOB NOT NULL REFERENCES "agent" ("id"),
  "valid_from" INTEGER NOT NULL,
  "valid_until" INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX "ownership_by_customer" ON "ownership" ("customer");
CREATE INDEX "ownership_by_agent" ON "ownership" ("agent");
CREATE TABLE "interaction" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),
  "channel" TEXT NOT NULL,
  "direction" TEXT NOT NULL,
  "at" INTEGER,
  "duration" INTEGER,
  "agent" BLOB REFERENCES "agent" ("id"),
  "participants" BLOB,
  "subject" TEXT,
  "body" TEXT,
  "outcome" TEXT,
  "sentiment" TEXT,
  "about" BLOB,
  "external_id" TEXT,
  "visibility" TEXT NOT NULL,
  "author" BLOB REFERENCES "agent" ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "interaction_by_about" ON "interaction" ("about") WHERE "about" IS NOT NULL;
CREATE UNIQUE INDEX "interaction_by_external_id" ON "interaction" ("external_id") WHERE "external_id" IS NOT NULL AND "deleted_at" IS NULL;
CREATE TABLE "need" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),
  "aspect" TEXT NOT NULL,
  "topic" TEXT,
  "statement" TEXT,
  "product" TEXT,
  "product_version" TEXT,
  "budget_minor" INTEGER,
  "budget_currency" TEXT,
  "technical_level" TEXT,
  "source" BLOB REFERENCES "interaction" ("id"),
  "confidence" REAL,
  "review_on" INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX "need_by_customer" ON "need" ("customer");
CREATE INDEX "need_by_review_on" ON "need" ("review_on") WHERE "review_on" IS NOT NULL;
CREATE TABLE "consent" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),
  "purpose" TEXT NOT NULL,
  "channel" TEXT,
  "given_at" INTEGER,
  "withdrawn_at" INTEGER,
  "evidence" TEXT,
  "source" BLOB REFERENCES "interaction" ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "consent_by_customer" ON "consent" ("customer");
CREATE TABLE "allowed_move" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "from_stage" TEXT NOT NULL,
  "to_stage" TEXT NOT NULL,
  "needs_reason" INTEGER NOT NULL,
  "needs_evidence" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "stage_move" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),
  "from_stage" TEXT NOT NULL,
  "to_stage" TEXT NOT NULL,
  "effective_at" INTEGER NOT NULL,
  "recorded_at" INTEGER NOT NULL,
  "agent" BLOB REFERENCES "agent" ("id"),
  "reason" TEXT,
  "evidence" BLOB,
  "ended_by" TEXT,
  "ending_cause" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "stage_move_by_customer" ON "stage_move" ("customer");
CREATE TABLE "import_batch" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "source" TEXT NOT NULL,
  "target" TEXT NOT NULL,
  "mapping" TEXT,
  "rows" INTEGER NOT NULL,
  "added" INTEGER NOT NULL,
  "rejected" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "segment" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT NOT NULL,
  "of" TEXT NOT NULL,
  "expression" TEXT NOT NULL,
  "description" TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "segment_by_name" ON "segment" ("name") WHERE "deleted_at" IS NULL;
CREATE TABLE "service_level" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT NOT NULL,
  "revision" INTEGER NOT NULL,
  "position" INTEGER NOT NULL,
  "fits" TEXT,
  "customer" BLOB REFERENCES "customer" ("id"),
  "calendar" BLOB REFERENCES "calendar" ("id"),
  "on_change" TEXT NOT NULL,
  "reply_waits" INTEGER NOT NULL,
  "retired_at" INTEGER,
  "turn" INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX "service_level_by_name" ON "service_level" ("name");
CREATE INDEX "service_level_by_turn" ON "service_level" ("turn") WHERE "turn" IS NOT NULL;
CREATE TABLE "target" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "service_level" BLOB NOT NULL REFERENCES "service_level" ("id"),
  "kind" TEXT NOT NULL,
  "towards" TEXT NOT NULL,
  "priority" TEXT,
  "team" BLOB REFERENCES "team" ("id"),
  "amount" INTEGER NOT NULL,
  "counted_in" TEXT NOT NULL,
  "to_end_of_day" INTEGER NOT NULL,
  "rhythm" TEXT,
  "stopped_in" TEXT,
  "pauses" TEXT,
  "quoted_pauses" TEXT,
  "reopening" TEXT,
  "met_by_resolution" INTEGER NOT NULL,
  "missed_when_seen" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "target_by_service_level" ON "target" ("service_level");
CREATE TABLE "problem" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT NOT NULL,
  "product" TEXT,
  "severity" TEXT,
  "owner" BLOB REFERENCES "agent" ("id"),
  "found_at" INTEGER,
  "symptom" TEXT,
  "impact" TEXT,
  "root_cause" TEXT,
  "workaround" TEXT,
  "workaround_at" INTEGER,
  "resolution" TEXT,
  "resolved_at" INTEGER,
  "prevention" TEXT,
  "prevention_due" INTEGER,
  "prevention_checked_at" INTEGER,
  "prevention_worked" INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX "problem_by_name" ON "problem" ("name");
CREATE INDEX "problem_by_owner" ON "problem" ("owner") WHERE "owner" IS NOT NULL;
CREATE INDEX "problem_by_prevention_due" ON "problem" ("prevention_due") WHERE "prevention_due" IS NOT NULL;
CREATE TABLE "problem_notice" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "problem" BLOB NOT NULL REFERENCES "problem" ("id"),
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),
  "told" TEXT NOT NULL,
  "at" INTEGER,
  "interaction" BLOB REFERENCES "interaction" ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "problem_notice_by_problem" ON "problem_notice" ("problem");
CREATE INDEX "problem_notice_by_customer" ON "problem_notice" ("customer");
CREATE TABLE "case" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "kind" TEXT NOT NULL,
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),
  "subject" TEXT NOT NULL,
  "description" TEXT,
  "contact" BLOB REFERENCES "customer" ("id"),
  "severity" TEXT,
  "priority" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  "product" TEXT,
  "tags" TEXT,
  "language" TEXT,
  "external_id" TEXT,
  "opened_at" INTEGER,
  "state" TEXT NOT NULL,
  "team" BLOB REFERENCES "team" ("id"),
  "assignee" BLOB REFERENCES "agent" ("id"),
  "level" INTEGER NOT NULL,
  "reopened" INTEGER NOT NULL,
  "resolved_at" INTEGER,
  "resolution" TEXT,
  "refused_because" TEXT,
  "alternative" TEXT,
  "redress_asked" TEXT,
  "redress_given" TEXT,
  "redress_cost_minor" INTEGER,
  "redress_cost_currency" TEXT,
  "accepted_at" INTEGER,
  "merged_into" BLOB REFERENCES "case" ("id"),
  "split_from" BLOB REFERENCES "case" ("id"),
  "cost_minor" INTEGER,
  "cost_currency" TEXT,
  "service_level" BLOB REFERENCES "service_level" ("id"),
  "first_response_at" INTEGER,
  "first_response_open" INTEGER,
  "resolution_open" INTEGER,
  "acceptance_open" INTEGER,
  "met" TEXT,
  "missed" TEXT,
  "problem" BLOB REFERENCES "problem" ("id"),
  "skills" TEXT,
  "in_hand_of" BLOB REFERENCES "agent" ("id"),
  "last_event_at" INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "case_by_external_id" ON "case" ("external_id") WHERE "external_id" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "case_by_state" ON "case" ("state");
CREATE INDEX "case_by_team" ON "case" ("team") WHERE "team" IS NOT NULL;
CREATE INDEX "case_by_assignee" ON "case" ("assignee") WHERE "assignee" IS NOT NULL;
CREATE INDEX "case_by_merged_into" ON "case" ("merged_into") WHERE "merged_into" IS NOT NULL;
CREATE INDEX "case_by_split_from" ON "case" ("split_from") WHERE "split_from" IS NOT NULL;
CREATE INDEX "case_by_problem" ON "case" ("problem") WHERE "problem" IS NOT NULL;
CREATE INDEX "case_by_in_hand_of" ON "case" ("in_hand_of") WHERE "in_hand_of" IS NOT NULL;
CREATE INDEX "case_measured" ON "case" ("resolved_at", "priority", "product", "opened_at", "team", "assignee", "reopened", "accepted_at", "merged_into", "first_response_at", "first_response_open", "resolution_open", "acceptance_open", "met", "missed", "deleted_at") WHERE "resolved_at" IS NOT NULL AND "deleted_at" IS NULL;
CREATE TABLE "case_event" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "of" BLOB NOT NULL REFERENCES "case" ("id"),
  "what" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "recorded_at" INTEGER NOT NULL,
  "agent" BLOB REFERENCES "agent" ("id"),
  "reason" TEXT,
  "because_of" BLOB REFERENCES "interaction" ("id"),
  "from_state" TEXT,
  "state" TEXT,
  "team" BLOB REFERENCES "team" ("id"),
  "assignee" BLOB REFERENCES "agent" ("id"),
  "priority" TEXT,
  "level" INTEGER,
  "service_level" BLOB REFERENCES "service_level" ("id"),
  "calendar_version" INTEGER,
  "target" TEXT,
  "due_at" INTEGER,
  "other" BLOB REFERENCES "case" ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "case_event_by_of" ON "case_event" ("of");
CREATE TABLE "clock" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "of" BLOB NOT NULL REFERENCES "case" ("id"),
  "kind" TEXT NOT NULL,
  "towards" TEXT NOT NULL,
  "round" INTEGER NOT NULL,
  "target" BLOB REFERENCES "target" ("id"),
  "team" BLOB REFERENCES "team" ("id"),
  "state" TEXT NOT NULL,
  "started_at" INTEGER NOT NULL,
  "due_at" INTEGER,
  "ended_at" INTEGER,
  "met" INTEGER,
  "breached_at" INTEGER,
  "events" TEXT NOT NULL,
  "check_at" INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX "clock_by_of" ON "clock" ("of");
CREATE INDEX "clock_by_due_at" ON "clock" ("due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "clock_by_check_at" ON "clock" ("check_at") WHERE "check_at" IS NOT NULL;
CREATE TABLE "task" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "subject" TEXT NOT NULL,
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),
  "about" BLOB,
  "team" BLOB REFERENCES "team" ("id"),
  "assignee" BLOB REFERENCES "agent" ("id"),
  "opened_at" INTEGER,
  "due_at" INTEGER,
  "done_at" INTEGER,
  "outcome" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "task_by_about" ON "task" ("about") WHERE "about" IS NOT NULL;
CREATE INDEX "task_by_team" ON "task" ("team") WHERE "team" IS NOT NULL;
CREATE INDEX "task_by_assignee" ON "task" ("assignee") WHERE "assignee" IS NOT NULL;
CREATE INDEX "task_by_due_at" ON "task" ("due_at") WHERE "due_at" IS NOT NULL;
CREATE TABLE "notification" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "agent" BLOB REFERENCES "agent" ("id"),
  "team" BLOB REFERENCES "team" ("id"),
  "text" TEXT NOT NULL,
  "about" BLOB,
  "state" TEXT NOT NULL,
  "next_at" INTEGER,
  "tries" INTEGER NOT NULL,
  "trouble" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "notification_by_about" ON "notification" ("about") WHERE "about" IS NOT NULL;
CREATE INDEX "notification_by_next_at" ON "notification" ("next_at") WHERE "next_at" IS NOT NULL;
CREATE TABLE "rule" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT NOT NULL,
  "revision" INTEGER NOT NULL,
  "position" INTEGER NOT NULL,
  "of" TEXT NOT NULL,
  "on" TEXT,
  "changed" TEXT,
  "promise" TEXT,
  "towards" TEXT,
  "percent" INTEGER,
  "field" TEXT,
  "offset" INTEGER,
  "counted_in" TEXT,
  "calendar" BLOB REFERENCES "calendar" ("id"),
  "yearly" INTEGER NOT NULL,
  "every" INTEGER,
  "times" INTEGER,
  "condition" TEXT,
  "since" INTEGER,
  "retired_at" INTEGER,
  "turn" INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX "rule_by_name" ON "rule" ("name");
CREATE INDEX "rule_by_turn" ON "rule" ("turn") WHERE "turn" IS NOT NULL;
CREATE TABLE "rule_action" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "rule" BLOB NOT NULL REFERENCES "rule" ("id"),
  "verb" TEXT NOT NULL,
  "who" TEXT,
  "agent" BLOB REFERENCES "agent" ("id"),
  "team" BLOB REFERENCES "team" ("id"),
  "value" TEXT,
  "in_hours" INTEGER NOT NULL,
  "role" TEXT,
  "within" INTEGER,
  "counted_in" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "rule_action_by_rule" ON "rule_action" ("rule");
CREATE TABLE "firing" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "rule" BLOB NOT NULL REFERENCES "rule" ("id"),
  "record" BLOB NOT NULL,
  "occurrence" TEXT NOT NULL,
  "due_at" INTEGER NOT NULL,
  "at" INTEGER NOT NULL,
  "outcome" TEXT NOT NULL,
  "depth" INTEGER NOT NULL,
  "tries" INTEGER NOT NULL,
  "trouble" TEXT,
  "next_try_at" INTEGER,
  "set_off_by" BLOB REFERENCES "firing" ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "firing_by_rule" ON "firing" ("rule");
CREATE INDEX "firing_by_record" ON "firing" ("record");
CREATE TABLE "ladder" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT NOT NULL,
  "revision" INTEGER NOT NULL,
  "position" INTEGER NOT NULL,
  "fits" TEXT,
  "calendar" BLOB REFERENCES "calendar" ("id"),
  "retired_at" INTEGER,
  "turn" INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX "ladder_by_name" ON "ladder" ("name");
CREATE INDEX "ladder_by_turn" ON "ladder" ("turn") WHERE "turn" IS NOT NULL;
CREATE TABLE "rung" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "ladder" BLOB NOT NULL REFERENCES "ladder" ("id"),
  "who" TEXT,
  "agent" BLOB REFERENCES "agent" ("id"),
  "team" BLOB REFERENCES "team" ("id"),
  "wait" INTEGER NOT NULL,
  "level" INTEGER,
  "role" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "rung_by_ladder" ON "rung" ("ladder");
CREATE TABLE "escalation" (
  "id" BLOB NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "of" BLOB NOT NULL REFERENCES "case" ("id"),
  "ladder" BLOB NOT NULL REFERENCES "ladder" ("id"),
  "reason" TEXT NOT NULL,
  "rung" INTEGER NOT NULL,
  "told" INTEGER NOT NULL,
  "agent" BLOB REFERENCES "agent" ("id"),
  "team" BLOB REFERENCES "team" ("id"),
  "state" TEXT NOT NULL,
  "raised_at" INTEGER NOT NULL,
  "next_at" INTEGER,
  "acknowledged_at" INTEGER,
  "acknowledged_by" BLOB REFERENCES "agent" ("id"),
  "ended_at" INTEGER,
  "answered_by" BLOB REFERENCES "agent" ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "escalation_by_of" ON "escalation" ("of");
CREATE INDEX "escalation_by_agent" ON "escalation" ("agent") WHERE "agent" IS NOT NULL;
CREATE TABLE "book" (
  "id" BLOB PRIMARY KEY,
  "format" INTEGER NOT NULL,
  "oldest_reader" INTEGER NOT NULL,
  "oldest_writer" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "journal_commit" (
  "number" INTEGER PRIMARY KEY,
  "at" INTEGER NOT NULL,
  "actor" BLOB,
  "verb" TEXT NOT NULL,
  "reason" TEXT,
  "cause_commit" INTEGER,
  "cause" BLOB,
  "last_change" INTEGER NOT NULL,
  "salt" BLOB,
  "digest" BLOB NOT NULL,
  "hash" BLOB NOT NULL
) STRICT;
CREATE INDEX "journal_commit_by_cause" ON "journal_commit" ("cause") WHERE "cause" IS NOT NULL;
CREATE TABLE "journal_change" (
  "number" INTEGER PRIMARY KEY,
  "commit_number" INTEGER NOT NULL,
  "operation" INTEGER NOT NULL,
  "kind" INTEGER NOT NULL,
  "record" BLOB NOT NULL,
  "previous" INTEGER NOT NULL,
  "old" TEXT,
  "salt" BLOB,
  "digest" BLOB NOT NULL
) STRICT;
CREATE TABLE "timeline_entry" (
  "customer" BLOB NOT NULL,
  "at" INTEGER NOT NULL,
  "record" BLOB NOT NULL,
  "kind" INTEGER NOT NULL,
  PRIMARY KEY ("customer", "at", "record")
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE "search_text" USING fts5 ("title", "body", tokenize = "unicode61 remove_diacritics 2");
CREATE TABLE "search_position" ("one" INTEGER PRIMARY KEY, "change" INTEGER NOT NULL) STRICT;
CREATE TABLE "rule_due" (
  "at" INTEGER NOT NULL,
  "record" BLOB NOT NULL,
  "kind" INTEGER NOT NULL,
  "next_at" INTEGER,
  "rule" BLOB,
  "occurrence" TEXT,
  PRIMARY KEY ("at", "record")
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "rule_due_by_record" ON "rule_due" ("record");
CREATE TABLE "rule_state" (
  "one" INTEGER PRIMARY KEY,
  "generation" INTEGER NOT NULL DEFAULT 0,
  "change" INTEGER NOT NULL DEFAULT 0,
  "digest" INTEGER
) STRICT;
CREATE TABLE "rule_reindex" (
  "kind" INTEGER NOT NULL,
  "path" TEXT NOT NULL,
  "target" BLOB NOT NULL,
  "after" BLOB NOT NULL,
  PRIMARY KEY ("kind", "path", "target")
) STRICT, WITHOUT ROWID;
INSERT INTO "book" ("id", "format", "oldest_reader", "oldest_writer", "created_at") VALUES (X'019B76DAA80070008000000000000001', 1, 1, 1, 1767225600000000);
INSERT INTO "search_position" ("one", "change") VALUES (1, 0);
INSERT INTO "search_text" ("search_text", "rank") VALUES ('hashsize', 4194304);
PRAGMA application_id = 1380995668;
PRAGMA user_version = 1;
