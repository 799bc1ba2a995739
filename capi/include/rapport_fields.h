/* rapport_fields.h: the numbers of kinds, fields and enumerations, and a getter for each field. Written by
 * `./dev regenerate` from the descriptions of the records; docs/records.md tells the same with all traits. Numbers
 * are permanent. Included by rapport.h; a getter says whether there is a value, and gives it. */
#ifndef RAPPORT_FIELDS_H
#define RAPPORT_FIELDS_H

/* Kinds. */
enum {
  RAPPORT_KIND_TEAM = 4, /* A group of agents. */
  RAPPORT_KIND_CALENDAR = 14, /* When somebody is there to work for customers. */
  RAPPORT_KIND_AGENT = 5, /* Somebody, or some program, who acts for the vendor. */
  RAPPORT_KIND_ABSENCE = 20, /* A period in which an agent is not there. */
  RAPPORT_KIND_CUSTOMER = 1, /* A person or an organisation with whom there is, or may be, a relationship. */
  RAPPORT_KIND_CONTACT_POINT = 2, /* One way to reach a customer. */
  RAPPORT_KIND_CONNECTION = 3, /* A dated, directed connection: the customer is, for example, employed by the other. */
  RAPPORT_KIND_OWNERSHIP = 6, /* The period in which one agent looks after one customer. */
  RAPPORT_KIND_INTERACTION = 9, /* One exchange with a customer, or a note about one. */
  RAPPORT_KIND_NEED = 7, /* One thing that is known of what a customer needs, has, can pay or understands. */
  RAPPORT_KIND_CONSENT = 8, /* What a customer allowed us to do, and until when. */
  RAPPORT_KIND_ALLOWED_MOVE = 11, /* One move that the lifecycle's policy allows. */
  RAPPORT_KIND_STAGE_MOVE = 10, /* One move of one customer from a stage to another. */
  RAPPORT_KIND_IMPORT_BATCH = 12, /* One import of one file. */
  RAPPORT_KIND_SEGMENT = 13, /* An expression that is kept under a name. */
  RAPPORT_KIND_SERVICE_LEVEL = 17, /* One revision of a policy: which cases it fits, and how time counts. */
  RAPPORT_KIND_TARGET = 18, /* One promise of a service level. */
  RAPPORT_KIND_PROBLEM = 21, /* One cause from which several cases come. */
  RAPPORT_KIND_PROBLEM_NOTICE = 22, /* That a customer was told something about a problem. */
  RAPPORT_KIND_CASE = 15, /* Something that a customer came with and that we deal with. */
  RAPPORT_KIND_CASE_EVENT = 16, /* One thing that happened to a case. */
  RAPPORT_KIND_CLOCK = 19, /* How one promise to one customer, or of one team, stands. */
  RAPPORT_KIND_TASK = 30, /* What somebody is to do for a customer. */
  RAPPORT_KIND_NOTIFICATION = 26, /* What somebody is to be told. */
  RAPPORT_KIND_RULE = 23, /* One revision of a rule: when it fires, and under which condition. */
  RAPPORT_KIND_RULE_ACTION = 24, /* One thing that a rule does. */
  RAPPORT_KIND_FIRING = 25, /* That a rule fired on a record. */
  RAPPORT_KIND_LADDER = 27, /* One revision of a way up: who is asked, one after the other. */
  RAPPORT_KIND_RUNG = 28, /* One step of a ladder. */
  RAPPORT_KIND_ESCALATION = 29, /* A case on its way up. */
};

/* Fields of team. A group of agents. */
enum {
  RAPPORT_TEAM_ID = 262145, /* The record's name for ever; the library makes it. */
  RAPPORT_TEAM_VERSION = 262146, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_TEAM_DELETED_AT = 262147, /* When the record was deleted; absent while it is live. */
  RAPPORT_TEAM_NAME = 262148, /* What the team is called. */
  RAPPORT_TEAM_DESCRIPTION = 262149, /* What the team does; absent when nobody said. */
};

/* Fields of calendar. When somebody is there to work for customers. */
enum {
  RAPPORT_CALENDAR_ID = 917505, /* The record's name for ever; the library makes it. */
  RAPPORT_CALENDAR_VERSION = 917506, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_CALENDAR_DELETED_AT = 917507, /* When the record was deleted; absent while it is live. */
  RAPPORT_CALENDAR_NAME = 917508, /* What the calendar is called. */
  RAPPORT_CALENDAR_ZONE = 917509, /* The time zone of its clock times, as in Europe/Paris. */
  RAPPORT_CALENDAR_HOURS = 917510, /* Open hours, as in mon-fri 09:00-12:00 13:00-18:00; sat 10:00-12:00. */
  RAPPORT_CALENDAR_DAYS = 917511, /* Days that differ, a line each, as in 2026-12-25 closed Christmas; absent for none. */
};

/* Fields of agent. Somebody, or some program, who acts for the vendor. */
enum {
  RAPPORT_AGENT_ID = 327681, /* The record's name for ever; the library makes it. */
  RAPPORT_AGENT_VERSION = 327682, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_AGENT_DELETED_AT = 327683, /* When the record was deleted; absent while it is live. */
  RAPPORT_AGENT_NAME = 327684, /* What the agent is called. */
  RAPPORT_AGENT_EMAIL = 327685, /* The agent's e-mail address; absent when there is none. */
  RAPPORT_AGENT_EXTERNAL_ID = 327686, /* The agent's number in another system; absent when there is none. */
  RAPPORT_AGENT_TEAM = 327687, /* The team the agent belongs to; absent for none. */
  RAPPORT_AGENT_SUPERVISOR = 327688, /* To whom the agent escalates; absent at the top. */
  RAPPORT_AGENT_SKILLS = 327689, /* What the agent knows, words with blanks between them; absent for nothing special. */
  RAPPORT_AGENT_LANGUAGES = 327690, /* The languages the agent speaks, as in fr en; absent when nobody said. */
  RAPPORT_AGENT_LOWEST_TECHNICAL_LEVEL = 327691, /* The least that a customer must know for the agent to work with them; absent for nothing. */
  RAPPORT_AGENT_HIGHEST_TECHNICAL_LEVEL = 327692, /* The most that a customer may know for the agent to work with them; absent for anything. */
  RAPPORT_AGENT_CAPACITY = 327693, /* How many open cases the agent deals with at once; absent for no limit. */
  RAPPORT_AGENT_CALENDAR = 327694, /* When the agent works; absent for always. */
  RAPPORT_AGENT_ROLE = 327695, /* What rules and ladders may turn to the agent as, as in duty_manager; absent for nothing. */
};

/* Fields of absence. A period in which an agent is not there. */
enum {
  RAPPORT_ABSENCE_ID = 1310721, /* The record's name for ever; the library makes it. */
  RAPPORT_ABSENCE_VERSION = 1310722, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_ABSENCE_DELETED_AT = 1310723, /* When the record was deleted; absent while it is live. */
  RAPPORT_ABSENCE_AGENT = 1310724, /* Who is absent. */
  RAPPORT_ABSENCE_VALID_FROM = 1310725, /* When it begins; when left absent, the instant of adding. */
  RAPPORT_ABSENCE_VALID_UNTIL = 1310726, /* When the agent is back; absent when nobody knows. */
  RAPPORT_ABSENCE_STAND_IN = 1310727, /* Who gets the agent's cases meanwhile; absent for nobody. */
  RAPPORT_ABSENCE_REASON = 1310728, /* Why; absent when nobody said. */
};

/* Fields of customer. A person or an organisation with whom there is, or may be, a relationship. */
enum {
  RAPPORT_CUSTOMER_ID = 65537, /* The record's name for ever; the library makes it. */
  RAPPORT_CUSTOMER_VERSION = 65538, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_CUSTOMER_DELETED_AT = 65539, /* When the record was deleted; absent while it is live. */
  RAPPORT_CUSTOMER_TYPE = 65540, /* Whether the customer is a person or an organisation. */
  RAPPORT_CUSTOMER_NAME = 65541, /* The name to show; for a person, made from the given and the family name when left empty. */
  RAPPORT_CUSTOMER_GIVEN_NAME = 65542, /* A person's given names; absent when not known. */
  RAPPORT_CUSTOMER_FAMILY_NAME = 65543, /* A person's family name; absent when not known. */
  RAPPORT_CUSTOMER_EXTERNAL_ID = 65544, /* The customer's number in another system; absent when there is none. */
  RAPPORT_CUSTOMER_RELATIONSHIP = 65545, /* The kind of relationship that is offered; absent until somebody chose. */
  RAPPORT_CUSTOMER_STAGE = 65546, /* Where the relationship stands now; stage moves change it. */
  RAPPORT_CUSTOMER_SINCE = 65547, /* When the relationship began; when left absent, the instant of adding. */
  RAPPORT_CUSTOMER_OWNER = 65548, /* The agent who looks after the customer now; absent for nobody; ownerships change it. */
  RAPPORT_CUSTOMER_INDUSTRY = 65549, /* The trade an organisation is in; absent when not known. */
  RAPPORT_CUSTOMER_EMPLOYEES = 65550, /* How many people work there; absent when not known. */
  RAPPORT_CUSTOMER_ANNUAL_REVENUE = 65551, /* Sales of one year; absent when not known. */
  RAPPORT_CUSTOMER_FOUNDED = 65552, /* When an organisation was founded; absent when not known. */
  RAPPORT_CUSTOMER_BIRTHDAY = 65553, /* A person's birthday, often without its year; absent when not known. */
  RAPPORT_CUSTOMER_COUNTRY = 65554, /* Country as typed, best as ISO 3166 code; absent when not known. */
  RAPPORT_CUSTOMER_LANGUAGE = 65555, /* Language to speak, as a BCP 47 tag (fr, en-GB); absent when not known. */
  RAPPORT_CUSTOMER_DESCRIPTION = 65556, /* Anything else worth knowing; absent for nothing. */
};

/* Fields of contact_point. One way to reach a customer. */
enum {
  RAPPORT_CONTACT_POINT_ID = 131073, /* The record's name for ever; the library makes it. */
  RAPPORT_CONTACT_POINT_VERSION = 131074, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_CONTACT_POINT_DELETED_AT = 131075, /* When the record was deleted; absent while it is live. */
  RAPPORT_CONTACT_POINT_CUSTOMER = 131076, /* Whom it reaches. */
  RAPPORT_CONTACT_POINT_KIND = 131077, /* By what means. */
  RAPPORT_CONTACT_POINT_VALUE = 131078, /* As typed; an address may leave it empty to have it made from its parts. */
  RAPPORT_CONTACT_POINT_KEY = 131079, /* The normalised value by which duplicates are found; absent for kinds that have none. */
  RAPPORT_CONTACT_POINT_LABEL = 131080, /* What the customer calls it (office, home); absent for no name. */
  RAPPORT_CONTACT_POINT_IS_PRIMARY = 131081, /* Whether to try this one first among those of its kind. */
  RAPPORT_CONTACT_POINT_VERIFIED_AT = 131082, /* When somebody last saw it work; absent for never. */
  RAPPORT_CONTACT_POINT_VALID_FROM = 131083, /* First day of use; absent for always. */
  RAPPORT_CONTACT_POINT_VALID_UNTIL = 131084, /* Last day of use; absent for open end. */
  RAPPORT_CONTACT_POINT_STREET = 131085, /* Street and house of an address; absent when not known. */
  RAPPORT_CONTACT_POINT_CITY = 131086, /* Town of an address; absent when not known. */
  RAPPORT_CONTACT_POINT_REGION = 131087, /* State, county or region of an address; absent when not known. */
  RAPPORT_CONTACT_POINT_POSTAL_CODE = 131088, /* Postal code of an address; absent when not known. */
  RAPPORT_CONTACT_POINT_COUNTRY = 131089, /* Country of an address as typed; absent when not known. */
  RAPPORT_CONTACT_POINT_IS_SHARED = 131090, /* Whether others may have it too, as a switchboard; only then is a second one allowed. */
};

/* Fields of connection. A dated, directed connection: the customer is, for example, employed by the other. */
enum {
  RAPPORT_CONNECTION_ID = 196609, /* The record's name for ever; the library makes it. */
  RAPPORT_CONNECTION_VERSION = 196610, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_CONNECTION_DELETED_AT = 196611, /* When the record was deleted; absent while it is live. */
  RAPPORT_CONNECTION_CUSTOMER = 196612, /* From whom the connection goes out. */
  RAPPORT_CONNECTION_ROLE = 196613, /* What the customer is to the other. */
  RAPPORT_CONNECTION_OTHER = 196614, /* To whom the connection goes. */
  RAPPORT_CONNECTION_TITLE = 196615, /* The job's title, or what the connection is; absent when not known. */
  RAPPORT_CONNECTION_VALID_FROM = 196616, /* First day; absent when not known. */
  RAPPORT_CONNECTION_VALID_UNTIL = 196617, /* Last day; absent while it lasts. */
};

/* Fields of ownership. The period in which one agent looks after one customer. */
enum {
  RAPPORT_OWNERSHIP_ID = 393217, /* The record's name for ever; the library makes it. */
  RAPPORT_OWNERSHIP_VERSION = 393218, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_OWNERSHIP_DELETED_AT = 393219, /* When the record was deleted; absent while it is live. */
  RAPPORT_OWNERSHIP_CUSTOMER = 393220, /* Who is looked after. */
  RAPPORT_OWNERSHIP_AGENT = 393221, /* Who looks after the customer. */
  RAPPORT_OWNERSHIP_VALID_FROM = 393222, /* When it began. */
  RAPPORT_OWNERSHIP_VALID_UNTIL = 393223, /* When it ended; absent while it lasts. */
};

/* Fields of interaction. One exchange with a customer, or a note about one. */
enum {
  RAPPORT_INTERACTION_ID = 589825, /* The record's name for ever; the library makes it. */
  RAPPORT_INTERACTION_VERSION = 589826, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_INTERACTION_DELETED_AT = 589827, /* When the record was deleted; absent while it is live. */
  RAPPORT_INTERACTION_CUSTOMER = 589828, /* With whom, or about whom. */
  RAPPORT_INTERACTION_CHANNEL = 589829, /* By what means. */
  RAPPORT_INTERACTION_DIRECTION = 589830, /* Who turned to whom. */
  RAPPORT_INTERACTION_AT = 589831, /* When it began; when left absent, the instant of adding. */
  RAPPORT_INTERACTION_DURATION = 589832, /* How long it took; absent when not known or without meaning. */
  RAPPORT_INTERACTION_AGENT = 589833, /* Who spoke for us; absent when nobody did. */
  RAPPORT_INTERACTION_PARTICIPANTS = 589834, /* Other customers who took part; empty for none. */
  RAPPORT_INTERACTION_SUBJECT = 589835, /* What it was about, in one line; absent for none. */
  RAPPORT_INTERACTION_BODY = 589836, /* What was said; absent for nothing. */
  RAPPORT_INTERACTION_OUTCOME = 589837, /* What came of it (won, no answer); absent when open. */
  RAPPORT_INTERACTION_SENTIMENT = 589838, /* How the customer felt; absent when nobody could tell. */
  RAPPORT_INTERACTION_ABOUT = 589839, /* The record it is about; absent for the customer as a whole. */
  RAPPORT_INTERACTION_EXTERNAL_ID = 589840, /* The interaction's number in another system; absent when there is none. */
  RAPPORT_INTERACTION_VISIBILITY = 589841, /* Who may read it. */
  RAPPORT_INTERACTION_AUTHOR = 589842, /* The agent who wrote it down, filled in from the acting agent; absent for the host. */
};

/* Fields of need. One thing that is known of what a customer needs, has, can pay or understands. */
enum {
  RAPPORT_NEED_ID = 458753, /* The record's name for ever; the library makes it. */
  RAPPORT_NEED_VERSION = 458754, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_NEED_DELETED_AT = 458755, /* When the record was deleted; absent while it is live. */
  RAPPORT_NEED_CUSTOMER = 458756, /* Whose need it is. */
  RAPPORT_NEED_ASPECT = 458757, /* Which side of the needs it tells. */
  RAPPORT_NEED_TOPIC = 458758, /* The domain it belongs to (backup, accounting); absent for the customer as a whole. */
  RAPPORT_NEED_STATEMENT = 458759, /* In words; required for a goal and for a direction. */
  RAPPORT_NEED_PRODUCT = 458760, /* The product a capability rests on; required for a capability. */
  RAPPORT_NEED_PRODUCT_VERSION = 458761, /* The version of that product; absent when not known. */
  RAPPORT_NEED_BUDGET = 458762, /* What can be spent; required for a budget. */
  RAPPORT_NEED_TECHNICAL_LEVEL = 458763, /* How much the customer knows; required for a technical level. */
  RAPPORT_NEED_SOURCE = 458764, /* The interaction in which it was learnt; absent when not known. */
  RAPPORT_NEED_CONFIDENCE = 458765, /* How sure we are, from 0 to 1; absent when nobody said. */
  RAPPORT_NEED_REVIEW_ON = 458766, /* The day on which to ask again; absent for never. */
};

/* Fields of consent. What a customer allowed us to do, and until when. */
enum {
  RAPPORT_CONSENT_ID = 524289, /* The record's name for ever; the library makes it. */
  RAPPORT_CONSENT_VERSION = 524290, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_CONSENT_DELETED_AT = 524291, /* When the record was deleted; absent while it is live. */
  RAPPORT_CONSENT_CUSTOMER = 524292, /* Who consented. */
  RAPPORT_CONSENT_PURPOSE = 524293, /* What it allows. */
  RAPPORT_CONSENT_CHANNEL = 524294, /* By which means; absent for any. */
  RAPPORT_CONSENT_GIVEN_AT = 524295, /* When it was given; when left absent, the instant of adding. */
  RAPPORT_CONSENT_WITHDRAWN_AT = 524296, /* When it was withdrawn; absent while it holds. */
  RAPPORT_CONSENT_EVIDENCE = 524297, /* What shows it (the form, the call); absent when nothing does. */
  RAPPORT_CONSENT_SOURCE = 524298, /* The interaction in which it was given; absent when not known. */
};

/* Fields of allowed_move. One move that the lifecycle's policy allows. */
enum {
  RAPPORT_ALLOWED_MOVE_ID = 720897, /* The record's name for ever; the library makes it. */
  RAPPORT_ALLOWED_MOVE_VERSION = 720898, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_ALLOWED_MOVE_DELETED_AT = 720899, /* When the record was deleted; absent while it is live. */
  RAPPORT_ALLOWED_MOVE_FROM_STAGE = 720900, /* The stage before. */
  RAPPORT_ALLOWED_MOVE_TO_STAGE = 720901, /* The stage afterwards. */
  RAPPORT_ALLOWED_MOVE_NEEDS_REASON = 720902, /* Whether the move must give a reason. */
  RAPPORT_ALLOWED_MOVE_NEEDS_EVIDENCE = 720903, /* Whether the move must name a record that showed it. */
};

/* Fields of stage_move. One move of one customer from a stage to another. */
enum {
  RAPPORT_STAGE_MOVE_ID = 655361, /* The record's name for ever; the library makes it. */
  RAPPORT_STAGE_MOVE_VERSION = 655362, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_STAGE_MOVE_DELETED_AT = 655363, /* When the record was deleted; absent while it is live. */
  RAPPORT_STAGE_MOVE_CUSTOMER = 655364, /* Who moved. */
  RAPPORT_STAGE_MOVE_FROM_STAGE = 655365, /* The stage before; the book fills it in. */
  RAPPORT_STAGE_MOVE_TO_STAGE = 655366, /* The stage afterwards. */
  RAPPORT_STAGE_MOVE_EFFECTIVE_AT = 655367, /* When the relationship changed; absent in a call for now. */
  RAPPORT_STAGE_MOVE_RECORDED_AT = 655368, /* When the move was written down; the book fills it in. */
  RAPPORT_STAGE_MOVE_AGENT = 655369, /* Who made the move; absent for the host program. */
  RAPPORT_STAGE_MOVE_REASON = 655370, /* Why; required for a step back. */
  RAPPORT_STAGE_MOVE_EVIDENCE = 655371, /* The records that showed it; empty for none. */
  RAPPORT_STAGE_MOVE_ENDED_BY = 655372, /* Who ended the relationship; required for dissolution, else absent. */
  RAPPORT_STAGE_MOVE_ENDING_CAUSE = 655373, /* Why it ended; required for dissolution, else absent. */
};

/* Fields of import_batch. One import of one file. */
enum {
  RAPPORT_IMPORT_BATCH_ID = 786433, /* The record's name for ever; the library makes it. */
  RAPPORT_IMPORT_BATCH_VERSION = 786434, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_IMPORT_BATCH_DELETED_AT = 786435, /* When the record was deleted; absent while it is live. */
  RAPPORT_IMPORT_BATCH_SOURCE = 786436, /* The file's name without its folder. */
  RAPPORT_IMPORT_BATCH_TARGET = 786437, /* The kind of record that each row became. */
  RAPPORT_IMPORT_BATCH_MAPPING = 786438, /* Which column went where, as column=target; absent for JSON Lines. */
  RAPPORT_IMPORT_BATCH_ROWS = 786439, /* How many rows the file has. */
  RAPPORT_IMPORT_BATCH_ADDED = 786440, /* How many rows became records. */
  RAPPORT_IMPORT_BATCH_REJECTED = 786441, /* How many rows went to the reject file. */
};

/* Fields of segment. An expression that is kept under a name. */
enum {
  RAPPORT_SEGMENT_ID = 851969, /* The record's name for ever; the library makes it. */
  RAPPORT_SEGMENT_VERSION = 851970, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_SEGMENT_DELETED_AT = 851971, /* When the record was deleted; absent while it is live. */
  RAPPORT_SEGMENT_NAME = 851972, /* What the segment is called. */
  RAPPORT_SEGMENT_OF = 851973, /* The kind of the records it is about, as in customer. */
  RAPPORT_SEGMENT_EXPRESSION = 851974, /* Which records belong to it, in CEL. */
  RAPPORT_SEGMENT_DESCRIPTION = 851975, /* What it is for; absent when nobody said. */
};

/* Fields of service_level. One revision of a policy: which cases it fits, and how time counts. */
enum {
  RAPPORT_SERVICE_LEVEL_ID = 1114113, /* The record's name for ever; the library makes it. */
  RAPPORT_SERVICE_LEVEL_VERSION = 1114114, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_SERVICE_LEVEL_DELETED_AT = 1114115, /* When the record was deleted; absent while it is live. */
  RAPPORT_SERVICE_LEVEL_NAME = 1114116, /* What the policy is called; its revisions share it. */
  RAPPORT_SERVICE_LEVEL_REVISION = 1114117, /* Which revision it is; the book counts them. */
  RAPPORT_SERVICE_LEVEL_POSITION = 1114118, /* Its place among policies; the first that fits is taken. */
  RAPPORT_SERVICE_LEVEL_FITS = 1114119, /* Which cases it fits, in CEL; absent for every case. */
  RAPPORT_SERVICE_LEVEL_CUSTOMER = 1114120, /* Whose contract it is; absent for a policy for everybody. */
  RAPPORT_SERVICE_LEVEL_CALENDAR = 1114121, /* By which calendar open time is counted; absent for day and night. */
  RAPPORT_SERVICE_LEVEL_ON_CHANGE = 1114122, /* What a change of the case's priority, or of anything else that policies are matched on, does. */
  RAPPORT_SERVICE_LEVEL_REPLY_WAITS = 1114123, /* Whether our reply makes it the customer's turn. */
  RAPPORT_SERVICE_LEVEL_RETIRED_AT = 1114124, /* Since when no more cases get it; absent while they do. */
  RAPPORT_SERVICE_LEVEL_TURN = 1114125, /* When it is tried: its position while cases get it; absent once retired. */
};

/* Fields of target. One promise of a service level. */
enum {
  RAPPORT_TARGET_ID = 1179649, /* The record's name for ever; the library makes it. */
  RAPPORT_TARGET_VERSION = 1179650, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_TARGET_DELETED_AT = 1179651, /* When the record was deleted; absent while it is live. */
  RAPPORT_TARGET_SERVICE_LEVEL = 1179652, /* Whose target it is. */
  RAPPORT_TARGET_KIND = 1179653, /* What is promised. */
  RAPPORT_TARGET_TOWARDS = 1179654, /* To whom. */
  RAPPORT_TARGET_PRIORITY = 1179655, /* For cases of this priority; absent for those that have no target of their own. */
  RAPPORT_TARGET_TEAM = 1179656, /* Towards teams: whose promise it is; absent for every team's. */
  RAPPORT_TARGET_AMOUNT = 1179657, /* The time promised; of working days, whole days of 24 hours. */
  RAPPORT_TARGET_COUNTED_IN = 1179658, /* What it is counted in. */
  RAPPORT_TARGET_TO_END_OF_DAY = 1179659, /* Of working days: until the last of them closes. */
  RAPPORT_TARGET_RHYTHM = 1179660, /* Of next_response and update: from which word to which; absent for customer_waits and between_replies. */
  RAPPORT_TARGET_STOPPED_IN = 1179661, /* States in which it stands still, with blanks between them; resolved and closed always do; absent for no more. */
  RAPPORT_TARGET_PAUSES = 1179662, /* How far a pause moves the due instant; absent for the time it is counted in. */
  RAPPORT_TARGET_QUOTED_PAUSES = 1179663, /* How far a pause moves an instant that was quoted; absent for as far as others. */
  RAPPORT_TARGET_REOPENING = 1179664, /* What reopening does; absent for resumes of a resolution and stays of others. */
  RAPPORT_TARGET_MET_BY_RESOLUTION = 1179665, /* Whether resolving the case keeps it, too. */
  RAPPORT_TARGET_MISSED_WHEN_SEEN = 1179666, /* Whether only a miss that a check saw counts as one. */
};

/* Fields of problem. One cause from which several cases come. */
enum {
  RAPPORT_PROBLEM_ID = 1376257, /* The record's name for ever; the library makes it. */
  RAPPORT_PROBLEM_VERSION = 1376258, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_PROBLEM_DELETED_AT = 1376259, /* When the record was deleted; absent while it is live. */
  RAPPORT_PROBLEM_NAME = 1376260, /* What it is called, in one line. */
  RAPPORT_PROBLEM_PRODUCT = 1376261, /* What it is a problem of, by name; absent for none or not known. */
  RAPPORT_PROBLEM_SEVERITY = 1376262, /* How bad it is for customers; absent when nobody said. */
  RAPPORT_PROBLEM_OWNER = 1376263, /* The agent who looks after it; absent for nobody. */
  RAPPORT_PROBLEM_FOUND_AT = 1376264, /* When it was found; when left absent, the instant of adding. */
  RAPPORT_PROBLEM_SYMPTOM = 1376265, /* How customers notice it; absent when not known. */
  RAPPORT_PROBLEM_IMPACT = 1376266, /* What it does to whom; absent when not known. */
  RAPPORT_PROBLEM_ROOT_CAUSE = 1376267, /* What it comes from; absent when not known. */
  RAPPORT_PROBLEM_WORKAROUND = 1376268, /* What customers can do until it is resolved; absent for nothing. */
  RAPPORT_PROBLEM_WORKAROUND_AT = 1376269, /* When the workaround was published; when left absent, the instant of writing it down. */
  RAPPORT_PROBLEM_RESOLUTION = 1376270, /* What was done about it; absent while nothing was. */
  RAPPORT_PROBLEM_RESOLVED_AT = 1376271, /* When it was resolved; when left absent, the instant of writing the resolution down. */
  RAPPORT_PROBLEM_PREVENTION = 1376272, /* What keeps it from coming back; absent for nothing. */
  RAPPORT_PROBLEM_PREVENTION_DUE = 1376273, /* The day on which to check that the prevention worked; absent for never. */
  RAPPORT_PROBLEM_PREVENTION_CHECKED_AT = 1376274, /* When that was checked; when left absent, the instant of writing the outcome down. */
  RAPPORT_PROBLEM_PREVENTION_WORKED = 1376275, /* Whether it worked; absent while nobody checked. */
};

/* Fields of problem_notice. That a customer was told something about a problem. */
enum {
  RAPPORT_PROBLEM_NOTICE_ID = 1441793, /* The record's name for ever; the library makes it. */
  RAPPORT_PROBLEM_NOTICE_VERSION = 1441794, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_PROBLEM_NOTICE_DELETED_AT = 1441795, /* When the record was deleted; absent while it is live. */
  RAPPORT_PROBLEM_NOTICE_PROBLEM = 1441796, /* About which problem. */
  RAPPORT_PROBLEM_NOTICE_CUSTOMER = 1441797, /* Who was told. */
  RAPPORT_PROBLEM_NOTICE_TOLD = 1441798, /* What the customer was told. */
  RAPPORT_PROBLEM_NOTICE_AT = 1441799, /* When; when left absent, the instant of adding. */
  RAPPORT_PROBLEM_NOTICE_INTERACTION = 1441800, /* What was said; absent when it was not written down. */
};

/* Fields of case. Something that a customer came with and that we deal with. */
enum {
  RAPPORT_CASE_ID = 983041, /* The record's name for ever; the library makes it. */
  RAPPORT_CASE_VERSION = 983042, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_CASE_DELETED_AT = 983043, /* When the record was deleted; absent while it is live. */
  RAPPORT_CASE_KIND = 983044, /* What the customer came with. */
  RAPPORT_CASE_CUSTOMER = 983045, /* Whose case it is. */
  RAPPORT_CASE_SUBJECT = 983046, /* What it is about, in one line. */
  RAPPORT_CASE_DESCRIPTION = 983047, /* What the customer told; absent for no more than the subject. */
  RAPPORT_CASE_CONTACT = 983048, /* The person to answer; absent for the customer as such. */
  RAPPORT_CASE_SEVERITY = 983049, /* How bad it is for the customer; absent when nobody said. */
  RAPPORT_CASE_PRIORITY = 983050, /* In which order we deal with it. */
  RAPPORT_CASE_CHANNEL = 983051, /* By what means it came. */
  RAPPORT_CASE_PRODUCT = 983052, /* What it is about, by name; absent for none or not known. */
  RAPPORT_CASE_TAGS = 983053, /* Words to find it by, with blanks between them; absent for none. */
  RAPPORT_CASE_LANGUAGE = 983054, /* In which language to answer, as in fr; absent when not known. */
  RAPPORT_CASE_EXTERNAL_ID = 983055, /* The case's number in another system; absent when there is none. */
  RAPPORT_CASE_OPENED_AT = 983056, /* When it came; when left absent, the instant of opening. */
  RAPPORT_CASE_STATE = 983057, /* Where it stands. */
  RAPPORT_CASE_TEAM = 983058, /* Whose queue it stands in; absent for none. */
  RAPPORT_CASE_ASSIGNEE = 983059, /* Who deals with it; absent for nobody. */
  RAPPORT_CASE_LEVEL = 983060, /* How far up it went; 0 is the first line. */
  RAPPORT_CASE_REOPENED = 983061, /* How often it was opened again. */
  RAPPORT_CASE_RESOLVED_AT = 983062, /* When it was last resolved; absent while it is not. */
  RAPPORT_CASE_RESOLUTION = 983063, /* What was done; absent while nothing was. */
  RAPPORT_CASE_REFUSED_BECAUSE = 983064, /* Why we would not do it; absent when we did not refuse. */
  RAPPORT_CASE_ALTERNATIVE = 983065, /* What we offered instead; absent for nothing. */
  RAPPORT_CASE_REDRESS_ASKED = 983066, /* What a complaint asks for; absent for nothing. */
  RAPPORT_CASE_REDRESS_GIVEN = 983067, /* What we gave; absent for nothing. */
  RAPPORT_CASE_REDRESS_COST = 983068, /* What that cost us; absent for nothing. */
  RAPPORT_CASE_ACCEPTED_AT = 983069, /* When the customer accepted the answer; absent while it is not accepted. */
  RAPPORT_CASE_MERGED_INTO = 983070, /* The case that goes on in its place; absent for none. */
  RAPPORT_CASE_SPLIT_FROM = 983071, /* The case that it was a part of; absent for none. */
  RAPPORT_CASE_COST = 983072, /* What dealing with it cost us, redress aside; absent when not known. */
  RAPPORT_CASE_SERVICE_LEVEL = 983073, /* What we promised about it; absent for nothing. */
  RAPPORT_CASE_FIRST_RESPONSE_AT = 983074, /* When the customer first heard from us; absent before. */
  RAPPORT_CASE_FIRST_RESPONSE_OPEN = 983075, /* Open time from the opening to the first response, by the service level's calendar; absent without one. */
  RAPPORT_CASE_RESOLUTION_OPEN = 983076, /* The same to when it was resolved, waiting for others included. */
  RAPPORT_CASE_ACCEPTANCE_OPEN = 983077, /* The same to when the customer accepted the answer. */
  RAPPORT_CASE_MET = 983078, /* Which promises to the customer were kept in time, with blanks between them. */
  RAPPORT_CASE_MISSED = 983079, /* Which promises to the customer were not. */
  RAPPORT_CASE_PROBLEM = 983080, /* The cause that it shares with other cases; absent when not known. */
  RAPPORT_CASE_SKILLS = 983081, /* What an agent must know to deal with it, words with blanks between them; absent for nothing special. */
  RAPPORT_CASE_IN_HAND_OF = 983082, /* Who has it to deal with: the assignee while it is neither resolved, closed, merged nor deleted; absent otherwise. */
  RAPPORT_CASE_LAST_EVENT_AT = 983083, /* When something last happened to it or was said about it. */
};

/* Fields of case_event. One thing that happened to a case. */
enum {
  RAPPORT_CASE_EVENT_ID = 1048577, /* The record's name for ever; the library makes it. */
  RAPPORT_CASE_EVENT_VERSION = 1048578, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_CASE_EVENT_DELETED_AT = 1048579, /* When the record was deleted; absent while it is live. */
  RAPPORT_CASE_EVENT_OF = 1048580, /* The case. */
  RAPPORT_CASE_EVENT_WHAT = 1048581, /* What happened. */
  RAPPORT_CASE_EVENT_AT = 1048582, /* When it happened; absent in a call for now. */
  RAPPORT_CASE_EVENT_RECORDED_AT = 1048583, /* When it was written down; the book fills it in. */
  RAPPORT_CASE_EVENT_AGENT = 1048584, /* Who did it; absent for the host program. */
  RAPPORT_CASE_EVENT_REASON = 1048585, /* Why; absent when nobody said. */
  RAPPORT_CASE_EVENT_BECAUSE_OF = 1048586, /* The interaction that made it happen; absent for what was done by hand. */
  RAPPORT_CASE_EVENT_FROM_STATE = 1048587, /* Of a move: the state before; the book fills it in. */
  RAPPORT_CASE_EVENT_STATE = 1048588, /* Of opening and moves: the state afterwards. */
  RAPPORT_CASE_EVENT_TEAM = 1048589, /* Of opening and assigning: the team; absent for none. */
  RAPPORT_CASE_EVENT_ASSIGNEE = 1048590, /* Of opening and assigning: the agent; absent for nobody. */
  RAPPORT_CASE_EVENT_PRIORITY = 1048591, /* Of opening and prioritising: the priority. */
  RAPPORT_CASE_EVENT_LEVEL = 1048592, /* Of opening and levelling: the level. */
  RAPPORT_CASE_EVENT_SERVICE_LEVEL = 1048593, /* Of opening and rating: what fits; absent for nothing. */
  RAPPORT_CASE_EVENT_CALENDAR_VERSION = 1048594, /* The revision of its calendar; absent for none. */
  RAPPORT_CASE_EVENT_TARGET = 1048595, /* Of a quotation: what was promised. */
  RAPPORT_CASE_EVENT_DUE_AT = 1048596, /* Of a quotation: by when. */
  RAPPORT_CASE_EVENT_OTHER = 1048597, /* Of a merge: the case it goes on in. */
};

/* Fields of clock. How one promise to one customer, or of one team, stands. */
enum {
  RAPPORT_CLOCK_ID = 1245185, /* The record's name for ever; the library makes it. */
  RAPPORT_CLOCK_VERSION = 1245186, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_CLOCK_DELETED_AT = 1245187, /* When the record was deleted; absent while it is live. */
  RAPPORT_CLOCK_OF = 1245188, /* The case. */
  RAPPORT_CLOCK_KIND = 1245189, /* What is promised. */
  RAPPORT_CLOCK_TOWARDS = 1245190, /* To whom. */
  RAPPORT_CLOCK_ROUND = 1245191, /* Which exchange, or which stay in a team, it is; 1 is the first. */
  RAPPORT_CLOCK_TARGET = 1245192, /* The target that holds; absent when it was only quoted. */
  RAPPORT_CLOCK_TEAM = 1245193, /* Towards teams: whose promise it is; absent otherwise. */
  RAPPORT_CLOCK_STATE = 1245194, /* How it stands. */
  RAPPORT_CLOCK_STARTED_AT = 1245195, /* When it began to run. */
  RAPPORT_CLOCK_DUE_AT = 1245196, /* When it is due; absent unless it runs. */
  RAPPORT_CLOCK_ENDED_AT = 1245197, /* When it was kept or called off; absent before. */
  RAPPORT_CLOCK_MET = 1245198, /* Whether it was kept in time; absent while that is open. */
  RAPPORT_CLOCK_BREACHED_AT = 1245199, /* When a check first saw it late; absent for never. */
  RAPPORT_CLOCK_EVENTS = 1245200, /* What happened to it, a line each: instant, action, and for terms the target and the calendar's revision. */
  RAPPORT_CLOCK_CHECK_AT = 1245201, /* When a check is to look at it: when it is due, until one saw it late; absent otherwise. */
};

/* Fields of task. What somebody is to do for a customer. */
enum {
  RAPPORT_TASK_ID = 1966081, /* The record's name for ever; the library makes it. */
  RAPPORT_TASK_VERSION = 1966082, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_TASK_DELETED_AT = 1966083, /* When the record was deleted; absent while it is live. */
  RAPPORT_TASK_SUBJECT = 1966084, /* What is to be done, in one line. */
  RAPPORT_TASK_CUSTOMER = 1966085, /* For whom, or about whom. */
  RAPPORT_TASK_ABOUT = 1966086, /* The record it is about; absent for the customer as a whole. */
  RAPPORT_TASK_TEAM = 1966087, /* Whose queue it is in; absent for none. */
  RAPPORT_TASK_ASSIGNEE = 1966088, /* Who is to do it; absent for nobody in particular. */
  RAPPORT_TASK_OPENED_AT = 1966089, /* Since when it is to be done; when left absent, the instant of adding, or done_at if that was earlier. */
  RAPPORT_TASK_DUE_AT = 1966090, /* By when; absent for no particular time. */
  RAPPORT_TASK_DONE_AT = 1966091, /* When it was done; absent while it is open. When left absent with an outcome, the instant of writing that down; when it is cleared, the outcome is, too. */
  RAPPORT_TASK_OUTCOME = 1966092, /* What came of it; absent while it is open, or for nothing to say. */
};

/* Fields of notification. What somebody is to be told. */
enum {
  RAPPORT_NOTIFICATION_ID = 1703937, /* The record's name for ever; the library makes it. */
  RAPPORT_NOTIFICATION_VERSION = 1703938, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_NOTIFICATION_DELETED_AT = 1703939, /* When the record was deleted; absent while it is live. */
  RAPPORT_NOTIFICATION_AGENT = 1703940, /* Who; absent for the whole team. */
  RAPPORT_NOTIFICATION_TEAM = 1703941, /* In which team; absent for none. */
  RAPPORT_NOTIFICATION_TEXT = 1703942, /* What they are told. */
  RAPPORT_NOTIFICATION_ABOUT = 1703943, /* The record that it is about; absent for none. */
  RAPPORT_NOTIFICATION_STATE = 1703944, /* What became of it. */
  RAPPORT_NOTIFICATION_NEXT_AT = 1703945, /* From when on it may be handed over, or tried again; when left absent, now; absent once it is not pending. */
  RAPPORT_NOTIFICATION_TRIES = 1703946, /* How often handing it over failed. */
  RAPPORT_NOTIFICATION_TROUBLE = 1703947, /* What went wrong last; absent for nothing. */
};

/* Fields of rule. One revision of a rule: when it fires, and under which condition. */
enum {
  RAPPORT_RULE_ID = 1507329, /* The record's name for ever; the library makes it. */
  RAPPORT_RULE_VERSION = 1507330, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_RULE_DELETED_AT = 1507331, /* When the record was deleted; absent while it is live. */
  RAPPORT_RULE_NAME = 1507332, /* What the rule is called; its revisions share it. */
  RAPPORT_RULE_REVISION = 1507333, /* Which revision it is; the book counts them. */
  RAPPORT_RULE_POSITION = 1507334, /* Its place among rules; of those that are due at one instant the lower fires first. */
  RAPPORT_RULE_OF = 1507335, /* The kind of the records it is about, as in case. */
  RAPPORT_RULE_ON = 1507336, /* The event that sets it off; absent when an instant does. */
  RAPPORT_RULE_CHANGED = 1507337, /* Of the event changed: the fields of which one must have changed, with blanks between them; absent for any. */
  RAPPORT_RULE_PROMISE = 1507338, /* Whose instants it follows, of cases; absent for none. */
  RAPPORT_RULE_TOWARDS = 1507339, /* To whom that is promised; absent for the customer. */
  RAPPORT_RULE_PERCENT = 1507340, /* At which share of the time promised; absent for 100, which is the due instant. */
  RAPPORT_RULE_FIELD = 1507341, /* The field, an instant or a date, that it follows; absent for none. */
  RAPPORT_RULE_OFFSET = 1507342, /* So much later than that, negative for earlier; absent for not at all. */
  RAPPORT_RULE_COUNTED_IN = 1507343, /* What offset and every are counted in; absent for elapsed time. */
  RAPPORT_RULE_CALENDAR = 1507344, /* By which open time is counted, and in whose zone days begin; absent for that of the case's service level, or else day and night in UTC. */
  RAPPORT_RULE_YEARLY = 1507345, /* Whether the day of the field comes again, each year after the one that it names. */
  RAPPORT_RULE_EVERY = 1507346, /* How long after an occurrence the next one follows; absent for never. */
  RAPPORT_RULE_TIMES = 1507347, /* How often it fires then, the first time included. */
  RAPPORT_RULE_CONDITION = 1507348, /* Under which condition, in CEL; absent for any. */
  RAPPORT_RULE_SINCE = 1507349, /* Instants and events before it are let pass; when left absent, the adoption of the first revision, but for a promise's, none of which are let pass. Of an event never before that adoption, nor before that of the revision that it follows. */
  RAPPORT_RULE_RETIRED_AT = 1507350, /* Since when it does not fire any more; absent while it does. */
  RAPPORT_RULE_TURN = 1507351, /* When it is asked: its position while it may fire; absent once retired. */
};

/* Fields of rule_action. One thing that a rule does. */
enum {
  RAPPORT_RULE_ACTION_ID = 1572865, /* The record's name for ever; the library makes it. */
  RAPPORT_RULE_ACTION_VERSION = 1572866, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_RULE_ACTION_DELETED_AT = 1572867, /* When the record was deleted; absent while it is live. */
  RAPPORT_RULE_ACTION_RULE = 1572868, /* Whose it is. */
  RAPPORT_RULE_ACTION_VERB = 1572869, /* What is done. */
  RAPPORT_RULE_ACTION_WHO = 1572870, /* Of assign, notify and open_task: to whom; absent where an agent, a role or a team is named. */
  RAPPORT_RULE_ACTION_AGENT = 1572871, /* The agent; absent for none. */
  RAPPORT_RULE_ACTION_TEAM = 1572872, /* The team; absent for none. */
  RAPPORT_RULE_ACTION_VALUE = 1572873, /* What it takes, in CEL over the record; absent for nothing. */
  RAPPORT_RULE_ACTION_IN_HOURS = 1572874, /* Of notify: whether it waits until the agent works, by their calendar. */
  RAPPORT_RULE_ACTION_ROLE = 1572875, /* The role: of its agents who are there, the one with the fewest open cases; absent for none. */
  RAPPORT_RULE_ACTION_WITHIN = 1572876, /* Of open_task: how long after the firing it is due; absent for no due instant. */
  RAPPORT_RULE_ACTION_COUNTED_IN = 1572877, /* What within is counted in: by the rule's calendar, else the agent's, else that of the case's service level; absent for elapsed time. */
};

/* Fields of firing. That a rule fired on a record. */
enum {
  RAPPORT_FIRING_ID = 1638401, /* The record's name for ever; the library makes it. */
  RAPPORT_FIRING_VERSION = 1638402, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_FIRING_DELETED_AT = 1638403, /* When the record was deleted; absent while it is live. */
  RAPPORT_FIRING_RULE = 1638404, /* The rule, in the revision that fired, or was last tried. */
  RAPPORT_FIRING_RECORD = 1638405, /* What it fired on. */
  RAPPORT_FIRING_OCCURRENCE = 1638406, /* Which occurrence it was: the promise, or field and value, or the event's instant and the number of its change or commit; and the number of a repeat. */
  RAPPORT_FIRING_DUE_AT = 1638407, /* When it was due. */
  RAPPORT_FIRING_AT = 1638408, /* When it fired, or was last tried. */
  RAPPORT_FIRING_OUTCOME = 1638409, /* How it ended. */
  RAPPORT_FIRING_DEPTH = 1638410, /* Its place in a chain of rules that set one another off; 1 is the first. */
  RAPPORT_FIRING_TRIES = 1638411, /* How often it was tried. */
  RAPPORT_FIRING_TROUBLE = 1638412, /* What went wrong, or the chain that was cut; absent for nothing. */
  RAPPORT_FIRING_NEXT_TRY_AT = 1638413, /* When a failed one is tried again; absent for never. */
  RAPPORT_FIRING_SET_OFF_BY = 1638414, /* The firing that led to it; absent for none. */
};

/* Fields of ladder. One revision of a way up: who is asked, one after the other. */
enum {
  RAPPORT_LADDER_ID = 1769473, /* The record's name for ever; the library makes it. */
  RAPPORT_LADDER_VERSION = 1769474, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_LADDER_DELETED_AT = 1769475, /* When the record was deleted; absent while it is live. */
  RAPPORT_LADDER_NAME = 1769476, /* What the ladder is called; its revisions share it. */
  RAPPORT_LADDER_REVISION = 1769477, /* Which revision it is; the book counts them. */
  RAPPORT_LADDER_POSITION = 1769478, /* Its place among ladders; the first that fits is taken. */
  RAPPORT_LADDER_FITS = 1769479, /* Which cases it fits, in CEL; absent for every case. */
  RAPPORT_LADDER_CALENDAR = 1769480, /* Nobody is told outside of its hours, and time to answer is counted in them; absent for day and night. */
  RAPPORT_LADDER_RETIRED_AT = 1769481, /* Since when it is not taken any more; absent while it is. */
  RAPPORT_LADDER_TURN = 1769482, /* When it is tried: its position while it is taken; absent once retired. */
};

/* Fields of rung. One step of a ladder. */
enum {
  RAPPORT_RUNG_ID = 1835009, /* The record's name for ever; the library makes it. */
  RAPPORT_RUNG_VERSION = 1835010, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_RUNG_DELETED_AT = 1835011, /* When the record was deleted; absent while it is live. */
  RAPPORT_RUNG_LADDER = 1835012, /* Whose it is. */
  RAPPORT_RUNG_WHO = 1835013, /* Who is asked; absent where an agent, a role or a team is named. */
  RAPPORT_RUNG_AGENT = 1835014, /* The agent who is asked; absent for none. */
  RAPPORT_RUNG_TEAM = 1835015, /* The team that is asked; absent for none. */
  RAPPORT_RUNG_WAIT = 1835016, /* How long they have to acknowledge, from a minute to a century. */
  RAPPORT_RUNG_LEVEL = 1835017, /* The level that the case is raised to, or steps down to; absent for none. */
  RAPPORT_RUNG_ROLE = 1835018, /* The role that is asked: of its agents who are there, the one with the fewest open cases; absent for none. */
};

/* Fields of escalation. A case on its way up. */
enum {
  RAPPORT_ESCALATION_ID = 1900545, /* The record's name for ever; the library makes it. */
  RAPPORT_ESCALATION_VERSION = 1900546, /* Number of the change that last wrote the record; 0 before it is stored. */
  RAPPORT_ESCALATION_DELETED_AT = 1900547, /* When the record was deleted; absent while it is live. */
  RAPPORT_ESCALATION_OF = 1900548, /* The case. */
  RAPPORT_ESCALATION_LADDER = 1900549, /* The ladder, in the revision by which it climbs. */
  RAPPORT_ESCALATION_REASON = 1900550, /* Why it was escalated, the last time that somebody or a rule did. */
  RAPPORT_ESCALATION_RUNG = 1900551, /* Which rung is asked; 1 is the first. */
  RAPPORT_ESCALATION_TOLD = 1900552, /* How often that rung was told. */
  RAPPORT_ESCALATION_AGENT = 1900553, /* The agent who is asked; absent for a team. */
  RAPPORT_ESCALATION_TEAM = 1900554, /* The team that is asked; absent for an agent. */
  RAPPORT_ESCALATION_STATE = 1900555, /* How it stands. */
  RAPPORT_ESCALATION_RAISED_AT = 1900556, /* When it began. */
  RAPPORT_ESCALATION_NEXT_AT = 1900557, /* When the next rung is asked, or the same one again; absent for never. */
  RAPPORT_ESCALATION_ACKNOWLEDGED_AT = 1900558, /* When somebody took it on; absent before. */
  RAPPORT_ESCALATION_ACKNOWLEDGED_BY = 1900559, /* Who did; absent when nobody said. */
  RAPPORT_ESCALATION_ENDED_AT = 1900560, /* When it ended; absent before. */
  RAPPORT_ESCALATION_ANSWERED_BY = 1900561, /* Who answered last: took it on, declined, stepped down or ended it; absent when nobody did, or nobody said who. */
};

/* case_event_kind: What happened to a case. */
enum {
  RAPPORT_CASE_EVENT_KIND_OPENED = 1, /* It was opened. */
  RAPPORT_CASE_EVENT_KIND_MOVED = 2, /* It moved from a state to another. */
  RAPPORT_CASE_EVENT_KIND_ASSIGNED = 3, /* It was given to a team, an agent or nobody. */
  RAPPORT_CASE_EVENT_KIND_PRIORITISED = 4, /* It got another priority. */
  RAPPORT_CASE_EVENT_KIND_LEVELLED = 5, /* It went a level up or down. */
  RAPPORT_CASE_EVENT_KIND_RATED = 6, /* It was matched with service levels anew. */
  RAPPORT_CASE_EVENT_KIND_QUOTED = 7, /* The customer was told an instant. */
  RAPPORT_CASE_EVENT_KIND_MERGED = 8, /* It goes on in another case. */
  RAPPORT_CASE_EVENT_KIND_UNMERGED = 9, /* It goes on by itself again. */
};

/* case_kind: What the customer came with. */
enum {
  RAPPORT_CASE_KIND_QUESTION = 1, /* Wants to know something. */
  RAPPORT_CASE_KIND_REQUEST = 2, /* Wants something done. */
  RAPPORT_CASE_KIND_PROBLEM = 3, /* Something does not work. */
  RAPPORT_CASE_KIND_COMPLAINT = 4, /* Is not content with us. */
};

/* case_state: Where a case stands. */
enum {
  RAPPORT_CASE_STATE_NEW = 1, /* Nobody has looked at it. */
  RAPPORT_CASE_STATE_OPEN = 2, /* It is our turn. */
  RAPPORT_CASE_STATE_WAITING_CUSTOMER = 3, /* It is the customer's turn. */
  RAPPORT_CASE_STATE_WAITING_THIRD_PARTY = 4, /* It is the turn of somebody else. */
  RAPPORT_CASE_STATE_RESOLVED = 5, /* We think that it is done; the customer may disagree. */
  RAPPORT_CASE_STATE_CLOSED = 6, /* It is done. */
};

/* channel: By what means two sides spoke. */
enum {
  RAPPORT_CHANNEL_PHONE = 1, /* A telephone call. */
  RAPPORT_CHANNEL_EMAIL = 2, /* An e-mail. */
  RAPPORT_CHANNEL_MEETING = 3, /* A meeting with a date. */
  RAPPORT_CHANNEL_LETTER = 4, /* A letter on paper. */
  RAPPORT_CHANNEL_CHAT = 5, /* Messages in a chat. */
  RAPPORT_CHANNEL_WEB_FORM = 6, /* A form on a page. */
  RAPPORT_CHANNEL_VOICEMAIL = 7, /* A message left on a machine. */
  RAPPORT_CHANNEL_SOCIAL = 8, /* A post or message on a social network. */
  RAPPORT_CHANNEL_NOTE = 9, /* A note of ours; nobody else was there. */
  RAPPORT_CHANNEL_VIDEO_CALL = 10, /* A call with pictures. */
  RAPPORT_CHANNEL_TEXT_MESSAGE = 11, /* A short message to a mobile telephone. */
  RAPPORT_CHANNEL_VISIT = 12, /* A visit without appointment. */
  RAPPORT_CHANNEL_OTHER = 13, /* Any other means. */
};

/* clock_action: What happens to a target clock. */
enum {
  RAPPORT_CLOCK_ACTION_START = 1, /* It begins to run. */
  RAPPORT_CLOCK_ACTION_PAUSE = 2, /* It is not our turn. */
  RAPPORT_CLOCK_ACTION_RESUME = 3, /* It is our turn again. */
  RAPPORT_CLOCK_ACTION_SATISFY = 4, /* What was promised is done. */
  RAPPORT_CLOCK_ACTION_CANCEL = 5, /* The promise means nothing any more. */
  RAPPORT_CLOCK_ACTION_QUOTE = 6, /* A due instant was told to the customer. */
  RAPPORT_CLOCK_ACTION_RERATE = 7, /* Other terms hold, from the beginning. */
  RAPPORT_CLOCK_ACTION_BREACH = 8, /* Somebody saw that it was late. */
};

/* clock_state: How a target clock stands. */
enum {
  RAPPORT_CLOCK_STATE_WAITING = 1, /* It has not started. */
  RAPPORT_CLOCK_STATE_RUNNING = 2, /* It runs. */
  RAPPORT_CLOCK_STATE_PAUSED = 3, /* It stands still. */
  RAPPORT_CLOCK_STATE_SATISFIED = 4, /* What was promised is done. */
  RAPPORT_CLOCK_STATE_CANCELLED = 5, /* The promise means nothing any more. */
};

/* contact_kind: By what means a customer is reached. */
enum {
  RAPPORT_CONTACT_KIND_EMAIL = 1, /* An e-mail address. */
  RAPPORT_CONTACT_KIND_PHONE = 2, /* A telephone line. */
  RAPPORT_CONTACT_KIND_MOBILE = 3, /* A mobile telephone. */
  RAPPORT_CONTACT_KIND_FAX = 4, /* A fax line. */
  RAPPORT_CONTACT_KIND_ADDRESS = 5, /* A postal address. */
  RAPPORT_CONTACT_KIND_WEBSITE = 6, /* A page on the web. */
  RAPPORT_CONTACT_KIND_SOCIAL = 7, /* A profile on a social network. */
  RAPPORT_CONTACT_KIND_MESSENGER = 8, /* A name on a messenger service. */
  RAPPORT_CONTACT_KIND_OTHER = 9, /* Any other means; the label says which. */
};

/* counted_in: What a promised time is counted in. */
enum {
  RAPPORT_COUNTED_IN_BUSINESS = 1, /* Open time of the calendar. */
  RAPPORT_COUNTED_IN_WALL = 2, /* Elapsed time, day and night. */
  RAPPORT_COUNTED_IN_WORKING_DAYS = 3, /* Working days, to the same clock time. */
};

/* customer_type: What a customer is. */
enum {
  RAPPORT_CUSTOMER_TYPE_PERSON = 1, /* A human being. */
  RAPPORT_CUSTOMER_TYPE_ORGANISATION = 2, /* A firm, an association, an authority, a household. */
};

/* delivery: What became of a notification. */
enum {
  RAPPORT_DELIVERY_PENDING = 1, /* It is to be handed over. */
  RAPPORT_DELIVERY_HANDED_OVER = 2, /* The host has taken it. */
  RAPPORT_DELIVERY_FAILED = 3, /* It could not be handed over, again and again. */
  RAPPORT_DELIVERY_WITHDRAWN = 4, /* What it asks was answered before. */
};

/* direction: Who turned to whom. */
enum {
  RAPPORT_DIRECTION_INBOUND = 1, /* The customer turned to us. */
  RAPPORT_DIRECTION_OUTBOUND = 2, /* We turned to the customer. */
  RAPPORT_DIRECTION_INTERNAL = 3, /* Among ourselves. */
};

/* ended_by: Who ended a relationship. */
enum {
  RAPPORT_ENDED_BY_CUSTOMER = 1, /* The customer left. */
  RAPPORT_ENDED_BY_VENDOR = 2, /* The vendor ended it. */
};

/* ending_cause: Why a relationship ended. */
enum {
  RAPPORT_ENDING_CAUSE_FAILED_TRIAL = 1, /* A trial did not convince. */
  RAPPORT_ENDING_CAUSE_DISSATISFIED = 2, /* The customer was not content. */
  RAPPORT_ENDING_CAUSE_BETTER_OFFER = 3, /* Somebody else offered more. */
  RAPPORT_ENDING_CAUSE_NEED_GONE = 4, /* The customer no longer needs it. */
  RAPPORT_ENDING_CAUSE_LOW_VOLUME = 5, /* Too little business to go on. */
  RAPPORT_ENDING_CAUSE_FRAUD = 6, /* Somebody cheated. */
  RAPPORT_ENDING_CAUSE_NON_PAYMENT = 7, /* Bills were not paid. */
  RAPPORT_ENDING_CAUSE_OTHER = 8, /* Another cause; the reason says which. */
};

/* escalation_state: How an escalation stands. */
enum {
  RAPPORT_ESCALATION_STATE_RAISED = 1, /* Somebody is asked and has not answered. */
  RAPPORT_ESCALATION_STATE_ACKNOWLEDGED = 2, /* Somebody has taken it on. */
  RAPPORT_ESCALATION_STATE_ENDED = 3, /* It is over. */
};

/* grouped_by: Which cases are measured together. */
enum {
  RAPPORT_GROUPED_BY_ALL = 1, /* All of them. */
  RAPPORT_GROUPED_BY_TEAM = 2, /* Those of a team. */
  RAPPORT_GROUPED_BY_ASSIGNEE = 3, /* Those of an agent. */
  RAPPORT_GROUPED_BY_PRODUCT = 4, /* Those about a product. */
  RAPPORT_GROUPED_BY_PRIORITY = 5, /* Those of a priority. */
  RAPPORT_GROUPED_BY_MONTH = 6, /* Those resolved, or still open and begun, in a month. */
};

/* need_aspect: Which side of a customer's needs is known. */
enum {
  RAPPORT_NEED_ASPECT_GOAL = 1, /* Something the customer wants to reach. */
  RAPPORT_NEED_ASPECT_CAPABILITY = 2, /* Something the customer has already: a product and its version. */
  RAPPORT_NEED_ASPECT_BUDGET = 3, /* What the customer can spend. */
  RAPPORT_NEED_ASPECT_DIRECTION = 4, /* Where the customer is heading. */
  RAPPORT_NEED_ASPECT_TECHNICAL_LEVEL = 5, /* How much the customer knows about a domain. */
};

/* on_change: What a change of a case does to its service level. */
enum {
  RAPPORT_ON_CHANGE_KEEP = 1, /* Nothing. */
  RAPPORT_ON_CHANGE_RETARGET = 2, /* The target for the new priority holds, from the beginning. */
  RAPPORT_ON_CHANGE_MATCH = 3, /* Policies are matched anew; what fits now holds from the beginning. */
};

/* operation: What a change did to a record. */
enum {
  RAPPORT_OPERATION_ADD = 1, /* The record was added. */
  RAPPORT_OPERATION_UPDATE = 2, /* Fields of the record changed. */
  RAPPORT_OPERATION_REMOVE = 3, /* The record was deleted; references still resolve to it. */
  RAPPORT_OPERATION_RESTORE = 4, /* The record came from elsewhere with its id, as from an export. */
};

/* outcome: How a firing ended. */
enum {
  RAPPORT_OUTCOME_DONE = 1, /* Everything was done. */
  RAPPORT_OUTCOME_FAILED = 2, /* Something could not be done, so nothing was. */
  RAPPORT_OUTCOME_CUT = 3, /* Rules had set one another off too often; nothing was done. */
};

/* pauses_count: How far a pause moves a due instant. */
enum {
  RAPPORT_PAUSES_COUNT_IN_BUSINESS = 1, /* By the open time that passed. */
  RAPPORT_PAUSES_COUNT_IN_WALL = 2, /* By the time that elapsed. */
  RAPPORT_PAUSES_COUNT_NOT_AT_ALL = 3, /* It stays where it is. */
};

/* priority: In which order we deal with it. */
enum {
  RAPPORT_PRIORITY_LOW = 1, /* When there is time. */
  RAPPORT_PRIORITY_NORMAL = 2, /* In its turn. */
  RAPPORT_PRIORITY_HIGH = 3, /* Before others. */
  RAPPORT_PRIORITY_URGENT = 4, /* Now. */
};

/* prospect: How a rule stands to a record. */
enum {
  RAPPORT_PROSPECT_FIRED = 1, /* It has fired. */
  RAPPORT_PROSPECT_DUE = 2, /* The next sweep fires it. */
  RAPPORT_PROSPECT_WAITS = 3, /* Its instant, or the event, is to come. */
  RAPPORT_PROSPECT_HELD_BACK = 4, /* Its instant has come, but its condition does not hold; or did not when its event came. */
  RAPPORT_PROSPECT_NEVER = 5, /* The record gives it no instant, and no event any more. */
};

/* purpose: What a consent allows. */
enum {
  RAPPORT_PURPOSE_SERVICE = 1, /* To be contacted about what was bought. */
  RAPPORT_PURPOSE_MARKETING = 2, /* To be offered something. */
  RAPPORT_PURPOSE_NEWSLETTER = 3, /* To be sent news. */
  RAPPORT_PURPOSE_PROFILING = 4, /* To have behaviour evaluated. */
  RAPPORT_PURPOSE_SURVEY = 5, /* To be asked for an opinion. */
  RAPPORT_PURPOSE_SHARING = 6, /* To have data passed on to a third party. */
  RAPPORT_PURPOSE_RECORDING = 7, /* To have calls recorded. */
  RAPPORT_PURPOSE_OTHER = 8, /* Anything else; the evidence says what. */
};

/* relationship_type: What kind of relationship the customer is offered. */
enum {
  RAPPORT_RELATIONSHIP_TYPE_TRANSACTIONAL = 1, /* Each purchase stands for itself. */
  RAPPORT_RELATIONSHIP_TYPE_LONG_TERM = 2, /* Both sides plan to stay together. */
  RAPPORT_RELATIONSHIP_TYPE_PERSONAL_ASSISTANCE = 3, /* People help, whoever is there. */
  RAPPORT_RELATIONSHIP_TYPE_DEDICATED_ASSISTANCE = 4, /* One named person helps. */
  RAPPORT_RELATIONSHIP_TYPE_SELF_SERVICE = 5, /* The customer finds everything without our people. */
  RAPPORT_RELATIONSHIP_TYPE_AUTOMATED = 6, /* Machines serve, and know who they serve. */
  RAPPORT_RELATIONSHIP_TYPE_COMMUNITY = 7, /* Customers help each other. */
};

/* reopening: What reopening a case does to a promise that was kept. */
enum {
  RAPPORT_REOPENING_STAYS = 1, /* It stays kept. */
  RAPPORT_REOPENING_RESUMES = 2, /* Its clock goes on; the time between was a pause. */
  RAPPORT_REOPENING_RESTARTS = 3, /* A new clock starts. */
};

/* rhythm: From which word to which an exchange is measured. */
enum {
  RAPPORT_RHYTHM_CUSTOMER_WAITS = 1, /* From the customer's first word without an answer to our reply. */
  RAPPORT_RHYTHM_CUSTOMER_WAITS_AGAIN = 2, /* The same, once we have replied for the first time. */
  RAPPORT_RHYTHM_BETWEEN_REPLIES = 3, /* From the opening, then from each reply, to our next one. */
  RAPPORT_RHYTHM_AFTER_REPLIES = 4, /* From each reply to our next one; a word of the customer calls it off. */
  RAPPORT_RHYTHM_ANY_WORD = 5, /* From the opening, then from each word of either side, to the next one. */
  RAPPORT_RHYTHM_LAST_WORD = 6, /* From our last reply, or from the customer's first word after it; from nothing else. */
};

/* role: What one customer is to another. */
enum {
  RAPPORT_ROLE_WORKS_FOR = 1, /* A person who works for an organisation. */
  RAPPORT_ROLE_KEY_CONTACT_OF = 2, /* The person to turn to first at an organisation. */
  RAPPORT_ROLE_REPORTS_TO = 3, /* A person whose superior is the other. */
  RAPPORT_ROLE_SUBSIDIARY_OF = 4, /* An organisation whose parent is the other. */
  RAPPORT_ROLE_REFERRED_BY = 5, /* A customer whom the other brought. */
  RAPPORT_ROLE_MEMBER_OF_HOUSEHOLD = 6, /* A person who lives in a household. */
  RAPPORT_ROLE_PARTNER_OF = 7, /* A customer who works with the other. */
  RAPPORT_ROLE_OTHER = 8, /* Any other connection; the title says which. */
};

/* rule_verb: What a rule does. */
enum {
  RAPPORT_RULE_VERB_ASSIGN = 1, /* Gives the case to somebody. */
  RAPPORT_RULE_VERB_ROUTE = 2, /* Gives the case to whoever fits best. */
  RAPPORT_RULE_VERB_SET_PRIORITY = 3, /* Gives the case the priority that the value names. */
  RAPPORT_RULE_VERB_SET_LEVEL = 4, /* Takes the case to the level that the value is. */
  RAPPORT_RULE_VERB_MOVE = 5, /* Moves the case, or the customer's stage, to the one that the value names. */
  RAPPORT_RULE_VERB_TAG = 6, /* Adds the words of the value to the tags of the record. */
  RAPPORT_RULE_VERB_NOTE = 7, /* Writes the value down as a note about the record. */
  RAPPORT_RULE_VERB_NOTIFY = 8, /* Tells somebody the value, by way of the outbox. */
  RAPPORT_RULE_VERB_CALL = 9, /* Calls the host's function that the value names. */
  RAPPORT_RULE_VERB_ESCALATE = 10, /* Sends the case up its ladder; the value is the reason. */
  RAPPORT_RULE_VERB_OPEN_TASK = 11, /* Opens a task for somebody, who is to do what the value says. */
};

/* sentiment: How the customer felt. */
enum {
  RAPPORT_SENTIMENT_POSITIVE = 1, /* Content or better. */
  RAPPORT_SENTIMENT_NEUTRAL = 2, /* Neither content nor not. */
  RAPPORT_SENTIMENT_NEGATIVE = 3, /* Not content. */
  RAPPORT_SENTIMENT_MIXED = 4, /* Both at once. */
};

/* severity: How bad it is for the customer. */
enum {
  RAPPORT_SEVERITY_MINOR = 1, /* An annoyance. */
  RAPPORT_SEVERITY_MODERATE = 2, /* Work is harder. */
  RAPPORT_SEVERITY_MAJOR = 3, /* A part of the work stands still. */
  RAPPORT_SEVERITY_CRITICAL = 4, /* The work stands still. */
};

/* stage: Where a relationship stands. */
enum {
  RAPPORT_STAGE_EXPLORATION = 1, /* Both sides look whether there is something to gain. */
  RAPPORT_STAGE_AWARENESS = 2, /* The customer knows us and what we offer, and we know the customer's needs. */
  RAPPORT_STAGE_EXPANSION = 3, /* The customer has bought and both sides come to depend on each other. */
  RAPPORT_STAGE_COMMITMENT = 4, /* Both sides intend to stay. */
  RAPPORT_STAGE_DISSOLUTION = 5, /* At least one side has ended the relationship. */
};

/* standing: How the promises to the customer of a case stand. */
enum {
  RAPPORT_STANDING_NO_PROMISE = 1, /* Nothing was promised. */
  RAPPORT_STANDING_RESPONSE_DUE = 2, /* We owe an answer. */
  RAPPORT_STANDING_RESOLUTION_DUE = 3, /* We owe the resolution. */
  RAPPORT_STANDING_PAUSED = 4, /* It is somebody else's turn. */
  RAPPORT_STANDING_FAILED = 5, /* Something was, or is, late. */
  RAPPORT_STANDING_FULFILLED = 6, /* Everything was done in time. */
};

/* target_kind: What is promised. */
enum {
  RAPPORT_TARGET_KIND_OWNERSHIP = 1, /* Somebody takes charge. */
  RAPPORT_TARGET_KIND_FIRST_RESPONSE = 2, /* The customer hears from us for the first time. */
  RAPPORT_TARGET_KIND_NEXT_RESPONSE = 3, /* The customer's word gets an answer. */
  RAPPORT_TARGET_KIND_UPDATE = 4, /* The customer does not wait longer to hear from us. */
  RAPPORT_TARGET_KIND_RESOLUTION = 5, /* It is resolved. */
};

/* technical_level: How much somebody knows about a domain. */
enum {
  RAPPORT_TECHNICAL_LEVEL_NONE = 1, /* Nothing; explain everything. */
  RAPPORT_TECHNICAL_LEVEL_BEGINNER = 2, /* The first words. */
  RAPPORT_TECHNICAL_LEVEL_INTERMEDIATE = 3, /* Enough for daily work. */
  RAPPORT_TECHNICAL_LEVEL_ADVANCED = 4, /* Enough to help others. */
  RAPPORT_TECHNICAL_LEVEL_EXPERT = 5, /* More than we know. */
};

/* told: What a customer was told about a problem. */
enum {
  RAPPORT_TOLD_WORKAROUND = 1, /* What to do until it is resolved. */
  RAPPORT_TOLD_RESOLUTION = 2, /* What was done about it. */
};

/* towards: To whom something is promised. */
enum {
  RAPPORT_TOWARDS_CUSTOMER = 1, /* The customer; it counts from the opening. */
  RAPPORT_TOWARDS_TEAM = 2, /* By a team to the others; it counts from when the team gets it. */
};

/* visibility: Who may read a record. */
enum {
  RAPPORT_VISIBILITY_EVERYBODY = 1, /* Every agent. */
  RAPPORT_VISIBILITY_AUTHOR = 2, /* The agent who wrote it. */
};

/* who: To whom something is given or told. */
enum {
  RAPPORT_WHO_ASSIGNEE = 1, /* Whoever deals with the case. */
  RAPPORT_WHO_SUPERVISOR = 2, /* The supervisor of the assignee, or else of the owner. */
  RAPPORT_WHO_OWNER = 3, /* Whoever looks after the customer. */
};

#ifdef __cplusplus
extern "C" {
#endif

static inline bool rapport_take_value(const rapport_record* record, int32_t field, rapport_value* value) {
  return rapport_record_get(record, field, value, NULL) == RAPPORT_OK && value->type != RAPPORT_TYPE_NOTHING;
}
static inline rapport_reference rapport_value_as_reference(const rapport_value* value) {
  rapport_reference reference;
  reference.kind = value->kind;
  reference.id = value->as.id;
  return reference;
}

/* team */
static inline bool rapport_get_team_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TEAM_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_team_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TEAM_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_team_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TEAM_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_team_name(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TEAM_NAME, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_team_description(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TEAM_DESCRIPTION, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}

/* calendar */
static inline bool rapport_get_calendar_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CALENDAR_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_calendar_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CALENDAR_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_calendar_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CALENDAR_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_calendar_name(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CALENDAR_NAME, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_calendar_zone(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CALENDAR_ZONE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_calendar_hours(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CALENDAR_HOURS, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_calendar_days(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CALENDAR_DAYS, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}

/* agent */
static inline bool rapport_get_agent_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_agent_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_agent_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_agent_name(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_NAME, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_agent_email(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_EMAIL, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_agent_external_id(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_EXTERNAL_ID, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_agent_team(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_TEAM, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_agent_supervisor(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_SUPERVISOR, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_agent_skills(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_SKILLS, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_agent_languages(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_LANGUAGES, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_agent_lowest_technical_level(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_LOWEST_TECHNICAL_LEVEL, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_agent_highest_technical_level(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_HIGHEST_TECHNICAL_LEVEL, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_agent_capacity(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_CAPACITY, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_agent_calendar(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_CALENDAR, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_agent_role(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_AGENT_ROLE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}

/* absence */
static inline bool rapport_get_absence_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ABSENCE_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_absence_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ABSENCE_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_absence_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ABSENCE_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_absence_agent(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ABSENCE_AGENT, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_absence_valid_from(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ABSENCE_VALID_FROM, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_absence_valid_until(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ABSENCE_VALID_UNTIL, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_absence_stand_in(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ABSENCE_STAND_IN, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_absence_reason(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ABSENCE_REASON, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}

/* customer */
static inline bool rapport_get_customer_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_customer_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_customer_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_customer_type(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_TYPE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_customer_name(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_NAME, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_customer_given_name(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_GIVEN_NAME, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_customer_family_name(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_FAMILY_NAME, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_customer_external_id(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_EXTERNAL_ID, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_customer_relationship(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_RELATIONSHIP, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_customer_stage(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_STAGE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_customer_since(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_SINCE, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_customer_owner(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_OWNER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_customer_industry(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_INDUSTRY, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_customer_employees(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_EMPLOYEES, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_customer_annual_revenue(const rapport_record* record, rapport_money* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_ANNUAL_REVENUE, &value);
  if (is_there) *to = value.as.money;
  return is_there;
}
static inline bool rapport_get_customer_founded(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_FOUNDED, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_customer_birthday(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_BIRTHDAY, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_customer_country(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_COUNTRY, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_customer_language(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_LANGUAGE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_customer_description(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CUSTOMER_DESCRIPTION, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}

/* contact_point */
static inline bool rapport_get_contact_point_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_contact_point_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_contact_point_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_contact_point_customer(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_CUSTOMER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_contact_point_kind(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_KIND, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_contact_point_value(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_VALUE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_contact_point_key(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_KEY, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_contact_point_label(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_LABEL, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_contact_point_is_primary(const rapport_record* record, bool* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_IS_PRIMARY, &value);
  if (is_there) *to = value.as.integer != 0;
  return is_there;
}
static inline bool rapport_get_contact_point_verified_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_VERIFIED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_contact_point_valid_from(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_VALID_FROM, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_contact_point_valid_until(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_VALID_UNTIL, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_contact_point_street(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_STREET, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_contact_point_city(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_CITY, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_contact_point_region(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_REGION, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_contact_point_postal_code(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_POSTAL_CODE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_contact_point_country(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_COUNTRY, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_contact_point_is_shared(const rapport_record* record, bool* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONTACT_POINT_IS_SHARED, &value);
  if (is_there) *to = value.as.integer != 0;
  return is_there;
}

/* connection */
static inline bool rapport_get_connection_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONNECTION_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_connection_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONNECTION_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_connection_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONNECTION_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_connection_customer(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONNECTION_CUSTOMER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_connection_role(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONNECTION_ROLE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_connection_other(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONNECTION_OTHER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_connection_title(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONNECTION_TITLE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_connection_valid_from(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONNECTION_VALID_FROM, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_connection_valid_until(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONNECTION_VALID_UNTIL, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}

/* ownership */
static inline bool rapport_get_ownership_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_OWNERSHIP_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_ownership_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_OWNERSHIP_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_ownership_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_OWNERSHIP_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_ownership_customer(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_OWNERSHIP_CUSTOMER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_ownership_agent(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_OWNERSHIP_AGENT, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_ownership_valid_from(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_OWNERSHIP_VALID_FROM, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_ownership_valid_until(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_OWNERSHIP_VALID_UNTIL, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}

/* interaction */
static inline bool rapport_get_interaction_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_interaction_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_interaction_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_interaction_customer(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_CUSTOMER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_interaction_channel(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_CHANNEL, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_interaction_direction(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_DIRECTION, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_interaction_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_interaction_duration(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_DURATION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_interaction_agent(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_AGENT, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_interaction_participants(const rapport_record* record, rapport_list* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_PARTICIPANTS, &value);
  if (is_there) *to = value.as.list;
  return is_there;
}
static inline bool rapport_get_interaction_subject(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_SUBJECT, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_interaction_body(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_BODY, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_interaction_outcome(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_OUTCOME, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_interaction_sentiment(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_SENTIMENT, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_interaction_about(const rapport_record* record, rapport_reference* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_ABOUT, &value);
  if (is_there) *to = rapport_value_as_reference(&value);
  return is_there;
}
static inline bool rapport_get_interaction_external_id(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_EXTERNAL_ID, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_interaction_visibility(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_VISIBILITY, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_interaction_author(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_INTERACTION_AUTHOR, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}

/* need */
static inline bool rapport_get_need_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_need_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_need_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_need_customer(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_CUSTOMER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_need_aspect(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_ASPECT, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_need_topic(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_TOPIC, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_need_statement(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_STATEMENT, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_need_product(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_PRODUCT, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_need_product_version(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_PRODUCT_VERSION, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_need_budget(const rapport_record* record, rapport_money* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_BUDGET, &value);
  if (is_there) *to = value.as.money;
  return is_there;
}
static inline bool rapport_get_need_technical_level(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_TECHNICAL_LEVEL, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_need_source(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_SOURCE, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_need_confidence(const rapport_record* record, double* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_CONFIDENCE, &value);
  if (is_there) *to = value.as.real;
  return is_there;
}
static inline bool rapport_get_need_review_on(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NEED_REVIEW_ON, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}

/* consent */
static inline bool rapport_get_consent_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONSENT_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_consent_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONSENT_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_consent_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONSENT_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_consent_customer(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONSENT_CUSTOMER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_consent_purpose(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONSENT_PURPOSE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_consent_channel(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONSENT_CHANNEL, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_consent_given_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONSENT_GIVEN_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_consent_withdrawn_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONSENT_WITHDRAWN_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_consent_evidence(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONSENT_EVIDENCE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_consent_source(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CONSENT_SOURCE, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}

/* allowed_move */
static inline bool rapport_get_allowed_move_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ALLOWED_MOVE_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_allowed_move_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ALLOWED_MOVE_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_allowed_move_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ALLOWED_MOVE_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_allowed_move_from_stage(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ALLOWED_MOVE_FROM_STAGE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_allowed_move_to_stage(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ALLOWED_MOVE_TO_STAGE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_allowed_move_needs_reason(const rapport_record* record, bool* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ALLOWED_MOVE_NEEDS_REASON, &value);
  if (is_there) *to = value.as.integer != 0;
  return is_there;
}
static inline bool rapport_get_allowed_move_needs_evidence(const rapport_record* record, bool* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ALLOWED_MOVE_NEEDS_EVIDENCE, &value);
  if (is_there) *to = value.as.integer != 0;
  return is_there;
}

/* stage_move */
static inline bool rapport_get_stage_move_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_STAGE_MOVE_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_stage_move_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_STAGE_MOVE_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_stage_move_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_STAGE_MOVE_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_stage_move_customer(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_STAGE_MOVE_CUSTOMER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_stage_move_from_stage(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_STAGE_MOVE_FROM_STAGE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_stage_move_to_stage(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_STAGE_MOVE_TO_STAGE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_stage_move_effective_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_STAGE_MOVE_EFFECTIVE_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_stage_move_recorded_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_STAGE_MOVE_RECORDED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_stage_move_agent(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_STAGE_MOVE_AGENT, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_stage_move_reason(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_STAGE_MOVE_REASON, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_stage_move_evidence(const rapport_record* record, rapport_list* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_STAGE_MOVE_EVIDENCE, &value);
  if (is_there) *to = value.as.list;
  return is_there;
}
static inline bool rapport_get_stage_move_ended_by(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_STAGE_MOVE_ENDED_BY, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_stage_move_ending_cause(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_STAGE_MOVE_ENDING_CAUSE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}

/* import_batch */
static inline bool rapport_get_import_batch_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_IMPORT_BATCH_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_import_batch_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_IMPORT_BATCH_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_import_batch_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_IMPORT_BATCH_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_import_batch_source(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_IMPORT_BATCH_SOURCE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_import_batch_target(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_IMPORT_BATCH_TARGET, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_import_batch_mapping(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_IMPORT_BATCH_MAPPING, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_import_batch_rows(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_IMPORT_BATCH_ROWS, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_import_batch_added(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_IMPORT_BATCH_ADDED, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_import_batch_rejected(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_IMPORT_BATCH_REJECTED, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}

/* segment */
static inline bool rapport_get_segment_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SEGMENT_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_segment_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SEGMENT_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_segment_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SEGMENT_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_segment_name(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SEGMENT_NAME, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_segment_of(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SEGMENT_OF, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_segment_expression(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SEGMENT_EXPRESSION, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_segment_description(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SEGMENT_DESCRIPTION, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}

/* service_level */
static inline bool rapport_get_service_level_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SERVICE_LEVEL_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_service_level_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SERVICE_LEVEL_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_service_level_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SERVICE_LEVEL_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_service_level_name(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SERVICE_LEVEL_NAME, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_service_level_revision(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SERVICE_LEVEL_REVISION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_service_level_position(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SERVICE_LEVEL_POSITION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_service_level_fits(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SERVICE_LEVEL_FITS, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_service_level_customer(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SERVICE_LEVEL_CUSTOMER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_service_level_calendar(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SERVICE_LEVEL_CALENDAR, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_service_level_on_change(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SERVICE_LEVEL_ON_CHANGE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_service_level_reply_waits(const rapport_record* record, bool* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SERVICE_LEVEL_REPLY_WAITS, &value);
  if (is_there) *to = value.as.integer != 0;
  return is_there;
}
static inline bool rapport_get_service_level_retired_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SERVICE_LEVEL_RETIRED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_service_level_turn(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_SERVICE_LEVEL_TURN, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}

/* target */
static inline bool rapport_get_target_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_target_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_target_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_target_service_level(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_SERVICE_LEVEL, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_target_kind(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_KIND, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_target_towards(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_TOWARDS, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_target_priority(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_PRIORITY, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_target_team(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_TEAM, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_target_amount(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_AMOUNT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_target_counted_in(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_COUNTED_IN, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_target_to_end_of_day(const rapport_record* record, bool* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_TO_END_OF_DAY, &value);
  if (is_there) *to = value.as.integer != 0;
  return is_there;
}
static inline bool rapport_get_target_rhythm(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_RHYTHM, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_target_stopped_in(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_STOPPED_IN, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_target_pauses(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_PAUSES, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_target_quoted_pauses(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_QUOTED_PAUSES, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_target_reopening(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_REOPENING, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_target_met_by_resolution(const rapport_record* record, bool* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_MET_BY_RESOLUTION, &value);
  if (is_there) *to = value.as.integer != 0;
  return is_there;
}
static inline bool rapport_get_target_missed_when_seen(const rapport_record* record, bool* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TARGET_MISSED_WHEN_SEEN, &value);
  if (is_there) *to = value.as.integer != 0;
  return is_there;
}

/* problem */
static inline bool rapport_get_problem_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_problem_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_problem_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_problem_name(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_NAME, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_problem_product(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_PRODUCT, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_problem_severity(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_SEVERITY, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_problem_owner(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_OWNER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_problem_found_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_FOUND_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_problem_symptom(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_SYMPTOM, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_problem_impact(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_IMPACT, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_problem_root_cause(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_ROOT_CAUSE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_problem_workaround(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_WORKAROUND, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_problem_workaround_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_WORKAROUND_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_problem_resolution(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_RESOLUTION, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_problem_resolved_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_RESOLVED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_problem_prevention(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_PREVENTION, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_problem_prevention_due(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_PREVENTION_DUE, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_problem_prevention_checked_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_PREVENTION_CHECKED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_problem_prevention_worked(const rapport_record* record, bool* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_PREVENTION_WORKED, &value);
  if (is_there) *to = value.as.integer != 0;
  return is_there;
}

/* problem_notice */
static inline bool rapport_get_problem_notice_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_NOTICE_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_problem_notice_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_NOTICE_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_problem_notice_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_NOTICE_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_problem_notice_problem(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_NOTICE_PROBLEM, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_problem_notice_customer(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_NOTICE_CUSTOMER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_problem_notice_told(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_NOTICE_TOLD, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_problem_notice_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_NOTICE_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_problem_notice_interaction(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_PROBLEM_NOTICE_INTERACTION, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}

/* case */
static inline bool rapport_get_case_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_kind(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_KIND, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_customer(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_CUSTOMER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_subject(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_SUBJECT, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_description(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_DESCRIPTION, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_contact(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_CONTACT, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_severity(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_SEVERITY, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_priority(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_PRIORITY, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_channel(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_CHANNEL, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_product(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_PRODUCT, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_tags(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_TAGS, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_language(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_LANGUAGE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_external_id(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EXTERNAL_ID, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_opened_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_OPENED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_state(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_STATE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_team(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_TEAM, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_assignee(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_ASSIGNEE, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_level(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_LEVEL, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_reopened(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_REOPENED, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_resolved_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_RESOLVED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_resolution(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_RESOLUTION, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_refused_because(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_REFUSED_BECAUSE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_alternative(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_ALTERNATIVE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_redress_asked(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_REDRESS_ASKED, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_redress_given(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_REDRESS_GIVEN, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_redress_cost(const rapport_record* record, rapport_money* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_REDRESS_COST, &value);
  if (is_there) *to = value.as.money;
  return is_there;
}
static inline bool rapport_get_case_accepted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_ACCEPTED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_merged_into(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_MERGED_INTO, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_split_from(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_SPLIT_FROM, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_cost(const rapport_record* record, rapport_money* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_COST, &value);
  if (is_there) *to = value.as.money;
  return is_there;
}
static inline bool rapport_get_case_service_level(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_SERVICE_LEVEL, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_first_response_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_FIRST_RESPONSE_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_first_response_open(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_FIRST_RESPONSE_OPEN, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_resolution_open(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_RESOLUTION_OPEN, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_acceptance_open(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_ACCEPTANCE_OPEN, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_met(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_MET, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_missed(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_MISSED, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_problem(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_PROBLEM, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_skills(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_SKILLS, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_in_hand_of(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_IN_HAND_OF, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_last_event_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_LAST_EVENT_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}

/* case_event */
static inline bool rapport_get_case_event_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_event_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_event_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_event_of(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_OF, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_event_what(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_WHAT, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_event_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_event_recorded_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_RECORDED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_event_agent(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_AGENT, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_event_reason(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_REASON, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_case_event_because_of(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_BECAUSE_OF, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_event_from_state(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_FROM_STATE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_event_state(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_STATE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_event_team(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_TEAM, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_event_assignee(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_ASSIGNEE, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_event_priority(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_PRIORITY, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_event_level(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_LEVEL, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_event_service_level(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_SERVICE_LEVEL, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_case_event_calendar_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_CALENDAR_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_event_target(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_TARGET, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_event_due_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_DUE_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_case_event_other(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CASE_EVENT_OTHER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}

/* clock */
static inline bool rapport_get_clock_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_clock_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_clock_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_clock_of(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_OF, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_clock_kind(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_KIND, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_clock_towards(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_TOWARDS, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_clock_round(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_ROUND, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_clock_target(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_TARGET, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_clock_team(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_TEAM, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_clock_state(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_STATE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_clock_started_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_STARTED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_clock_due_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_DUE_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_clock_ended_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_ENDED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_clock_met(const rapport_record* record, bool* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_MET, &value);
  if (is_there) *to = value.as.integer != 0;
  return is_there;
}
static inline bool rapport_get_clock_breached_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_BREACHED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_clock_events(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_EVENTS, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_clock_check_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_CLOCK_CHECK_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}

/* task */
static inline bool rapport_get_task_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TASK_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_task_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TASK_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_task_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TASK_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_task_subject(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TASK_SUBJECT, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_task_customer(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TASK_CUSTOMER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_task_about(const rapport_record* record, rapport_reference* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TASK_ABOUT, &value);
  if (is_there) *to = rapport_value_as_reference(&value);
  return is_there;
}
static inline bool rapport_get_task_team(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TASK_TEAM, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_task_assignee(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TASK_ASSIGNEE, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_task_opened_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TASK_OPENED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_task_due_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TASK_DUE_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_task_done_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TASK_DONE_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_task_outcome(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_TASK_OUTCOME, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}

/* notification */
static inline bool rapport_get_notification_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NOTIFICATION_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_notification_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NOTIFICATION_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_notification_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NOTIFICATION_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_notification_agent(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NOTIFICATION_AGENT, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_notification_team(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NOTIFICATION_TEAM, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_notification_text(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NOTIFICATION_TEXT, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_notification_about(const rapport_record* record, rapport_reference* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NOTIFICATION_ABOUT, &value);
  if (is_there) *to = rapport_value_as_reference(&value);
  return is_there;
}
static inline bool rapport_get_notification_state(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NOTIFICATION_STATE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_notification_next_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NOTIFICATION_NEXT_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_notification_tries(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NOTIFICATION_TRIES, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_notification_trouble(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_NOTIFICATION_TROUBLE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}

/* rule */
static inline bool rapport_get_rule_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_rule_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_name(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_NAME, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_rule_revision(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_REVISION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_position(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_POSITION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_of(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_OF, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_rule_on(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ON, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_rule_changed(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_CHANGED, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_rule_promise(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_PROMISE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_towards(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_TOWARDS, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_percent(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_PERCENT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_field(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_FIELD, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_rule_offset(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_OFFSET, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_counted_in(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_COUNTED_IN, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_calendar(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_CALENDAR, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_rule_yearly(const rapport_record* record, bool* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_YEARLY, &value);
  if (is_there) *to = value.as.integer != 0;
  return is_there;
}
static inline bool rapport_get_rule_every(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_EVERY, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_times(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_TIMES, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_condition(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_CONDITION, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_rule_since(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_SINCE, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_retired_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_RETIRED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_turn(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_TURN, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}

/* rule_action */
static inline bool rapport_get_rule_action_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ACTION_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_rule_action_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ACTION_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_action_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ACTION_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_action_rule(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ACTION_RULE, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_rule_action_verb(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ACTION_VERB, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_action_who(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ACTION_WHO, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_action_agent(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ACTION_AGENT, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_rule_action_team(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ACTION_TEAM, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_rule_action_value(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ACTION_VALUE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_rule_action_in_hours(const rapport_record* record, bool* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ACTION_IN_HOURS, &value);
  if (is_there) *to = value.as.integer != 0;
  return is_there;
}
static inline bool rapport_get_rule_action_role(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ACTION_ROLE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_rule_action_within(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ACTION_WITHIN, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rule_action_counted_in(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RULE_ACTION_COUNTED_IN, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}

/* firing */
static inline bool rapport_get_firing_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_firing_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_firing_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_firing_rule(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_RULE, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_firing_record(const rapport_record* record, rapport_reference* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_RECORD, &value);
  if (is_there) *to = rapport_value_as_reference(&value);
  return is_there;
}
static inline bool rapport_get_firing_occurrence(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_OCCURRENCE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_firing_due_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_DUE_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_firing_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_firing_outcome(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_OUTCOME, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_firing_depth(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_DEPTH, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_firing_tries(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_TRIES, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_firing_trouble(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_TROUBLE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_firing_next_try_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_NEXT_TRY_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_firing_set_off_by(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_FIRING_SET_OFF_BY, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}

/* ladder */
static inline bool rapport_get_ladder_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_LADDER_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_ladder_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_LADDER_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_ladder_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_LADDER_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_ladder_name(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_LADDER_NAME, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_ladder_revision(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_LADDER_REVISION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_ladder_position(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_LADDER_POSITION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_ladder_fits(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_LADDER_FITS, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_ladder_calendar(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_LADDER_CALENDAR, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_ladder_retired_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_LADDER_RETIRED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_ladder_turn(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_LADDER_TURN, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}

/* rung */
static inline bool rapport_get_rung_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RUNG_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_rung_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RUNG_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rung_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RUNG_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rung_ladder(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RUNG_LADDER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_rung_who(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RUNG_WHO, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_rung_agent(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RUNG_AGENT, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_rung_team(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RUNG_TEAM, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_rung_wait(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RUNG_WAIT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rung_level(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RUNG_LEVEL, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_rung_role(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_RUNG_ROLE, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}

/* escalation */
static inline bool rapport_get_escalation_id(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_ID, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_escalation_version(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_VERSION, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_escalation_deleted_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_DELETED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_escalation_of(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_OF, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_escalation_ladder(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_LADDER, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_escalation_reason(const rapport_record* record, rapport_text* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_REASON, &value);
  if (is_there) *to = value.as.text;
  return is_there;
}
static inline bool rapport_get_escalation_rung(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_RUNG, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_escalation_told(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_TOLD, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_escalation_agent(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_AGENT, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_escalation_team(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_TEAM, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_escalation_state(const rapport_record* record, int32_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_STATE, &value);
  if (is_there) *to = (int32_t)value.as.integer;
  return is_there;
}
static inline bool rapport_get_escalation_raised_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_RAISED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_escalation_next_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_NEXT_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_escalation_acknowledged_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_ACKNOWLEDGED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_escalation_acknowledged_by(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_ACKNOWLEDGED_BY, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}
static inline bool rapport_get_escalation_ended_at(const rapport_record* record, int64_t* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_ENDED_AT, &value);
  if (is_there) *to = value.as.integer;
  return is_there;
}
static inline bool rapport_get_escalation_answered_by(const rapport_record* record, rapport_id* to) {
  rapport_value value;
  const bool is_there = rapport_take_value(record, RAPPORT_ESCALATION_ANSWERED_BY, &value);
  if (is_there) *to = value.as.id;
  return is_there;
}

#ifdef __cplusplus
}
#endif

#endif
