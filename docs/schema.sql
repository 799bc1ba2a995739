-- The schema of a rapport book, format 1. Written by the program rapport_describe.
--
-- Ids are 16 bytes, instants and durations microseconds (instants since 1970, UTC), dates yyyymmdd with zeros
-- for unknown parts, money minor units beside its currency, truth values 0 and 1. Read the file with any
-- SQLite tool; write it only through rapport, or the journal will not verify.

-- A group of agents. Kind 4.
CREATE TABLE "team" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "name" TEXT NOT NULL,  -- 4: What the team is called.
  "description" TEXT  -- 5: What the team does; absent when nobody said.
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "team_by_name" ON "team" ("name") WHERE "deleted_at" IS NULL;

-- When somebody is there to work for customers. Kind 14.
CREATE TABLE "calendar" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "name" TEXT NOT NULL,  -- 4: What the calendar is called.
  "zone" TEXT NOT NULL,  -- 5: The time zone of its clock times, as in Europe/Paris.
  "hours" TEXT NOT NULL,  -- 6: Open hours, as in mon-fri 09:00-12:00 13:00-18:00; sat 10:00-12:00.
  "days" TEXT  -- 7: Days that differ, a line each, as in 2026-12-25 closed Christmas; absent for none.
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "calendar_by_name" ON "calendar" ("name") WHERE "deleted_at" IS NULL;

-- Somebody, or some program, who acts for the vendor. Kind 5.
CREATE TABLE "agent" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "name" TEXT NOT NULL,  -- 4: What the agent is called.
  "email" TEXT,  -- 5: The agent's e-mail address; absent when there is none.
  "external_id" TEXT,  -- 6: The agent's number in another system; absent when there is none.
  "team" BLOB REFERENCES "team" ("id"),  -- 7: The team the agent belongs to; absent for none.
  "supervisor" BLOB REFERENCES "agent" ("id"),  -- 8: To whom the agent escalates; absent at the top.
  "skills" TEXT,  -- 9: What the agent knows, words with blanks between them; absent for nothing special.
  "languages" TEXT,  -- 10: The languages the agent speaks, as in fr en; absent when nobody said.
  "lowest_technical_level" TEXT,  -- 11: The least that a customer must know for the agent to work with them; absent for nothing.
  "highest_technical_level" TEXT,  -- 12: The most that a customer may know for the agent to work with them; absent for anything.
  "capacity" INTEGER,  -- 13: How many open cases the agent deals with at once; absent for no limit.
  "calendar" BLOB REFERENCES "calendar" ("id"),  -- 14: When the agent works; absent for always.
  "role" TEXT  -- 15: What rules and ladders may turn to the agent as, as in duty_manager; absent for nothing.
) STRICT, WITHOUT ROWID;
CREATE INDEX "agent_by_name" ON "agent" ("name");
CREATE UNIQUE INDEX "agent_by_email" ON "agent" ("email") WHERE "email" IS NOT NULL AND "deleted_at" IS NULL;
CREATE UNIQUE INDEX "agent_by_external_id" ON "agent" ("external_id") WHERE "external_id" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "agent_by_team" ON "agent" ("team") WHERE "team" IS NOT NULL;
CREATE INDEX "agent_by_supervisor" ON "agent" ("supervisor") WHERE "supervisor" IS NOT NULL;
CREATE INDEX "agent_by_role" ON "agent" ("role") WHERE "role" IS NOT NULL;

-- A period in which an agent is not there. Kind 20.
CREATE TABLE "absence" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "agent" BLOB NOT NULL REFERENCES "agent" ("id"),  -- 4: Who is absent.
  "valid_from" INTEGER,  -- 5: When it begins; when left absent, the instant of adding.
  "valid_until" INTEGER,  -- 6: When the agent is back; absent when nobody knows.
  "stand_in" BLOB REFERENCES "agent" ("id"),  -- 7: Who gets the agent's cases meanwhile; absent for nobody.
  "reason" TEXT  -- 8: Why; absent when nobody said.
) STRICT, WITHOUT ROWID;
CREATE INDEX "absence_by_agent" ON "absence" ("agent");
CREATE INDEX "absence_by_stand_in" ON "absence" ("stand_in") WHERE "stand_in" IS NOT NULL;

-- A person or an organisation with whom there is, or may be, a relationship. Kind 1.
CREATE TABLE "customer" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "type" TEXT NOT NULL,  -- 4: Whether the customer is a person or an organisation.
  "name" TEXT NOT NULL,  -- 5: The name to show; for a person, made from the given and the family name when left empty.
  "given_name" TEXT,  -- 6: A person's given names; absent when not known.
  "family_name" TEXT,  -- 7: A person's family name; absent when not known.
  "external_id" TEXT,  -- 8: The customer's number in another system; absent when there is none.
  "relationship" TEXT,  -- 9: The kind of relationship that is offered; absent until somebody chose.
  "stage" TEXT NOT NULL,  -- 10: Where the relationship stands now; stage moves change it.
  "since" INTEGER,  -- 11: When the relationship began; when left absent, the instant of adding.
  "owner" BLOB REFERENCES "agent" ("id"),  -- 12: The agent who looks after the customer now; absent for nobody; ownerships change it.
  "industry" TEXT,  -- 13: The trade an organisation is in; absent when not known.
  "employees" INTEGER,  -- 14: How many people work there; absent when not known.
  "annual_revenue_minor" INTEGER,  -- 15: Sales of one year; absent when not known.
  "annual_revenue_currency" TEXT,
  "founded" INTEGER,  -- 16: When an organisation was founded; absent when not known.
  "birthday" INTEGER,  -- 17: A person's birthday, often without its year; absent when not known.
  "country" TEXT,  -- 18: Country as typed, best as ISO 3166 code; absent when not known.
  "language" TEXT,  -- 19: Language to speak, as a BCP 47 tag (fr, en-GB); absent when not known.
  "description" TEXT  -- 20: Anything else worth knowing; absent for nothing.
) STRICT, WITHOUT ROWID;
CREATE INDEX "customer_by_name" ON "customer" ("name");
CREATE UNIQUE INDEX "customer_by_external_id" ON "customer" ("external_id") WHERE "external_id" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "customer_by_stage" ON "customer" ("stage");
CREATE INDEX "customer_by_owner" ON "customer" ("owner") WHERE "owner" IS NOT NULL;

-- One way to reach a customer. Kind 2.
CREATE TABLE "contact_point" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),  -- 4: Whom it reaches.
  "kind" TEXT NOT NULL,  -- 5: By what means.
  "value" TEXT NOT NULL,  -- 6: As typed; an address may leave it empty to have it made from its parts.
  "key" TEXT,  -- 7: The normalised value by which duplicates are found; absent for kinds that have none.
  "label" TEXT,  -- 8: What the customer calls it (office, home); absent for no name.
  "is_primary" INTEGER NOT NULL,  -- 9: Whether to try this one first among those of its kind.
  "verified_at" INTEGER,  -- 10: When somebody last saw it work; absent for never.
  "valid_from" INTEGER,  -- 11: First day of use; absent for always.
  "valid_until" INTEGER,  -- 12: Last day of use; absent for open end.
  "street" TEXT,  -- 13: Street and house of an address; absent when not known.
  "city" TEXT,  -- 14: Town of an address; absent when not known.
  "region" TEXT,  -- 15: State, county or region of an address; absent when not known.
  "postal_code" TEXT,  -- 16: Postal code of an address; absent when not known.
  "country" TEXT,  -- 17: Country of an address as typed; absent when not known.
  "is_shared" INTEGER NOT NULL  -- 18: Whether others may have it too, as a switchboard; only then is a second one allowed.
) STRICT, WITHOUT ROWID;
CREATE INDEX "contact_point_by_customer" ON "contact_point" ("customer");
CREATE INDEX "contact_point_by_key" ON "contact_point" ("key") WHERE "key" IS NOT NULL;

-- A dated, directed connection: the customer is, for example, employed by the other. Kind 3.
CREATE TABLE "connection" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),  -- 4: From whom the connection goes out.
  "role" TEXT NOT NULL,  -- 5: What the customer is to the other.
  "other" BLOB NOT NULL REFERENCES "customer" ("id"),  -- 6: To whom the connection goes.
  "title" TEXT,  -- 7: The job's title, or what the connection is; absent when not known.
  "valid_from" INTEGER,  -- 8: First day; absent when not known.
  "valid_until" INTEGER  -- 9: Last day; absent while it lasts.
) STRICT, WITHOUT ROWID;
CREATE INDEX "connection_by_customer" ON "connection" ("customer");
CREATE INDEX "connection_by_other" ON "connection" ("other");

-- The period in which one agent looks after one customer. Kind 6.
CREATE TABLE "ownership" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),  -- 4: Who is looked after.
  "agent" BLOB NOT NULL REFERENCES "agent" ("id"),  -- 5: Who looks after the customer.
  "valid_from" INTEGER NOT NULL,  -- 6: When it began.
  "valid_until" INTEGER  -- 7: When it ended; absent while it lasts.
) STRICT, WITHOUT ROWID;
CREATE INDEX "ownership_by_customer" ON "ownership" ("customer");
CREATE INDEX "ownership_by_agent" ON "ownership" ("agent");

-- One exchange with a customer, or a note about one. Kind 9.
CREATE TABLE "interaction" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),  -- 4: With whom, or about whom.
  "channel" TEXT NOT NULL,  -- 5: By what means.
  "direction" TEXT NOT NULL,  -- 6: Who turned to whom.
  "at" INTEGER,  -- 7: When it began; when left absent, the instant of adding.
  "duration" INTEGER,  -- 8: How long it took; absent when not known or without meaning.
  "agent" BLOB REFERENCES "agent" ("id"),  -- 9: Who spoke for us; absent when nobody did.
  "participants" BLOB,  -- 10: Other customers who took part; empty for none.
  "subject" TEXT,  -- 11: What it was about, in one line; absent for none.
  "body" TEXT,  -- 12: What was said; absent for nothing.
  "outcome" TEXT,  -- 13: What came of it (won, no answer); absent when open.
  "sentiment" TEXT,  -- 14: How the customer felt; absent when nobody could tell.
  "about" BLOB,  -- 15: The record it is about; absent for the customer as a whole.
  "external_id" TEXT,  -- 16: The interaction's number in another system; absent when there is none.
  "visibility" TEXT NOT NULL,  -- 17: Who may read it.
  "author" BLOB REFERENCES "agent" ("id")  -- 18: The agent who wrote it down, filled in from the acting agent; absent for the host.
) STRICT, WITHOUT ROWID;
CREATE INDEX "interaction_by_about" ON "interaction" ("about") WHERE "about" IS NOT NULL;
CREATE UNIQUE INDEX "interaction_by_external_id" ON "interaction" ("external_id") WHERE "external_id" IS NOT NULL AND "deleted_at" IS NULL;

-- One thing that is known of what a customer needs, has, can pay or understands. Kind 7.
CREATE TABLE "need" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),  -- 4: Whose need it is.
  "aspect" TEXT NOT NULL,  -- 5: Which side of the needs it tells.
  "topic" TEXT,  -- 6: The domain it belongs to (backup, accounting); absent for the customer as a whole.
  "statement" TEXT,  -- 7: In words; required for a goal and for a direction.
  "product" TEXT,  -- 8: The product a capability rests on; required for a capability.
  "product_version" TEXT,  -- 9: The version of that product; absent when not known.
  "budget_minor" INTEGER,  -- 10: What can be spent; required for a budget.
  "budget_currency" TEXT,
  "technical_level" TEXT,  -- 11: How much the customer knows; required for a technical level.
  "source" BLOB REFERENCES "interaction" ("id"),  -- 12: The interaction in which it was learnt; absent when not known.
  "confidence" REAL,  -- 13: How sure we are, from 0 to 1; absent when nobody said.
  "review_on" INTEGER  -- 14: The day on which to ask again; absent for never.
) STRICT, WITHOUT ROWID;
CREATE INDEX "need_by_customer" ON "need" ("customer");
CREATE INDEX "need_by_review_on" ON "need" ("review_on") WHERE "review_on" IS NOT NULL;

-- What a customer allowed us to do, and until when. Kind 8.
CREATE TABLE "consent" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),  -- 4: Who consented.
  "purpose" TEXT NOT NULL,  -- 5: What it allows.
  "channel" TEXT,  -- 6: By which means; absent for any.
  "given_at" INTEGER,  -- 7: When it was given; when left absent, the instant of adding.
  "withdrawn_at" INTEGER,  -- 8: When it was withdrawn; absent while it holds.
  "evidence" TEXT,  -- 9: What shows it (the form, the call); absent when nothing does.
  "source" BLOB REFERENCES "interaction" ("id")  -- 10: The interaction in which it was given; absent when not known.
) STRICT, WITHOUT ROWID;
CREATE INDEX "consent_by_customer" ON "consent" ("customer");

-- One move that the lifecycle's policy allows. Kind 11.
CREATE TABLE "allowed_move" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "from_stage" TEXT NOT NULL,  -- 4: The stage before.
  "to_stage" TEXT NOT NULL,  -- 5: The stage afterwards.
  "needs_reason" INTEGER NOT NULL,  -- 6: Whether the move must give a reason.
  "needs_evidence" INTEGER NOT NULL  -- 7: Whether the move must name a record that showed it.
) STRICT, WITHOUT ROWID;

-- One move of one customer from a stage to another. Kind 10.
CREATE TABLE "stage_move" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),  -- 4: Who moved.
  "from_stage" TEXT NOT NULL,  -- 5: The stage before; the book fills it in.
  "to_stage" TEXT NOT NULL,  -- 6: The stage afterwards.
  "effective_at" INTEGER NOT NULL,  -- 7: When the relationship changed; absent in a call for now.
  "recorded_at" INTEGER NOT NULL,  -- 8: When the move was written down; the book fills it in.
  "agent" BLOB REFERENCES "agent" ("id"),  -- 9: Who made the move; absent for the host program.
  "reason" TEXT,  -- 10: Why; required for a step back.
  "evidence" BLOB,  -- 11: The records that showed it; empty for none.
  "ended_by" TEXT,  -- 12: Who ended the relationship; required for dissolution, else absent.
  "ending_cause" TEXT  -- 13: Why it ended; required for dissolution, else absent.
) STRICT, WITHOUT ROWID;
CREATE INDEX "stage_move_by_customer" ON "stage_move" ("customer");

-- One import of one file. Kind 12.
CREATE TABLE "import_batch" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "source" TEXT NOT NULL,  -- 4: The file's name without its folder.
  "target" TEXT NOT NULL,  -- 5: The kind of record that each row became.
  "mapping" TEXT,  -- 6: Which column went where, as column=target; absent for JSON Lines.
  "rows" INTEGER NOT NULL,  -- 7: How many rows the file has.
  "added" INTEGER NOT NULL,  -- 8: How many rows became records.
  "rejected" INTEGER NOT NULL  -- 9: How many rows went to the reject file.
) STRICT, WITHOUT ROWID;

-- An expression that is kept under a name. Kind 13.
CREATE TABLE "segment" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "name" TEXT NOT NULL,  -- 4: What the segment is called.
  "of" TEXT NOT NULL,  -- 5: The kind of the records it is about, as in customer.
  "expression" TEXT NOT NULL,  -- 6: Which records belong to it, in CEL.
  "description" TEXT  -- 7: What it is for; absent when nobody said.
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "segment_by_name" ON "segment" ("name") WHERE "deleted_at" IS NULL;

-- One revision of a policy: which cases it fits, and how time counts. Kind 17.
CREATE TABLE "service_level" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "name" TEXT NOT NULL,  -- 4: What the policy is called; its revisions share it.
  "revision" INTEGER NOT NULL,  -- 5: Which revision it is; the book counts them.
  "position" INTEGER NOT NULL,  -- 6: Its place among policies; the first that fits is taken.
  "fits" TEXT,  -- 7: Which cases it fits, in CEL; absent for every case.
  "customer" BLOB REFERENCES "customer" ("id"),  -- 8: Whose contract it is; absent for a policy for everybody.
  "calendar" BLOB REFERENCES "calendar" ("id"),  -- 9: By which calendar open time is counted; absent for day and night.
  "on_change" TEXT NOT NULL,  -- 10: What a change of the case's priority, or of anything else that policies are matched on, does.
  "reply_waits" INTEGER NOT NULL,  -- 11: Whether our reply makes it the customer's turn.
  "retired_at" INTEGER,  -- 12: Since when no more cases get it; absent while they do.
  "turn" INTEGER  -- 13: When it is tried: its position while cases get it; absent once retired.
) STRICT, WITHOUT ROWID;
CREATE INDEX "service_level_by_name" ON "service_level" ("name");
CREATE INDEX "service_level_by_turn" ON "service_level" ("turn") WHERE "turn" IS NOT NULL;

-- One promise of a service level. Kind 18.
CREATE TABLE "target" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "service_level" BLOB NOT NULL REFERENCES "service_level" ("id"),  -- 4: Whose target it is.
  "kind" TEXT NOT NULL,  -- 5: What is promised.
  "towards" TEXT NOT NULL,  -- 6: To whom.
  "priority" TEXT,  -- 7: For cases of this priority; absent for those that have no target of their own.
  "team" BLOB REFERENCES "team" ("id"),  -- 8: Towards teams: whose promise it is; absent for every team's.
  "amount" INTEGER NOT NULL,  -- 9: The time promised; of working days, whole days of 24 hours.
  "counted_in" TEXT NOT NULL,  -- 10: What it is counted in.
  "to_end_of_day" INTEGER NOT NULL,  -- 11: Of working days: until the last of them closes.
  "rhythm" TEXT,  -- 12: Of next_response and update: from which word to which; absent for customer_waits and between_replies.
  "stopped_in" TEXT,  -- 13: States in which it stands still, with blanks between them; resolved and closed always do; absent for no more.
  "pauses" TEXT,  -- 14: How far a pause moves the due instant; absent for the time it is counted in.
  "quoted_pauses" TEXT,  -- 15: How far a pause moves an instant that was quoted; absent for as far as others.
  "reopening" TEXT,  -- 16: What reopening does; absent for resumes of a resolution and stays of others.
  "met_by_resolution" INTEGER NOT NULL,  -- 17: Whether resolving the case keeps it, too.
  "missed_when_seen" INTEGER NOT NULL  -- 18: Whether only a miss that a check saw counts as one.
) STRICT, WITHOUT ROWID;
CREATE INDEX "target_by_service_level" ON "target" ("service_level");

-- One cause from which several cases come. Kind 21.
CREATE TABLE "problem" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "name" TEXT NOT NULL,  -- 4: What it is called, in one line.
  "product" TEXT,  -- 5: What it is a problem of, by name; absent for none or not known.
  "severity" TEXT,  -- 6: How bad it is for customers; absent when nobody said.
  "owner" BLOB REFERENCES "agent" ("id"),  -- 7: The agent who looks after it; absent for nobody.
  "found_at" INTEGER,  -- 8: When it was found; when left absent, the instant of adding.
  "symptom" TEXT,  -- 9: How customers notice it; absent when not known.
  "impact" TEXT,  -- 10: What it does to whom; absent when not known.
  "root_cause" TEXT,  -- 11: What it comes from; absent when not known.
  "workaround" TEXT,  -- 12: What customers can do until it is resolved; absent for nothing.
  "workaround_at" INTEGER,  -- 13: When the workaround was published; when left absent, the instant of writing it down.
  "resolution" TEXT,  -- 14: What was done about it; absent while nothing was.
  "resolved_at" INTEGER,  -- 15: When it was resolved; when left absent, the instant of writing the resolution down.
  "prevention" TEXT,  -- 16: What keeps it from coming back; absent for nothing.
  "prevention_due" INTEGER,  -- 17: The day on which to check that the prevention worked; absent for never.
  "prevention_checked_at" INTEGER,  -- 18: When that was checked; when left absent, the instant of writing the outcome down.
  "prevention_worked" INTEGER  -- 19: Whether it worked; absent while nobody checked.
) STRICT, WITHOUT ROWID;
CREATE INDEX "problem_by_name" ON "problem" ("name");
CREATE INDEX "problem_by_owner" ON "problem" ("owner") WHERE "owner" IS NOT NULL;
CREATE INDEX "problem_by_prevention_due" ON "problem" ("prevention_due") WHERE "prevention_due" IS NOT NULL;

-- That a customer was told something about a problem. Kind 22.
CREATE TABLE "problem_notice" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "problem" BLOB NOT NULL REFERENCES "problem" ("id"),  -- 4: About which problem.
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),  -- 5: Who was told.
  "told" TEXT NOT NULL,  -- 6: What the customer was told.
  "at" INTEGER,  -- 7: When; when left absent, the instant of adding.
  "interaction" BLOB REFERENCES "interaction" ("id")  -- 8: What was said; absent when it was not written down.
) STRICT, WITHOUT ROWID;
CREATE INDEX "problem_notice_by_problem" ON "problem_notice" ("problem");
CREATE INDEX "problem_notice_by_customer" ON "problem_notice" ("customer");

-- Something that a customer came with and that we deal with. Kind 15.
CREATE TABLE "case" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "kind" TEXT NOT NULL,  -- 4: What the customer came with.
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),  -- 5: Whose case it is.
  "subject" TEXT NOT NULL,  -- 6: What it is about, in one line.
  "description" TEXT,  -- 7: What the customer told; absent for no more than the subject.
  "contact" BLOB REFERENCES "customer" ("id"),  -- 8: The person to answer; absent for the customer as such.
  "severity" TEXT,  -- 9: How bad it is for the customer; absent when nobody said.
  "priority" TEXT NOT NULL,  -- 10: In which order we deal with it.
  "channel" TEXT NOT NULL,  -- 11: By what means it came.
  "product" TEXT,  -- 12: What it is about, by name; absent for none or not known.
  "tags" TEXT,  -- 13: Words to find it by, with blanks between them; absent for none.
  "language" TEXT,  -- 14: In which language to answer, as in fr; absent when not known.
  "external_id" TEXT,  -- 15: The case's number in another system; absent when there is none.
  "opened_at" INTEGER,  -- 16: When it came; when left absent, the instant of opening.
  "state" TEXT NOT NULL,  -- 17: Where it stands.
  "team" BLOB REFERENCES "team" ("id"),  -- 18: Whose queue it stands in; absent for none.
  "assignee" BLOB REFERENCES "agent" ("id"),  -- 19: Who deals with it; absent for nobody.
  "level" INTEGER NOT NULL,  -- 20: How far up it went; 0 is the first line.
  "reopened" INTEGER NOT NULL,  -- 21: How often it was opened again.
  "resolved_at" INTEGER,  -- 22: When it was last resolved; absent while it is not.
  "resolution" TEXT,  -- 23: What was done; absent while nothing was.
  "refused_because" TEXT,  -- 24: Why we would not do it; absent when we did not refuse.
  "alternative" TEXT,  -- 25: What we offered instead; absent for nothing.
  "redress_asked" TEXT,  -- 26: What a complaint asks for; absent for nothing.
  "redress_given" TEXT,  -- 27: What we gave; absent for nothing.
  "redress_cost_minor" INTEGER,  -- 28: What that cost us; absent for nothing.
  "redress_cost_currency" TEXT,
  "accepted_at" INTEGER,  -- 29: When the customer accepted the answer; absent while it is not accepted.
  "merged_into" BLOB REFERENCES "case" ("id"),  -- 30: The case that goes on in its place; absent for none.
  "split_from" BLOB REFERENCES "case" ("id"),  -- 31: The case that it was a part of; absent for none.
  "cost_minor" INTEGER,  -- 32: What dealing with it cost us, redress aside; absent when not known.
  "cost_currency" TEXT,
  "service_level" BLOB REFERENCES "service_level" ("id"),  -- 33: What we promised about it; absent for nothing.
  "first_response_at" INTEGER,  -- 34: When the customer first heard from us; absent before.
  "first_response_open" INTEGER,  -- 35: Open time from the opening to the first response, by the service level's calendar; absent without one.
  "resolution_open" INTEGER,  -- 36: The same to when it was resolved, waiting for others included.
  "acceptance_open" INTEGER,  -- 37: The same to when the customer accepted the answer.
  "met" TEXT,  -- 38: Which promises to the customer were kept in time, with blanks between them.
  "missed" TEXT,  -- 39: Which promises to the customer were not.
  "problem" BLOB REFERENCES "problem" ("id"),  -- 40: The cause that it shares with other cases; absent when not known.
  "skills" TEXT,  -- 41: What an agent must know to deal with it, words with blanks between them; absent for nothing special.
  "in_hand_of" BLOB REFERENCES "agent" ("id"),  -- 42: Who has it to deal with: the assignee while it is neither resolved, closed, merged nor deleted; absent otherwise.
  "last_event_at" INTEGER  -- 43: When something last happened to it or was said about it.
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

-- One thing that happened to a case. Kind 16.
CREATE TABLE "case_event" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "of" BLOB NOT NULL REFERENCES "case" ("id"),  -- 4: The case.
  "what" TEXT NOT NULL,  -- 5: What happened.
  "at" INTEGER NOT NULL,  -- 6: When it happened; absent in a call for now.
  "recorded_at" INTEGER NOT NULL,  -- 7: When it was written down; the book fills it in.
  "agent" BLOB REFERENCES "agent" ("id"),  -- 8: Who did it; absent for the host program.
  "reason" TEXT,  -- 9: Why; absent when nobody said.
  "because_of" BLOB REFERENCES "interaction" ("id"),  -- 10: The interaction that made it happen; absent for what was done by hand.
  "from_state" TEXT,  -- 11: Of a move: the state before; the book fills it in.
  "state" TEXT,  -- 12: Of opening and moves: the state afterwards.
  "team" BLOB REFERENCES "team" ("id"),  -- 13: Of opening and assigning: the team; absent for none.
  "assignee" BLOB REFERENCES "agent" ("id"),  -- 14: Of opening and assigning: the agent; absent for nobody.
  "priority" TEXT,  -- 15: Of opening and prioritising: the priority.
  "level" INTEGER,  -- 16: Of opening and levelling: the level.
  "service_level" BLOB REFERENCES "service_level" ("id"),  -- 17: Of opening and rating: what fits; absent for nothing.
  "calendar_version" INTEGER,  -- 18: The revision of its calendar; absent for none.
  "target" TEXT,  -- 19: Of a quotation: what was promised.
  "due_at" INTEGER,  -- 20: Of a quotation: by when.
  "other" BLOB REFERENCES "case" ("id")  -- 21: Of a merge: the case it goes on in.
) STRICT, WITHOUT ROWID;
CREATE INDEX "case_event_by_of" ON "case_event" ("of");

-- How one promise to one customer, or of one team, stands. Kind 19.
CREATE TABLE "clock" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "of" BLOB NOT NULL REFERENCES "case" ("id"),  -- 4: The case.
  "kind" TEXT NOT NULL,  -- 5: What is promised.
  "towards" TEXT NOT NULL,  -- 6: To whom.
  "round" INTEGER NOT NULL,  -- 7: Which exchange, or which stay in a team, it is; 1 is the first.
  "target" BLOB REFERENCES "target" ("id"),  -- 8: The target that holds; absent when it was only quoted.
  "team" BLOB REFERENCES "team" ("id"),  -- 9: Towards teams: whose promise it is; absent otherwise.
  "state" TEXT NOT NULL,  -- 10: How it stands.
  "started_at" INTEGER NOT NULL,  -- 11: When it began to run.
  "due_at" INTEGER,  -- 12: When it is due; absent unless it runs.
  "ended_at" INTEGER,  -- 13: When it was kept or called off; absent before.
  "met" INTEGER,  -- 14: Whether it was kept in time; absent while that is open.
  "breached_at" INTEGER,  -- 15: When a check first saw it late; absent for never.
  "events" TEXT NOT NULL,  -- 16: What happened to it, a line each: instant, action, and for terms the target and the calendar's revision.
  "check_at" INTEGER  -- 17: When a check is to look at it: when it is due, until one saw it late; absent otherwise.
) STRICT, WITHOUT ROWID;
CREATE INDEX "clock_by_of" ON "clock" ("of");
CREATE INDEX "clock_by_due_at" ON "clock" ("due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "clock_by_check_at" ON "clock" ("check_at") WHERE "check_at" IS NOT NULL;

-- What somebody is to do for a customer. Kind 30.
CREATE TABLE "task" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "subject" TEXT NOT NULL,  -- 4: What is to be done, in one line.
  "customer" BLOB NOT NULL REFERENCES "customer" ("id"),  -- 5: For whom, or about whom.
  "about" BLOB,  -- 6: The record it is about; absent for the customer as a whole.
  "team" BLOB REFERENCES "team" ("id"),  -- 7: Whose queue it is in; absent for none.
  "assignee" BLOB REFERENCES "agent" ("id"),  -- 8: Who is to do it; absent for nobody in particular.
  "opened_at" INTEGER,  -- 9: Since when it is to be done; when left absent, the instant of adding, or done_at if that was earlier.
  "due_at" INTEGER,  -- 10: By when; absent for no particular time.
  "done_at" INTEGER,  -- 11: When it was done; absent while it is open. When left absent with an outcome, the instant of writing that down; when it is cleared, the outcome is, too.
  "outcome" TEXT  -- 12: What came of it; absent while it is open, or for nothing to say.
) STRICT, WITHOUT ROWID;
CREATE INDEX "task_by_about" ON "task" ("about") WHERE "about" IS NOT NULL;
CREATE INDEX "task_by_team" ON "task" ("team") WHERE "team" IS NOT NULL;
CREATE INDEX "task_by_assignee" ON "task" ("assignee") WHERE "assignee" IS NOT NULL;
CREATE INDEX "task_by_due_at" ON "task" ("due_at") WHERE "due_at" IS NOT NULL;

-- What somebody is to be told. Kind 26.
CREATE TABLE "notification" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "agent" BLOB REFERENCES "agent" ("id"),  -- 4: Who; absent for the whole team.
  "team" BLOB REFERENCES "team" ("id"),  -- 5: In which team; absent for none.
  "text" TEXT NOT NULL,  -- 6: What they are told.
  "about" BLOB,  -- 7: The record that it is about; absent for none.
  "state" TEXT NOT NULL,  -- 8: What became of it.
  "next_at" INTEGER,  -- 9: From when on it may be handed over, or tried again; when left absent, now; absent once it is not pending.
  "tries" INTEGER NOT NULL,  -- 10: How often handing it over failed.
  "trouble" TEXT  -- 11: What went wrong last; absent for nothing.
) STRICT, WITHOUT ROWID;
CREATE INDEX "notification_by_about" ON "notification" ("about") WHERE "about" IS NOT NULL;
CREATE INDEX "notification_by_next_at" ON "notification" ("next_at") WHERE "next_at" IS NOT NULL;

-- One revision of a rule: when it fires, and under which condition. Kind 23.
CREATE TABLE "rule" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "name" TEXT NOT NULL,  -- 4: What the rule is called; its revisions share it.
  "revision" INTEGER NOT NULL,  -- 5: Which revision it is; the book counts them.
  "position" INTEGER NOT NULL,  -- 6: Its place among rules; of those that are due at one instant the lower fires first.
  "of" TEXT NOT NULL,  -- 7: The kind of the records it is about, as in case.
  "on" TEXT,  -- 8: The event that sets it off; absent when an instant does.
  "changed" TEXT,  -- 9: Of the event changed: the fields of which one must have changed, with blanks between them; absent for any.
  "promise" TEXT,  -- 10: Whose instants it follows, of cases; absent for none.
  "towards" TEXT,  -- 11: To whom that is promised; absent for the customer.
  "percent" INTEGER,  -- 12: At which share of the time promised; absent for 100, which is the due instant.
  "field" TEXT,  -- 13: The field, an instant or a date, that it follows; absent for none.
  "offset" INTEGER,  -- 14: So much later than that, negative for earlier; absent for not at all.
  "counted_in" TEXT,  -- 15: What offset and every are counted in; absent for elapsed time.
  "calendar" BLOB REFERENCES "calendar" ("id"),  -- 16: By which open time is counted, and in whose zone days begin; absent for that of the case's service level, or else day and night in UTC.
  "yearly" INTEGER NOT NULL,  -- 17: Whether the day of the field comes again, each year after the one that it names.
  "every" INTEGER,  -- 18: How long after an occurrence the next one follows; absent for never.
  "times" INTEGER,  -- 19: How often it fires then, the first time included.
  "condition" TEXT,  -- 20: Under which condition, in CEL; absent for any.
  "since" INTEGER,  -- 21: Instants and events before it are let pass; when left absent, the adoption of the first revision, but for a promise's, none of which are let pass. Of an event never before that adoption, nor before that of the revision that it follows.
  "retired_at" INTEGER,  -- 22: Since when it does not fire any more; absent while it does.
  "turn" INTEGER  -- 23: When it is asked: its position while it may fire; absent once retired.
) STRICT, WITHOUT ROWID;
CREATE INDEX "rule_by_name" ON "rule" ("name");
CREATE INDEX "rule_by_turn" ON "rule" ("turn") WHERE "turn" IS NOT NULL;

-- One thing that a rule does. Kind 24.
CREATE TABLE "rule_action" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "rule" BLOB NOT NULL REFERENCES "rule" ("id"),  -- 4: Whose it is.
  "verb" TEXT NOT NULL,  -- 5: What is done.
  "who" TEXT,  -- 6: Of assign, notify and open_task: to whom; absent where an agent, a role or a team is named.
  "agent" BLOB REFERENCES "agent" ("id"),  -- 7: The agent; absent for none.
  "team" BLOB REFERENCES "team" ("id"),  -- 8: The team; absent for none.
  "value" TEXT,  -- 9: What it takes, in CEL over the record; absent for nothing.
  "in_hours" INTEGER NOT NULL,  -- 10: Of notify: whether it waits until the agent works, by their calendar.
  "role" TEXT,  -- 11: The role: of its agents who are there, the one with the fewest open cases; absent for none.
  "within" INTEGER,  -- 12: Of open_task: how long after the firing it is due; absent for no due instant.
  "counted_in" TEXT  -- 13: What within is counted in: by the rule's calendar, else the agent's, else that of the case's service level; absent for elapsed time.
) STRICT, WITHOUT ROWID;
CREATE INDEX "rule_action_by_rule" ON "rule_action" ("rule");

-- That a rule fired on a record. Kind 25.
CREATE TABLE "firing" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "rule" BLOB NOT NULL REFERENCES "rule" ("id"),  -- 4: The rule, in the revision that fired, or was last tried.
  "record" BLOB NOT NULL,  -- 5: What it fired on.
  "occurrence" TEXT NOT NULL,  -- 6: Which occurrence it was: the promise, or field and value, or the event's instant and the number of its change or commit; and the number of a repeat.
  "due_at" INTEGER NOT NULL,  -- 7: When it was due.
  "at" INTEGER NOT NULL,  -- 8: When it fired, or was last tried.
  "outcome" TEXT NOT NULL,  -- 9: How it ended.
  "depth" INTEGER NOT NULL,  -- 10: Its place in a chain of rules that set one another off; 1 is the first.
  "tries" INTEGER NOT NULL,  -- 11: How often it was tried.
  "trouble" TEXT,  -- 12: What went wrong, or the chain that was cut; absent for nothing.
  "next_try_at" INTEGER,  -- 13: When a failed one is tried again; absent for never.
  "set_off_by" BLOB REFERENCES "firing" ("id")  -- 14: The firing that led to it; absent for none.
) STRICT, WITHOUT ROWID;
CREATE INDEX "firing_by_rule" ON "firing" ("rule");
CREATE INDEX "firing_by_record" ON "firing" ("record");

-- One revision of a way up: who is asked, one after the other. Kind 27.
CREATE TABLE "ladder" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "name" TEXT NOT NULL,  -- 4: What the ladder is called; its revisions share it.
  "revision" INTEGER NOT NULL,  -- 5: Which revision it is; the book counts them.
  "position" INTEGER NOT NULL,  -- 6: Its place among ladders; the first that fits is taken.
  "fits" TEXT,  -- 7: Which cases it fits, in CEL; absent for every case.
  "calendar" BLOB REFERENCES "calendar" ("id"),  -- 8: Nobody is told outside of its hours, and time to answer is counted in them; absent for day and night.
  "retired_at" INTEGER,  -- 9: Since when it is not taken any more; absent while it is.
  "turn" INTEGER  -- 10: When it is tried: its position while it is taken; absent once retired.
) STRICT, WITHOUT ROWID;
CREATE INDEX "ladder_by_name" ON "ladder" ("name");
CREATE INDEX "ladder_by_turn" ON "ladder" ("turn") WHERE "turn" IS NOT NULL;

-- One step of a ladder. Kind 28.
CREATE TABLE "rung" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "ladder" BLOB NOT NULL REFERENCES "ladder" ("id"),  -- 4: Whose it is.
  "who" TEXT,  -- 5: Who is asked; absent where an agent, a role or a team is named.
  "agent" BLOB REFERENCES "agent" ("id"),  -- 6: The agent who is asked; absent for none.
  "team" BLOB REFERENCES "team" ("id"),  -- 7: The team that is asked; absent for none.
  "wait" INTEGER NOT NULL,  -- 8: How long they have to acknowledge, from a minute to a century.
  "level" INTEGER,  -- 9: The level that the case is raised to, or steps down to; absent for none.
  "role" TEXT  -- 10: The role that is asked: of its agents who are there, the one with the fewest open cases; absent for none.
) STRICT, WITHOUT ROWID;
CREATE INDEX "rung_by_ladder" ON "rung" ("ladder");

-- A case on its way up. Kind 29.
CREATE TABLE "escalation" (
  "id" BLOB NOT NULL PRIMARY KEY,  -- 1: The record's name for ever; the library makes it.
  "version" INTEGER NOT NULL,  -- 2: Number of the change that last wrote the record; 0 before it is stored.
  "deleted_at" INTEGER,  -- 3: When the record was deleted; absent while it is live.
  "of" BLOB NOT NULL REFERENCES "case" ("id"),  -- 4: The case.
  "ladder" BLOB NOT NULL REFERENCES "ladder" ("id"),  -- 5: The ladder, in the revision by which it climbs.
  "reason" TEXT NOT NULL,  -- 6: Why it was escalated, the last time that somebody or a rule did.
  "rung" INTEGER NOT NULL,  -- 7: Which rung is asked; 1 is the first.
  "told" INTEGER NOT NULL,  -- 8: How often that rung was told.
  "agent" BLOB REFERENCES "agent" ("id"),  -- 9: The agent who is asked; absent for a team.
  "team" BLOB REFERENCES "team" ("id"),  -- 10: The team that is asked; absent for an agent.
  "state" TEXT NOT NULL,  -- 11: How it stands.
  "raised_at" INTEGER NOT NULL,  -- 12: When it began.
  "next_at" INTEGER,  -- 13: When the next rung is asked, or the same one again; absent for never.
  "acknowledged_at" INTEGER,  -- 14: When somebody took it on; absent before.
  "acknowledged_by" BLOB REFERENCES "agent" ("id"),  -- 15: Who did; absent when nobody said.
  "ended_at" INTEGER,  -- 16: When it ended; absent before.
  "answered_by" BLOB REFERENCES "agent" ("id")  -- 17: Who answered last: took it on, declined, stepped down or ended it; absent when nobody did, or nobody said who.
) STRICT, WITHOUT ROWID;
CREATE INDEX "escalation_by_of" ON "escalation" ("of");
CREATE INDEX "escalation_by_agent" ON "escalation" ("agent") WHERE "agent" IS NOT NULL;

-- The file's own marks: exactly one row.
CREATE TABLE "book" (
  "id" BLOB PRIMARY KEY,
  "format" INTEGER NOT NULL,
  "oldest_reader" INTEGER NOT NULL,
  "oldest_writer" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each verb or transaction; `hash` chains it to the commit before.
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

-- One row for each time that a commit wrote a record; `old` keeps the replaced values by field number.
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

-- Which records stand on whose time line, and when.
CREATE TABLE "timeline_entry" (
  "customer" BLOB NOT NULL,
  "at" INTEGER NOT NULL,
  "record" BLOB NOT NULL,
  "kind" INTEGER NOT NULL,
  PRIMARY KEY ("customer", "at", "record")
) STRICT, WITHOUT ROWID;

-- The full-text index; a text's rowid is the version of its record.
CREATE VIRTUAL TABLE "search_text" USING fts5 ("title", "body", tokenize = "unicode61 remove_diacritics 2");

-- The change up to which the index is caught up.
CREATE TABLE "search_position" ("one" INTEGER PRIMARY KEY, "change" INTEGER NOT NULL) STRICT;

-- For each record that rules about time are about, the next instant at which one may fire. `next_at` is the one after that: absent for none, no later than `at` while it is not known. `rule` and `occurrence` say what fires at `at`; absent where a sweep is to find that out.
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

-- How often rules have changed, and the changes up to which events were looked at and digests tell.
CREATE TABLE "rule_state" (
  "one" INTEGER PRIMARY KEY,
  "generation" INTEGER NOT NULL DEFAULT 0,
  "change" INTEGER NOT NULL DEFAULT 0,
  "digest" INTEGER
) STRICT;

-- Records that are to be brought under the rules again, those up to `after` have been: all of a kind, since rules changed, or those that lead to a record which changed, by a path as in customer.owner.
CREATE TABLE "rule_reindex" (
  "kind" INTEGER NOT NULL,
  "path" TEXT NOT NULL,
  "target" BLOB NOT NULL,
  "after" BLOB NOT NULL,
  PRIMARY KEY ("kind", "path", "target")
) STRICT, WITHOUT ROWID;
