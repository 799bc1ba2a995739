"""Stubs of rapport, written by write_stubs.py: change the descriptions and the bindings instead."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import (
    Any, Callable, Dict, Generic, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Tuple, Type, TypeVar, Union,
    final, overload,
)
from uuid import UUID

from ._enumeration import Enumeration as Enumeration

_R = TypeVar("_R", bound=Record)
_T = TypeVar("_T")
_S = TypeVar("_S")

__version__: str

class Error(Exception):
    """What every failed verb raises; nothing of the verb remains."""
    code: str
    message: str
    kind: str
    record: str
    field: str

class Invalid(Error):
    """An Error whose code is invalid."""
class UnknownName(Error):
    """An Error whose code is unknown_name."""
class Misuse(Error):
    """An Error whose code is misuse."""
class NotFound(Error):
    """An Error whose code is not_found."""
class MissingReference(Error):
    """An Error whose code is missing_reference."""
class Duplicate(Error):
    """An Error whose code is duplicate."""
class Conflict(Error):
    """An Error whose code is conflict."""
class NotAllowed(Error):
    """An Error whose code is not_allowed."""
class Busy(Error):
    """An Error whose code is busy."""
class Full(Error):
    """An Error whose code is full."""
class ReadOnly(Error):
    """An Error whose code is read_only."""
class NotABook(Error):
    """An Error whose code is not_a_book."""
class NewerFormat(Error):
    """An Error whose code is newer_format."""
class Corrupt(Error):
    """An Error whose code is corrupt."""
class Io(Error):
    """An Error whose code is io."""
class Interrupted(Error):
    """An Error whose code is interrupted."""
class Internal(Error):
    """An Error whose code is internal."""

class Record:
    """A record of any kind: a value, compared by its fields."""

    def asdict(self) -> Dict[str, Any]: ...
    def replace(self: _R, **changes: Any) -> _R: ...
    def _repr_html_(self) -> str: ...

@final
class Field(Generic[_T, _S]):

    """A field of a class of records: its value on a record, the beginning of a condition on the class."""
    @property
    def __name__(self) -> str: ...
    @property
    def __objclass__(self) -> Type[Record]: ...
    @overload
    def __get__(self, instance: None, owner: Any = ...) -> Field[_T, _S]: ...
    @overload
    def __get__(self, instance: Record, owner: Any = ...) -> _T: ...
    def __set__(self, instance: Record, value: _S) -> None: ...
    def __getattr__(self, name: str) -> Field[Any, Any]: ...
    def __eq__(self, value: object) -> Condition: ...  # type: ignore[override]
    def __ne__(self, value: object) -> Condition: ...  # type: ignore[override]
    def __lt__(self, value: Any) -> Condition: ...
    def __le__(self, value: Any) -> Condition: ...
    def __gt__(self, value: Any) -> Condition: ...
    def __ge__(self, value: Any) -> Condition: ...
    def among(self, values: Iterable[Any], /) -> Condition: ...
    def starts_with(self, text: str, /) -> Condition: ...

@final
class Id(Generic[_R]):
    """What a record is called: Id("customer", "0190163d-...")."""

    def __new__(cls, kind: str, text: str) -> Id[_R]: ...
    @property
    def kind(self) -> str: ...
    @property
    def bytes(self) -> bytes: ...
    @property
    def uuid(self) -> UUID: ...
    def __hash__(self) -> int: ...
    def __lt__(self, other: Id[Any]) -> bool: ...
    def __le__(self, other: Id[Any]) -> bool: ...
    def __gt__(self, other: Id[Any]) -> bool: ...
    def __ge__(self, other: Id[Any]) -> bool: ...

class TechnicalLevel(Enumeration):
    """How much somebody knows about a domain."""
    none = "none"
    """Nothing; explain everything."""
    beginner = "beginner"
    """The first words."""
    intermediate = "intermediate"
    """Enough for daily work."""
    advanced = "advanced"
    """Enough to help others."""
    expert = "expert"
    """More than we know."""


class CustomerType(Enumeration):
    """What a customer is."""
    person = "person"
    """A human being."""
    organisation = "organisation"
    """A firm, an association, an authority, a household."""


class RelationshipType(Enumeration):
    """What kind of relationship the customer is offered."""
    transactional = "transactional"
    """Each purchase stands for itself."""
    long_term = "long_term"
    """Both sides plan to stay together."""
    personal_assistance = "personal_assistance"
    """People help, whoever is there."""
    dedicated_assistance = "dedicated_assistance"
    """One named person helps."""
    self_service = "self_service"
    """The customer finds everything without our people."""
    automated = "automated"
    """Machines serve, and know who they serve."""
    community = "community"
    """Customers help each other."""


class Stage(Enumeration):
    """Where a relationship stands."""
    exploration = "exploration"
    """Both sides look whether there is something to gain."""
    awareness = "awareness"
    """The customer knows us and what we offer, and we know the customer's needs."""
    expansion = "expansion"
    """The customer has bought and both sides come to depend on each other."""
    commitment = "commitment"
    """Both sides intend to stay."""
    dissolution = "dissolution"
    """At least one side has ended the relationship."""


class ContactKind(Enumeration):
    """By what means a customer is reached."""
    email = "email"
    """An e-mail address."""
    phone = "phone"
    """A telephone line."""
    mobile = "mobile"
    """A mobile telephone."""
    fax = "fax"
    """A fax line."""
    address = "address"
    """A postal address."""
    website = "website"
    """A page on the web."""
    social = "social"
    """A profile on a social network."""
    messenger = "messenger"
    """A name on a messenger service."""
    other = "other"
    """Any other means; the label says which."""


class Role(Enumeration):
    """What one customer is to another."""
    works_for = "works_for"
    """A person who works for an organisation."""
    key_contact_of = "key_contact_of"
    """The person to turn to first at an organisation."""
    reports_to = "reports_to"
    """A person whose superior is the other."""
    subsidiary_of = "subsidiary_of"
    """An organisation whose parent is the other."""
    referred_by = "referred_by"
    """A customer whom the other brought."""
    member_of_household = "member_of_household"
    """A person who lives in a household."""
    partner_of = "partner_of"
    """A customer who works with the other."""
    other = "other"
    """Any other connection; the title says which."""


class Channel(Enumeration):
    """By what means two sides spoke."""
    phone = "phone"
    """A telephone call."""
    email = "email"
    """An e-mail."""
    meeting = "meeting"
    """A meeting with a date."""
    letter = "letter"
    """A letter on paper."""
    chat = "chat"
    """Messages in a chat."""
    web_form = "web_form"
    """A form on a page."""
    voicemail = "voicemail"
    """A message left on a machine."""
    social = "social"
    """A post or message on a social network."""
    note = "note"
    """A note of ours; nobody else was there."""
    video_call = "video_call"
    """A call with pictures."""
    text_message = "text_message"
    """A short message to a mobile telephone."""
    visit = "visit"
    """A visit without appointment."""
    other = "other"
    """Any other means."""


class Direction(Enumeration):
    """Who turned to whom."""
    inbound = "inbound"
    """The customer turned to us."""
    outbound = "outbound"
    """We turned to the customer."""
    internal = "internal"
    """Among ourselves."""


class Sentiment(Enumeration):
    """How the customer felt."""
    positive = "positive"
    """Content or better."""
    neutral = "neutral"
    """Neither content nor not."""
    negative = "negative"
    """Not content."""
    mixed = "mixed"
    """Both at once."""


class Visibility(Enumeration):
    """Who may read a record."""
    everybody = "everybody"
    """Every agent."""
    author = "author"
    """The agent who wrote it."""


class NeedAspect(Enumeration):
    """Which side of a customer's needs is known."""
    goal = "goal"
    """Something the customer wants to reach."""
    capability = "capability"
    """Something the customer has already: a product and its version."""
    budget = "budget"
    """What the customer can spend."""
    direction = "direction"
    """Where the customer is heading."""
    technical_level = "technical_level"
    """How much the customer knows about a domain."""


class Purpose(Enumeration):
    """What a consent allows."""
    service = "service"
    """To be contacted about what was bought."""
    marketing = "marketing"
    """To be offered something."""
    newsletter = "newsletter"
    """To be sent news."""
    profiling = "profiling"
    """To have behaviour evaluated."""
    survey = "survey"
    """To be asked for an opinion."""
    sharing = "sharing"
    """To have data passed on to a third party."""
    recording = "recording"
    """To have calls recorded."""
    other = "other"
    """Anything else; the evidence says what."""


class EndedBy(Enumeration):
    """Who ended a relationship."""
    customer = "customer"
    """The customer left."""
    vendor = "vendor"
    """The vendor ended it."""


class EndingCause(Enumeration):
    """Why a relationship ended."""
    failed_trial = "failed_trial"
    """A trial did not convince."""
    dissatisfied = "dissatisfied"
    """The customer was not content."""
    better_offer = "better_offer"
    """Somebody else offered more."""
    need_gone = "need_gone"
    """The customer no longer needs it."""
    low_volume = "low_volume"
    """Too little business to go on."""
    fraud = "fraud"
    """Somebody cheated."""
    non_payment = "non_payment"
    """Bills were not paid."""
    other = "other"
    """Another cause; the reason says which."""


class OnChange(Enumeration):
    """What a change of a case does to its service level."""
    keep = "keep"
    """Nothing."""
    retarget = "retarget"
    """The target for the new priority holds, from the beginning."""
    match = "match"
    """Policies are matched anew; what fits now holds from the beginning."""


class TargetKind(Enumeration):
    """What is promised."""
    ownership = "ownership"
    """Somebody takes charge."""
    first_response = "first_response"
    """The customer hears from us for the first time."""
    next_response = "next_response"
    """The customer's word gets an answer."""
    update = "update"
    """The customer does not wait longer to hear from us."""
    resolution = "resolution"
    """It is resolved."""


class Towards(Enumeration):
    """To whom something is promised."""
    customer = "customer"
    """The customer; it counts from the opening."""
    team = "team"
    """By a team to the others; it counts from when the team gets it."""


class Priority(Enumeration):
    """In which order we deal with it."""
    low = "low"
    """When there is time."""
    normal = "normal"
    """In its turn."""
    high = "high"
    """Before others."""
    urgent = "urgent"
    """Now."""


class CountedIn(Enumeration):
    """What a promised time is counted in."""
    business = "business"
    """Open time of the calendar."""
    wall = "wall"
    """Elapsed time, day and night."""
    working_days = "working_days"
    """Working days, to the same clock time."""


class Rhythm(Enumeration):
    """From which word to which an exchange is measured."""
    customer_waits = "customer_waits"
    """From the customer's first word without an answer to our reply."""
    customer_waits_again = "customer_waits_again"
    """The same, once we have replied for the first time."""
    between_replies = "between_replies"
    """From the opening, then from each reply, to our next one."""
    after_replies = "after_replies"
    """From each reply to our next one; a word of the customer calls it off."""
    any_word = "any_word"
    """From the opening, then from each word of either side, to the next one."""
    last_word = "last_word"
    """From our last reply, or from the customer's first word after it; from nothing else."""


class PausesCount(Enumeration):
    """How far a pause moves a due instant."""
    in_business = "in_business"
    """By the open time that passed."""
    in_wall = "in_wall"
    """By the time that elapsed."""
    not_at_all = "not_at_all"
    """It stays where it is."""


class Reopening(Enumeration):
    """What reopening a case does to a promise that was kept."""
    stays = "stays"
    """It stays kept."""
    resumes = "resumes"
    """Its clock goes on; the time between was a pause."""
    restarts = "restarts"
    """A new clock starts."""


class Severity(Enumeration):
    """How bad it is for the customer."""
    minor = "minor"
    """An annoyance."""
    moderate = "moderate"
    """Work is harder."""
    major = "major"
    """A part of the work stands still."""
    critical = "critical"
    """The work stands still."""


class Told(Enumeration):
    """What a customer was told about a problem."""
    workaround = "workaround"
    """What to do until it is resolved."""
    resolution = "resolution"
    """What was done about it."""


class CaseKind(Enumeration):
    """What the customer came with."""
    question = "question"
    """Wants to know something."""
    request = "request"
    """Wants something done."""
    problem = "problem"
    """Something does not work."""
    complaint = "complaint"
    """Is not content with us."""


class CaseState(Enumeration):
    """Where a case stands."""
    new = "new"
    """Nobody has looked at it."""
    open = "open"
    """It is our turn."""
    waiting_customer = "waiting_customer"
    """It is the customer's turn."""
    waiting_third_party = "waiting_third_party"
    """It is the turn of somebody else."""
    resolved = "resolved"
    """We think that it is done; the customer may disagree."""
    closed = "closed"
    """It is done."""


class CaseEventKind(Enumeration):
    """What happened to a case."""
    opened = "opened"
    """It was opened."""
    moved = "moved"
    """It moved from a state to another."""
    assigned = "assigned"
    """It was given to a team, an agent or nobody."""
    prioritised = "prioritised"
    """It got another priority."""
    levelled = "levelled"
    """It went a level up or down."""
    rated = "rated"
    """It was matched with service levels anew."""
    quoted = "quoted"
    """The customer was told an instant."""
    merged = "merged"
    """It goes on in another case."""
    unmerged = "unmerged"
    """It goes on by itself again."""


class ClockState(Enumeration):
    """How a target clock stands."""
    waiting = "waiting"
    """It has not started."""
    running = "running"
    """It runs."""
    paused = "paused"
    """It stands still."""
    satisfied = "satisfied"
    """What was promised is done."""
    cancelled = "cancelled"
    """The promise means nothing any more."""


class Delivery(Enumeration):
    """What became of a notification."""
    pending = "pending"
    """It is to be handed over."""
    handed_over = "handed_over"
    """The host has taken it."""
    failed = "failed"
    """It could not be handed over, again and again."""
    withdrawn = "withdrawn"
    """What it asks was answered before."""


class RuleVerb(Enumeration):
    """What a rule does."""
    assign = "assign"
    """Gives the case to somebody."""
    route = "route"
    """Gives the case to whoever fits best."""
    set_priority = "set_priority"
    """Gives the case the priority that the value names."""
    set_level = "set_level"
    """Takes the case to the level that the value is."""
    move = "move"
    """Moves the case, or the customer's stage, to the one that the value names."""
    tag = "tag"
    """Adds the words of the value to the tags of the record."""
    note = "note"
    """Writes the value down as a note about the record."""
    notify = "notify"
    """Tells somebody the value, by way of the outbox."""
    call = "call"
    """Calls the host's function that the value names."""
    escalate = "escalate"
    """Sends the case up its ladder; the value is the reason."""
    open_task = "open_task"
    """Opens a task for somebody, who is to do what the value says."""


class Who(Enumeration):
    """To whom something is given or told."""
    assignee = "assignee"
    """Whoever deals with the case."""
    supervisor = "supervisor"
    """The supervisor of the assignee, or else of the owner."""
    owner = "owner"
    """Whoever looks after the customer."""


class Outcome(Enumeration):
    """How a firing ended."""
    done = "done"
    """Everything was done."""
    failed = "failed"
    """Something could not be done, so nothing was."""
    cut = "cut"
    """Rules had set one another off too often; nothing was done."""


class EscalationState(Enumeration):
    """How an escalation stands."""
    raised = "raised"
    """Somebody is asked and has not answered."""
    acknowledged = "acknowledged"
    """Somebody has taken it on."""
    ended = "ended"
    """It is over."""


class Operation(Enumeration):
    """What a change did to a record."""
    add = "add"
    """The record was added."""
    update = "update"
    """Fields of the record changed."""
    remove = "remove"
    """The record was deleted; references still resolve to it."""
    restore = "restore"
    """The record came from elsewhere with its id, as from an export."""


class ClockAction(Enumeration):
    """What happens to a target clock."""
    start = "start"
    """It begins to run."""
    pause = "pause"
    """It is not our turn."""
    resume = "resume"
    """It is our turn again."""
    satisfy = "satisfy"
    """What was promised is done."""
    cancel = "cancel"
    """The promise means nothing any more."""
    quote = "quote"
    """A due instant was told to the customer."""
    rerate = "rerate"
    """Other terms hold, from the beginning."""
    breach = "breach"
    """Somebody saw that it was late."""


class Standing(Enumeration):
    """How the promises to the customer of a case stand."""
    no_promise = "no_promise"
    """Nothing was promised."""
    response_due = "response_due"
    """We owe an answer."""
    resolution_due = "resolution_due"
    """We owe the resolution."""
    paused = "paused"
    """It is somebody else's turn."""
    failed = "failed"
    """Something was, or is, late."""
    fulfilled = "fulfilled"
    """Everything was done in time."""


class GroupedBy(Enumeration):
    """Which cases are measured together."""
    all = "all"
    """All of them."""
    team = "team"
    """Those of a team."""
    assignee = "assignee"
    """Those of an agent."""
    product = "product"
    """Those about a product."""
    priority = "priority"
    """Those of a priority."""
    month = "month"
    """Those resolved, or still open and begun, in a month."""


class Prospect(Enumeration):
    """How a rule stands to a record."""
    fired = "fired"
    """It has fired."""
    due = "due"
    """The next sweep fires it."""
    waits = "waits"
    """Its instant, or the event, is to come."""
    held_back = "held_back"
    """Its instant has come, but its condition does not hold; or did not when its event came."""
    never = "never"
    """The record gives it no instant, and no event any more."""


@final
class Team(Record):
    """A group of agents."""
    id: Field[Id[Team], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    name: Field[str, str]
    """What the team is called."""
    description: Field[Optional[str], Optional[str]]
    """What the team does; absent when nobody said."""
    def __new__(cls, *, id: Union[Id[Team], str, Team] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., name: str = ..., description: Optional[str] = ...) -> Team: ...


@final
class Calendar(Record):
    """When somebody is there to work for customers."""
    id: Field[Id[Calendar], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    name: Field[str, str]
    """What the calendar is called."""
    zone: Field[str, str]
    """The time zone of its clock times, as in Europe/Paris."""
    hours: Field[str, str]
    """Open hours, as in mon-fri 09:00-12:00 13:00-18:00; sat 10:00-12:00."""
    days: Field[Optional[str], Optional[str]]
    """Days that differ, a line each, as in 2026-12-25 closed Christmas; absent for none."""
    def __new__(cls, *, id: Union[Id[Calendar], str, Calendar] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., name: str = ..., zone: str = ..., hours: str = ..., days: Optional[str] = ...) -> Calendar: ...


@final
class Agent(Record):
    """Somebody, or some program, who acts for the vendor."""
    id: Field[Id[Agent], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    name: Field[str, str]
    """What the agent is called."""
    email: Field[Optional[str], Optional[str]]
    """The agent's e-mail address; absent when there is none."""
    external_id: Field[Optional[str], Optional[str]]
    """The agent's number in another system; absent when there is none."""
    team: Field[Optional[Id[Team]], Optional[Union[Id[Team], str, Team]]]
    """The team the agent belongs to; absent for none."""
    supervisor: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """To whom the agent escalates; absent at the top."""
    skills: Field[Optional[str], Optional[str]]
    """What the agent knows, words with blanks between them; absent for nothing special."""
    languages: Field[Optional[str], Optional[str]]
    """The languages the agent speaks, as in fr en; absent when nobody said."""
    lowest_technical_level: Field[Optional[TechnicalLevel], Optional[Union[TechnicalLevel, str]]]
    """The least that a customer must know for the agent to work with them; absent for nothing."""
    highest_technical_level: Field[Optional[TechnicalLevel], Optional[Union[TechnicalLevel, str]]]
    """The most that a customer may know for the agent to work with them; absent for anything."""
    capacity: Field[Optional[int], Optional[int]]
    """How many open cases the agent deals with at once; absent for no limit."""
    calendar: Field[Optional[Id[Calendar]], Optional[Union[Id[Calendar], str, Calendar]]]
    """When the agent works; absent for always."""
    role: Field[Optional[str], Optional[str]]
    """What rules and ladders may turn to the agent as, as in duty_manager; absent for nothing."""
    def __new__(cls, *, id: Union[Id[Agent], str, Agent] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., name: str = ..., email: Optional[str] = ..., external_id: Optional[str] = ..., team: Optional[Union[Id[Team], str, Team]] = ..., supervisor: Optional[Union[Id[Agent], str, Agent]] = ..., skills: Optional[str] = ..., languages: Optional[str] = ..., lowest_technical_level: Optional[Union[TechnicalLevel, str]] = ..., highest_technical_level: Optional[Union[TechnicalLevel, str]] = ..., capacity: Optional[int] = ..., calendar: Optional[Union[Id[Calendar], str, Calendar]] = ..., role: Optional[str] = ...) -> Agent: ...


@final
class Absence(Record):
    """A period in which an agent is not there."""
    id: Field[Id[Absence], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    agent: Field[Id[Agent], Union[Id[Agent], str, Agent]]
    """Who is absent."""
    valid_from: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When it begins; when left absent, the instant of adding."""
    valid_until: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When the agent is back; absent when nobody knows."""
    stand_in: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """Who gets the agent's cases meanwhile; absent for nobody."""
    reason: Field[Optional[str], Optional[str]]
    """Why; absent when nobody said."""
    def __new__(cls, *, id: Union[Id[Absence], str, Absence] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., agent: Union[Id[Agent], str, Agent] = ..., valid_from: Optional[Union[datetime, str]] = ..., valid_until: Optional[Union[datetime, str]] = ..., stand_in: Optional[Union[Id[Agent], str, Agent]] = ..., reason: Optional[str] = ...) -> Absence: ...


@final
class Customer(Record):
    """A person or an organisation with whom there is, or may be, a relationship."""
    id: Field[Id[Customer], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    type: Field[CustomerType, Union[CustomerType, str]]
    """Whether the customer is a person or an organisation."""
    name: Field[str, str]
    """The name to show; for a person, made from the given and the family name when left empty."""
    given_name: Field[Optional[str], Optional[str]]
    """A person's given names; absent when not known."""
    family_name: Field[Optional[str], Optional[str]]
    """A person's family name; absent when not known."""
    external_id: Field[Optional[str], Optional[str]]
    """The customer's number in another system; absent when there is none."""
    relationship: Field[Optional[RelationshipType], Optional[Union[RelationshipType, str]]]
    """The kind of relationship that is offered; absent until somebody chose."""
    stage: Field[Stage, Union[Stage, str]]
    """Where the relationship stands now; stage moves change it."""
    since: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When the relationship began; when left absent, the instant of adding."""
    owner: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """The agent who looks after the customer now; absent for nobody; ownerships change it."""
    industry: Field[Optional[str], Optional[str]]
    """The trade an organisation is in; absent when not known."""
    employees: Field[Optional[int], Optional[int]]
    """How many people work there; absent when not known."""
    annual_revenue: Field[Optional[Money], Optional[Union[Money, str]]]
    """Sales of one year; absent when not known."""
    founded: Field[Optional[PartialDate], Optional[Union[PartialDate, date, str]]]
    """When an organisation was founded; absent when not known."""
    birthday: Field[Optional[PartialDate], Optional[Union[PartialDate, date, str]]]
    """A person's birthday, often without its year; absent when not known."""
    country: Field[Optional[str], Optional[str]]
    """Country as typed, best as ISO 3166 code; absent when not known."""
    language: Field[Optional[str], Optional[str]]
    """Language to speak, as a BCP 47 tag (fr, en-GB); absent when not known."""
    description: Field[Optional[str], Optional[str]]
    """Anything else worth knowing; absent for nothing."""
    def __new__(cls, *, id: Union[Id[Customer], str, Customer] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., type: Union[CustomerType, str] = ..., name: str = ..., given_name: Optional[str] = ..., family_name: Optional[str] = ..., external_id: Optional[str] = ..., relationship: Optional[Union[RelationshipType, str]] = ..., stage: Union[Stage, str] = ..., since: Optional[Union[datetime, str]] = ..., owner: Optional[Union[Id[Agent], str, Agent]] = ..., industry: Optional[str] = ..., employees: Optional[int] = ..., annual_revenue: Optional[Union[Money, str]] = ..., founded: Optional[Union[PartialDate, date, str]] = ..., birthday: Optional[Union[PartialDate, date, str]] = ..., country: Optional[str] = ..., language: Optional[str] = ..., description: Optional[str] = ...) -> Customer: ...


@final
class ContactPoint(Record):
    """One way to reach a customer."""
    id: Field[Id[ContactPoint], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    customer: Field[Id[Customer], Union[Id[Customer], str, Customer]]
    """Whom it reaches."""
    kind: Field[ContactKind, Union[ContactKind, str]]
    """By what means."""
    value: Field[str, str]
    """As typed; an address may leave it empty to have it made from its parts."""
    key: Field[Optional[str], Optional[str]]
    """The normalised value by which duplicates are found; absent for kinds that have none."""
    label: Field[Optional[str], Optional[str]]
    """What the customer calls it (office, home); absent for no name."""
    is_primary: Field[bool, bool]
    """Whether to try this one first among those of its kind."""
    verified_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When somebody last saw it work; absent for never."""
    valid_from: Field[Optional[date], Optional[Union[date, str]]]
    """First day of use; absent for always."""
    valid_until: Field[Optional[date], Optional[Union[date, str]]]
    """Last day of use; absent for open end."""
    street: Field[Optional[str], Optional[str]]
    """Street and house of an address; absent when not known."""
    city: Field[Optional[str], Optional[str]]
    """Town of an address; absent when not known."""
    region: Field[Optional[str], Optional[str]]
    """State, county or region of an address; absent when not known."""
    postal_code: Field[Optional[str], Optional[str]]
    """Postal code of an address; absent when not known."""
    country: Field[Optional[str], Optional[str]]
    """Country of an address as typed; absent when not known."""
    is_shared: Field[bool, bool]
    """Whether others may have it too, as a switchboard; only then is a second one allowed."""
    def __new__(cls, *, id: Union[Id[ContactPoint], str, ContactPoint] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., customer: Union[Id[Customer], str, Customer] = ..., kind: Union[ContactKind, str] = ..., value: str = ..., key: Optional[str] = ..., label: Optional[str] = ..., is_primary: bool = ..., verified_at: Optional[Union[datetime, str]] = ..., valid_from: Optional[Union[date, str]] = ..., valid_until: Optional[Union[date, str]] = ..., street: Optional[str] = ..., city: Optional[str] = ..., region: Optional[str] = ..., postal_code: Optional[str] = ..., country: Optional[str] = ..., is_shared: bool = ...) -> ContactPoint: ...


@final
class Connection(Record):
    """A dated, directed connection: the customer is, for example, employed by the other."""
    id: Field[Id[Connection], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    customer: Field[Id[Customer], Union[Id[Customer], str, Customer]]
    """From whom the connection goes out."""
    role: Field[Role, Union[Role, str]]
    """What the customer is to the other."""
    other: Field[Id[Customer], Union[Id[Customer], str, Customer]]
    """To whom the connection goes."""
    title: Field[Optional[str], Optional[str]]
    """The job's title, or what the connection is; absent when not known."""
    valid_from: Field[Optional[date], Optional[Union[date, str]]]
    """First day; absent when not known."""
    valid_until: Field[Optional[date], Optional[Union[date, str]]]
    """Last day; absent while it lasts."""
    def __new__(cls, *, id: Union[Id[Connection], str, Connection] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., customer: Union[Id[Customer], str, Customer] = ..., role: Union[Role, str] = ..., other: Union[Id[Customer], str, Customer] = ..., title: Optional[str] = ..., valid_from: Optional[Union[date, str]] = ..., valid_until: Optional[Union[date, str]] = ...) -> Connection: ...


@final
class Ownership(Record):
    """The period in which one agent looks after one customer."""
    id: Field[Id[Ownership], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    customer: Field[Id[Customer], Union[Id[Customer], str, Customer]]
    """Who is looked after."""
    agent: Field[Id[Agent], Union[Id[Agent], str, Agent]]
    """Who looks after the customer."""
    valid_from: Field[datetime, Union[datetime, str]]
    """When it began."""
    valid_until: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When it ended; absent while it lasts."""
    def __new__(cls, *, id: Union[Id[Ownership], str, Ownership] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., customer: Union[Id[Customer], str, Customer] = ..., agent: Union[Id[Agent], str, Agent] = ..., valid_from: Union[datetime, str] = ..., valid_until: Optional[Union[datetime, str]] = ...) -> Ownership: ...


@final
class Interaction(Record):
    """One exchange with a customer, or a note about one."""
    id: Field[Id[Interaction], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    customer: Field[Id[Customer], Union[Id[Customer], str, Customer]]
    """With whom, or about whom."""
    channel: Field[Channel, Union[Channel, str]]
    """By what means."""
    direction: Field[Direction, Union[Direction, str]]
    """Who turned to whom."""
    at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When it began; when left absent, the instant of adding."""
    duration: Field[Optional[timedelta], Optional[Union[timedelta, str]]]
    """How long it took; absent when not known or without meaning."""
    agent: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """Who spoke for us; absent when nobody did."""
    participants: Field[List[Id[Customer]], Iterable[Union[Id[Customer], str, Customer]]]
    """Other customers who took part; empty for none."""
    subject: Field[Optional[str], Optional[str]]
    """What it was about, in one line; absent for none."""
    body: Field[Optional[str], Optional[str]]
    """What was said; absent for nothing."""
    outcome: Field[Optional[str], Optional[str]]
    """What came of it (won, no answer); absent when open."""
    sentiment: Field[Optional[Sentiment], Optional[Union[Sentiment, str]]]
    """How the customer felt; absent when nobody could tell."""
    about: Field[Optional[Id[Any]], Optional[Union[Id[Any], str, Record]]]
    """The record it is about; absent for the customer as a whole."""
    external_id: Field[Optional[str], Optional[str]]
    """The interaction's number in another system; absent when there is none."""
    visibility: Field[Visibility, Union[Visibility, str]]
    """Who may read it."""
    author: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """The agent who wrote it down, filled in from the acting agent; absent for the host."""
    def __new__(cls, *, id: Union[Id[Interaction], str, Interaction] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., customer: Union[Id[Customer], str, Customer] = ..., channel: Union[Channel, str] = ..., direction: Union[Direction, str] = ..., at: Optional[Union[datetime, str]] = ..., duration: Optional[Union[timedelta, str]] = ..., agent: Optional[Union[Id[Agent], str, Agent]] = ..., participants: Iterable[Union[Id[Customer], str, Customer]] = ..., subject: Optional[str] = ..., body: Optional[str] = ..., outcome: Optional[str] = ..., sentiment: Optional[Union[Sentiment, str]] = ..., about: Optional[Union[Id[Any], str, Record]] = ..., external_id: Optional[str] = ..., visibility: Union[Visibility, str] = ..., author: Optional[Union[Id[Agent], str, Agent]] = ...) -> Interaction: ...


@final
class Need(Record):
    """One thing that is known of what a customer needs, has, can pay or understands."""
    id: Field[Id[Need], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    customer: Field[Id[Customer], Union[Id[Customer], str, Customer]]
    """Whose need it is."""
    aspect: Field[NeedAspect, Union[NeedAspect, str]]
    """Which side of the needs it tells."""
    topic: Field[Optional[str], Optional[str]]
    """The domain it belongs to (backup, accounting); absent for the customer as a whole."""
    statement: Field[Optional[str], Optional[str]]
    """In words; required for a goal and for a direction."""
    product: Field[Optional[str], Optional[str]]
    """The product a capability rests on; required for a capability."""
    product_version: Field[Optional[str], Optional[str]]
    """The version of that product; absent when not known."""
    budget: Field[Optional[Money], Optional[Union[Money, str]]]
    """What can be spent; required for a budget."""
    technical_level: Field[Optional[TechnicalLevel], Optional[Union[TechnicalLevel, str]]]
    """How much the customer knows; required for a technical level."""
    source: Field[Optional[Id[Interaction]], Optional[Union[Id[Interaction], str, Interaction]]]
    """The interaction in which it was learnt; absent when not known."""
    confidence: Field[Optional[float], Optional[float]]
    """How sure we are, from 0 to 1; absent when nobody said."""
    review_on: Field[Optional[date], Optional[Union[date, str]]]
    """The day on which to ask again; absent for never."""
    def __new__(cls, *, id: Union[Id[Need], str, Need] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., customer: Union[Id[Customer], str, Customer] = ..., aspect: Union[NeedAspect, str] = ..., topic: Optional[str] = ..., statement: Optional[str] = ..., product: Optional[str] = ..., product_version: Optional[str] = ..., budget: Optional[Union[Money, str]] = ..., technical_level: Optional[Union[TechnicalLevel, str]] = ..., source: Optional[Union[Id[Interaction], str, Interaction]] = ..., confidence: Optional[float] = ..., review_on: Optional[Union[date, str]] = ...) -> Need: ...


@final
class Consent(Record):
    """What a customer allowed us to do, and until when."""
    id: Field[Id[Consent], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    customer: Field[Id[Customer], Union[Id[Customer], str, Customer]]
    """Who consented."""
    purpose: Field[Purpose, Union[Purpose, str]]
    """What it allows."""
    channel: Field[Optional[ContactKind], Optional[Union[ContactKind, str]]]
    """By which means; absent for any."""
    given_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When it was given; when left absent, the instant of adding."""
    withdrawn_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When it was withdrawn; absent while it holds."""
    evidence: Field[Optional[str], Optional[str]]
    """What shows it (the form, the call); absent when nothing does."""
    source: Field[Optional[Id[Interaction]], Optional[Union[Id[Interaction], str, Interaction]]]
    """The interaction in which it was given; absent when not known."""
    def __new__(cls, *, id: Union[Id[Consent], str, Consent] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., customer: Union[Id[Customer], str, Customer] = ..., purpose: Union[Purpose, str] = ..., channel: Optional[Union[ContactKind, str]] = ..., given_at: Optional[Union[datetime, str]] = ..., withdrawn_at: Optional[Union[datetime, str]] = ..., evidence: Optional[str] = ..., source: Optional[Union[Id[Interaction], str, Interaction]] = ...) -> Consent: ...


@final
class AllowedMove(Record):
    """One move that the lifecycle's policy allows."""
    id: Field[Id[AllowedMove], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    from_stage: Field[Stage, Union[Stage, str]]
    """The stage before."""
    to_stage: Field[Stage, Union[Stage, str]]
    """The stage afterwards."""
    needs_reason: Field[bool, bool]
    """Whether the move must give a reason."""
    needs_evidence: Field[bool, bool]
    """Whether the move must name a record that showed it."""
    def __new__(cls, *, id: Union[Id[AllowedMove], str, AllowedMove] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., from_stage: Union[Stage, str] = ..., to_stage: Union[Stage, str] = ..., needs_reason: bool = ..., needs_evidence: bool = ...) -> AllowedMove: ...


@final
class StageMove(Record):
    """One move of one customer from a stage to another."""
    id: Field[Id[StageMove], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    customer: Field[Id[Customer], Union[Id[Customer], str, Customer]]
    """Who moved."""
    from_stage: Field[Stage, Union[Stage, str]]
    """The stage before; the book fills it in."""
    to_stage: Field[Stage, Union[Stage, str]]
    """The stage afterwards."""
    effective_at: Field[datetime, Union[datetime, str]]
    """When the relationship changed; absent in a call for now."""
    recorded_at: Field[datetime, Union[datetime, str]]
    """When the move was written down; the book fills it in."""
    agent: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """Who made the move; absent for the host program."""
    reason: Field[Optional[str], Optional[str]]
    """Why; required for a step back."""
    evidence: Field[List[Id[Any]], Iterable[Union[Id[Any], str, Record]]]
    """The records that showed it; empty for none."""
    ended_by: Field[Optional[EndedBy], Optional[Union[EndedBy, str]]]
    """Who ended the relationship; required for dissolution, else absent."""
    ending_cause: Field[Optional[EndingCause], Optional[Union[EndingCause, str]]]
    """Why it ended; required for dissolution, else absent."""
    def __new__(cls, *, id: Union[Id[StageMove], str, StageMove] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., customer: Union[Id[Customer], str, Customer] = ..., from_stage: Union[Stage, str] = ..., to_stage: Union[Stage, str] = ..., effective_at: Union[datetime, str] = ..., recorded_at: Union[datetime, str] = ..., agent: Optional[Union[Id[Agent], str, Agent]] = ..., reason: Optional[str] = ..., evidence: Iterable[Union[Id[Any], str, Record]] = ..., ended_by: Optional[Union[EndedBy, str]] = ..., ending_cause: Optional[Union[EndingCause, str]] = ...) -> StageMove: ...


@final
class ImportBatch(Record):
    """One import of one file."""
    id: Field[Id[ImportBatch], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    source: Field[str, str]
    """The file's name without its folder."""
    target: Field[str, str]
    """The kind of record that each row became."""
    mapping: Field[Optional[str], Optional[str]]
    """Which column went where, as column=target; absent for JSON Lines."""
    rows: Field[int, int]
    """How many rows the file has."""
    added: Field[int, int]
    """How many rows became records."""
    rejected: Field[int, int]
    """How many rows went to the reject file."""
    def __new__(cls, *, id: Union[Id[ImportBatch], str, ImportBatch] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., source: str = ..., target: str = ..., mapping: Optional[str] = ..., rows: int = ..., added: int = ..., rejected: int = ...) -> ImportBatch: ...


@final
class Segment(Record):
    """An expression that is kept under a name."""
    id: Field[Id[Segment], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    name: Field[str, str]
    """What the segment is called."""
    of: Field[str, str]
    """The kind of the records it is about, as in customer."""
    expression: Field[str, str]
    """Which records belong to it, in CEL."""
    description: Field[Optional[str], Optional[str]]
    """What it is for; absent when nobody said."""
    def __new__(cls, *, id: Union[Id[Segment], str, Segment] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., name: str = ..., of: str = ..., expression: str = ..., description: Optional[str] = ...) -> Segment: ...


@final
class ServiceLevel(Record):
    """One revision of a policy: which cases it fits, and how time counts."""
    id: Field[Id[ServiceLevel], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    name: Field[str, str]
    """What the policy is called; its revisions share it."""
    revision: Field[int, int]
    """Which revision it is; the book counts them."""
    position: Field[int, int]
    """Its place among policies; the first that fits is taken."""
    fits: Field[Optional[str], Optional[str]]
    """Which cases it fits, in CEL; absent for every case."""
    customer: Field[Optional[Id[Customer]], Optional[Union[Id[Customer], str, Customer]]]
    """Whose contract it is; absent for a policy for everybody."""
    calendar: Field[Optional[Id[Calendar]], Optional[Union[Id[Calendar], str, Calendar]]]
    """By which calendar open time is counted; absent for day and night."""
    on_change: Field[OnChange, Union[OnChange, str]]
    """What a change of the case's priority, or of anything else that policies are matched on, does."""
    reply_waits: Field[bool, bool]
    """Whether our reply makes it the customer's turn."""
    retired_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """Since when no more cases get it; absent while they do."""
    turn: Field[Optional[int], Optional[int]]
    """When it is tried: its position while cases get it; absent once retired."""
    def __new__(cls, *, id: Union[Id[ServiceLevel], str, ServiceLevel] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., name: str = ..., revision: int = ..., position: int = ..., fits: Optional[str] = ..., customer: Optional[Union[Id[Customer], str, Customer]] = ..., calendar: Optional[Union[Id[Calendar], str, Calendar]] = ..., on_change: Union[OnChange, str] = ..., reply_waits: bool = ..., retired_at: Optional[Union[datetime, str]] = ..., turn: Optional[int] = ...) -> ServiceLevel: ...


@final
class Target(Record):
    """One promise of a service level."""
    id: Field[Id[Target], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    service_level: Field[Id[ServiceLevel], Union[Id[ServiceLevel], str, ServiceLevel]]
    """Whose target it is."""
    kind: Field[TargetKind, Union[TargetKind, str]]
    """What is promised."""
    towards: Field[Towards, Union[Towards, str]]
    """To whom."""
    priority: Field[Optional[Priority], Optional[Union[Priority, str]]]
    """For cases of this priority; absent for those that have no target of their own."""
    team: Field[Optional[Id[Team]], Optional[Union[Id[Team], str, Team]]]
    """Towards teams: whose promise it is; absent for every team's."""
    amount: Field[timedelta, Union[timedelta, str]]
    """The time promised; of working days, whole days of 24 hours."""
    counted_in: Field[CountedIn, Union[CountedIn, str]]
    """What it is counted in."""
    to_end_of_day: Field[bool, bool]
    """Of working days: until the last of them closes."""
    rhythm: Field[Optional[Rhythm], Optional[Union[Rhythm, str]]]
    """Of next_response and update: from which word to which; absent for customer_waits and between_replies."""
    stopped_in: Field[Optional[str], Optional[str]]
    """States in which it stands still, with blanks between them; resolved and closed always do; absent for no more."""
    pauses: Field[Optional[PausesCount], Optional[Union[PausesCount, str]]]
    """How far a pause moves the due instant; absent for the time it is counted in."""
    quoted_pauses: Field[Optional[PausesCount], Optional[Union[PausesCount, str]]]
    """How far a pause moves an instant that was quoted; absent for as far as others."""
    reopening: Field[Optional[Reopening], Optional[Union[Reopening, str]]]
    """What reopening does; absent for resumes of a resolution and stays of others."""
    met_by_resolution: Field[bool, bool]
    """Whether resolving the case keeps it, too."""
    missed_when_seen: Field[bool, bool]
    """Whether only a miss that a check saw counts as one."""
    def __new__(cls, *, id: Union[Id[Target], str, Target] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., service_level: Union[Id[ServiceLevel], str, ServiceLevel] = ..., kind: Union[TargetKind, str] = ..., towards: Union[Towards, str] = ..., priority: Optional[Union[Priority, str]] = ..., team: Optional[Union[Id[Team], str, Team]] = ..., amount: Union[timedelta, str] = ..., counted_in: Union[CountedIn, str] = ..., to_end_of_day: bool = ..., rhythm: Optional[Union[Rhythm, str]] = ..., stopped_in: Optional[str] = ..., pauses: Optional[Union[PausesCount, str]] = ..., quoted_pauses: Optional[Union[PausesCount, str]] = ..., reopening: Optional[Union[Reopening, str]] = ..., met_by_resolution: bool = ..., missed_when_seen: bool = ...) -> Target: ...


@final
class Problem(Record):
    """One cause from which several cases come."""
    id: Field[Id[Problem], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    name: Field[str, str]
    """What it is called, in one line."""
    product: Field[Optional[str], Optional[str]]
    """What it is a problem of, by name; absent for none or not known."""
    severity: Field[Optional[Severity], Optional[Union[Severity, str]]]
    """How bad it is for customers; absent when nobody said."""
    owner: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """The agent who looks after it; absent for nobody."""
    found_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When it was found; when left absent, the instant of adding."""
    symptom: Field[Optional[str], Optional[str]]
    """How customers notice it; absent when not known."""
    impact: Field[Optional[str], Optional[str]]
    """What it does to whom; absent when not known."""
    root_cause: Field[Optional[str], Optional[str]]
    """What it comes from; absent when not known."""
    workaround: Field[Optional[str], Optional[str]]
    """What customers can do until it is resolved; absent for nothing."""
    workaround_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When the workaround was published; when left absent, the instant of writing it down."""
    resolution: Field[Optional[str], Optional[str]]
    """What was done about it; absent while nothing was."""
    resolved_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When it was resolved; when left absent, the instant of writing the resolution down."""
    prevention: Field[Optional[str], Optional[str]]
    """What keeps it from coming back; absent for nothing."""
    prevention_due: Field[Optional[date], Optional[Union[date, str]]]
    """The day on which to check that the prevention worked; absent for never."""
    prevention_checked_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When that was checked; when left absent, the instant of writing the outcome down."""
    prevention_worked: Field[Optional[bool], Optional[bool]]
    """Whether it worked; absent while nobody checked."""
    def __new__(cls, *, id: Union[Id[Problem], str, Problem] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., name: str = ..., product: Optional[str] = ..., severity: Optional[Union[Severity, str]] = ..., owner: Optional[Union[Id[Agent], str, Agent]] = ..., found_at: Optional[Union[datetime, str]] = ..., symptom: Optional[str] = ..., impact: Optional[str] = ..., root_cause: Optional[str] = ..., workaround: Optional[str] = ..., workaround_at: Optional[Union[datetime, str]] = ..., resolution: Optional[str] = ..., resolved_at: Optional[Union[datetime, str]] = ..., prevention: Optional[str] = ..., prevention_due: Optional[Union[date, str]] = ..., prevention_checked_at: Optional[Union[datetime, str]] = ..., prevention_worked: Optional[bool] = ...) -> Problem: ...


@final
class ProblemNotice(Record):
    """That a customer was told something about a problem."""
    id: Field[Id[ProblemNotice], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    problem: Field[Id[Problem], Union[Id[Problem], str, Problem]]
    """About which problem."""
    customer: Field[Id[Customer], Union[Id[Customer], str, Customer]]
    """Who was told."""
    told: Field[Told, Union[Told, str]]
    """What the customer was told."""
    at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When; when left absent, the instant of adding."""
    interaction: Field[Optional[Id[Interaction]], Optional[Union[Id[Interaction], str, Interaction]]]
    """What was said; absent when it was not written down."""
    def __new__(cls, *, id: Union[Id[ProblemNotice], str, ProblemNotice] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., problem: Union[Id[Problem], str, Problem] = ..., customer: Union[Id[Customer], str, Customer] = ..., told: Union[Told, str] = ..., at: Optional[Union[datetime, str]] = ..., interaction: Optional[Union[Id[Interaction], str, Interaction]] = ...) -> ProblemNotice: ...


@final
class Case(Record):
    """Something that a customer came with and that we deal with."""
    id: Field[Id[Case], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    kind: Field[CaseKind, Union[CaseKind, str]]
    """What the customer came with."""
    customer: Field[Id[Customer], Union[Id[Customer], str, Customer]]
    """Whose case it is."""
    subject: Field[str, str]
    """What it is about, in one line."""
    description: Field[Optional[str], Optional[str]]
    """What the customer told; absent for no more than the subject."""
    contact: Field[Optional[Id[Customer]], Optional[Union[Id[Customer], str, Customer]]]
    """The person to answer; absent for the customer as such."""
    severity: Field[Optional[Severity], Optional[Union[Severity, str]]]
    """How bad it is for the customer; absent when nobody said."""
    priority: Field[Priority, Union[Priority, str]]
    """In which order we deal with it."""
    channel: Field[Channel, Union[Channel, str]]
    """By what means it came."""
    product: Field[Optional[str], Optional[str]]
    """What it is about, by name; absent for none or not known."""
    tags: Field[Optional[str], Optional[str]]
    """Words to find it by, with blanks between them; absent for none."""
    language: Field[Optional[str], Optional[str]]
    """In which language to answer, as in fr; absent when not known."""
    external_id: Field[Optional[str], Optional[str]]
    """The case's number in another system; absent when there is none."""
    opened_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When it came; when left absent, the instant of opening."""
    state: Field[CaseState, Union[CaseState, str]]
    """Where it stands."""
    team: Field[Optional[Id[Team]], Optional[Union[Id[Team], str, Team]]]
    """Whose queue it stands in; absent for none."""
    assignee: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """Who deals with it; absent for nobody."""
    level: Field[int, int]
    """How far up it went; 0 is the first line."""
    reopened: Field[int, int]
    """How often it was opened again."""
    resolved_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When it was last resolved; absent while it is not."""
    resolution: Field[Optional[str], Optional[str]]
    """What was done; absent while nothing was."""
    refused_because: Field[Optional[str], Optional[str]]
    """Why we would not do it; absent when we did not refuse."""
    alternative: Field[Optional[str], Optional[str]]
    """What we offered instead; absent for nothing."""
    redress_asked: Field[Optional[str], Optional[str]]
    """What a complaint asks for; absent for nothing."""
    redress_given: Field[Optional[str], Optional[str]]
    """What we gave; absent for nothing."""
    redress_cost: Field[Optional[Money], Optional[Union[Money, str]]]
    """What that cost us; absent for nothing."""
    accepted_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When the customer accepted the answer; absent while it is not accepted."""
    merged_into: Field[Optional[Id[Case]], Optional[Union[Id[Case], str, Case]]]
    """The case that goes on in its place; absent for none."""
    split_from: Field[Optional[Id[Case]], Optional[Union[Id[Case], str, Case]]]
    """The case that it was a part of; absent for none."""
    cost: Field[Optional[Money], Optional[Union[Money, str]]]
    """What dealing with it cost us, redress aside; absent when not known."""
    service_level: Field[Optional[Id[ServiceLevel]], Optional[Union[Id[ServiceLevel], str, ServiceLevel]]]
    """What we promised about it; absent for nothing."""
    first_response_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When the customer first heard from us; absent before."""
    first_response_open: Field[Optional[timedelta], Optional[Union[timedelta, str]]]
    """Open time from the opening to the first response, by the service level's calendar; absent without one."""
    resolution_open: Field[Optional[timedelta], Optional[Union[timedelta, str]]]
    """The same to when it was resolved, waiting for others included."""
    acceptance_open: Field[Optional[timedelta], Optional[Union[timedelta, str]]]
    """The same to when the customer accepted the answer."""
    met: Field[Optional[str], Optional[str]]
    """Which promises to the customer were kept in time, with blanks between them."""
    missed: Field[Optional[str], Optional[str]]
    """Which promises to the customer were not."""
    problem: Field[Optional[Id[Problem]], Optional[Union[Id[Problem], str, Problem]]]
    """The cause that it shares with other cases; absent when not known."""
    skills: Field[Optional[str], Optional[str]]
    """What an agent must know to deal with it, words with blanks between them; absent for nothing special."""
    in_hand_of: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """Who has it to deal with: the assignee while it is neither resolved, closed, merged nor deleted; absent otherwise."""
    last_event_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When something last happened to it or was said about it."""
    def __new__(cls, *, id: Union[Id[Case], str, Case] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., kind: Union[CaseKind, str] = ..., customer: Union[Id[Customer], str, Customer] = ..., subject: str = ..., description: Optional[str] = ..., contact: Optional[Union[Id[Customer], str, Customer]] = ..., severity: Optional[Union[Severity, str]] = ..., priority: Union[Priority, str] = ..., channel: Union[Channel, str] = ..., product: Optional[str] = ..., tags: Optional[str] = ..., language: Optional[str] = ..., external_id: Optional[str] = ..., opened_at: Optional[Union[datetime, str]] = ..., state: Union[CaseState, str] = ..., team: Optional[Union[Id[Team], str, Team]] = ..., assignee: Optional[Union[Id[Agent], str, Agent]] = ..., level: int = ..., reopened: int = ..., resolved_at: Optional[Union[datetime, str]] = ..., resolution: Optional[str] = ..., refused_because: Optional[str] = ..., alternative: Optional[str] = ..., redress_asked: Optional[str] = ..., redress_given: Optional[str] = ..., redress_cost: Optional[Union[Money, str]] = ..., accepted_at: Optional[Union[datetime, str]] = ..., merged_into: Optional[Union[Id[Case], str, Case]] = ..., split_from: Optional[Union[Id[Case], str, Case]] = ..., cost: Optional[Union[Money, str]] = ..., service_level: Optional[Union[Id[ServiceLevel], str, ServiceLevel]] = ..., first_response_at: Optional[Union[datetime, str]] = ..., first_response_open: Optional[Union[timedelta, str]] = ..., resolution_open: Optional[Union[timedelta, str]] = ..., acceptance_open: Optional[Union[timedelta, str]] = ..., met: Optional[str] = ..., missed: Optional[str] = ..., problem: Optional[Union[Id[Problem], str, Problem]] = ..., skills: Optional[str] = ..., in_hand_of: Optional[Union[Id[Agent], str, Agent]] = ..., last_event_at: Optional[Union[datetime, str]] = ...) -> Case: ...


@final
class CaseEvent(Record):
    """One thing that happened to a case."""
    id: Field[Id[CaseEvent], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    of: Field[Id[Case], Union[Id[Case], str, Case]]
    """The case."""
    what: Field[CaseEventKind, Union[CaseEventKind, str]]
    """What happened."""
    at: Field[datetime, Union[datetime, str]]
    """When it happened; absent in a call for now."""
    recorded_at: Field[datetime, Union[datetime, str]]
    """When it was written down; the book fills it in."""
    agent: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """Who did it; absent for the host program."""
    reason: Field[Optional[str], Optional[str]]
    """Why; absent when nobody said."""
    because_of: Field[Optional[Id[Interaction]], Optional[Union[Id[Interaction], str, Interaction]]]
    """The interaction that made it happen; absent for what was done by hand."""
    from_state: Field[Optional[CaseState], Optional[Union[CaseState, str]]]
    """Of a move: the state before; the book fills it in."""
    state: Field[Optional[CaseState], Optional[Union[CaseState, str]]]
    """Of opening and moves: the state afterwards."""
    team: Field[Optional[Id[Team]], Optional[Union[Id[Team], str, Team]]]
    """Of opening and assigning: the team; absent for none."""
    assignee: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """Of opening and assigning: the agent; absent for nobody."""
    priority: Field[Optional[Priority], Optional[Union[Priority, str]]]
    """Of opening and prioritising: the priority."""
    level: Field[Optional[int], Optional[int]]
    """Of opening and levelling: the level."""
    service_level: Field[Optional[Id[ServiceLevel]], Optional[Union[Id[ServiceLevel], str, ServiceLevel]]]
    """Of opening and rating: what fits; absent for nothing."""
    calendar_version: Field[Optional[int], Optional[int]]
    """The revision of its calendar; absent for none."""
    target: Field[Optional[TargetKind], Optional[Union[TargetKind, str]]]
    """Of a quotation: what was promised."""
    due_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """Of a quotation: by when."""
    other: Field[Optional[Id[Case]], Optional[Union[Id[Case], str, Case]]]
    """Of a merge: the case it goes on in."""
    def __new__(cls, *, id: Union[Id[CaseEvent], str, CaseEvent] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., of: Union[Id[Case], str, Case] = ..., what: Union[CaseEventKind, str] = ..., at: Union[datetime, str] = ..., recorded_at: Union[datetime, str] = ..., agent: Optional[Union[Id[Agent], str, Agent]] = ..., reason: Optional[str] = ..., because_of: Optional[Union[Id[Interaction], str, Interaction]] = ..., from_state: Optional[Union[CaseState, str]] = ..., state: Optional[Union[CaseState, str]] = ..., team: Optional[Union[Id[Team], str, Team]] = ..., assignee: Optional[Union[Id[Agent], str, Agent]] = ..., priority: Optional[Union[Priority, str]] = ..., level: Optional[int] = ..., service_level: Optional[Union[Id[ServiceLevel], str, ServiceLevel]] = ..., calendar_version: Optional[int] = ..., target: Optional[Union[TargetKind, str]] = ..., due_at: Optional[Union[datetime, str]] = ..., other: Optional[Union[Id[Case], str, Case]] = ...) -> CaseEvent: ...


@final
class Clock(Record):
    """How one promise to one customer, or of one team, stands."""
    id: Field[Id[Clock], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    of: Field[Id[Case], Union[Id[Case], str, Case]]
    """The case."""
    kind: Field[TargetKind, Union[TargetKind, str]]
    """What is promised."""
    towards: Field[Towards, Union[Towards, str]]
    """To whom."""
    round: Field[int, int]
    """Which exchange, or which stay in a team, it is; 1 is the first."""
    target: Field[Optional[Id[Target]], Optional[Union[Id[Target], str, Target]]]
    """The target that holds; absent when it was only quoted."""
    team: Field[Optional[Id[Team]], Optional[Union[Id[Team], str, Team]]]
    """Towards teams: whose promise it is; absent otherwise."""
    state: Field[ClockState, Union[ClockState, str]]
    """How it stands."""
    started_at: Field[datetime, Union[datetime, str]]
    """When it began to run."""
    due_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When it is due; absent unless it runs."""
    ended_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When it was kept or called off; absent before."""
    met: Field[Optional[bool], Optional[bool]]
    """Whether it was kept in time; absent while that is open."""
    breached_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When a check first saw it late; absent for never."""
    events: Field[str, str]
    """What happened to it, a line each: instant, action, and for terms the target and the calendar's revision."""
    check_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When a check is to look at it: when it is due, until one saw it late; absent otherwise."""
    def __new__(cls, *, id: Union[Id[Clock], str, Clock] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., of: Union[Id[Case], str, Case] = ..., kind: Union[TargetKind, str] = ..., towards: Union[Towards, str] = ..., round: int = ..., target: Optional[Union[Id[Target], str, Target]] = ..., team: Optional[Union[Id[Team], str, Team]] = ..., state: Union[ClockState, str] = ..., started_at: Union[datetime, str] = ..., due_at: Optional[Union[datetime, str]] = ..., ended_at: Optional[Union[datetime, str]] = ..., met: Optional[bool] = ..., breached_at: Optional[Union[datetime, str]] = ..., events: str = ..., check_at: Optional[Union[datetime, str]] = ...) -> Clock: ...


@final
class Task(Record):
    """What somebody is to do for a customer."""
    id: Field[Id[Task], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    subject: Field[str, str]
    """What is to be done, in one line."""
    customer: Field[Id[Customer], Union[Id[Customer], str, Customer]]
    """For whom, or about whom."""
    about: Field[Optional[Id[Any]], Optional[Union[Id[Any], str, Record]]]
    """The record it is about; absent for the customer as a whole."""
    team: Field[Optional[Id[Team]], Optional[Union[Id[Team], str, Team]]]
    """Whose queue it is in; absent for none."""
    assignee: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """Who is to do it; absent for nobody in particular."""
    opened_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """Since when it is to be done; when left absent, the instant of adding, or done_at if that was earlier."""
    due_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """By when; absent for no particular time."""
    done_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When it was done; absent while it is open. When left absent with an outcome, the instant of writing that down; when it is cleared, the outcome is, too."""
    outcome: Field[Optional[str], Optional[str]]
    """What came of it; absent while it is open, or for nothing to say."""
    def __new__(cls, *, id: Union[Id[Task], str, Task] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., subject: str = ..., customer: Union[Id[Customer], str, Customer] = ..., about: Optional[Union[Id[Any], str, Record]] = ..., team: Optional[Union[Id[Team], str, Team]] = ..., assignee: Optional[Union[Id[Agent], str, Agent]] = ..., opened_at: Optional[Union[datetime, str]] = ..., due_at: Optional[Union[datetime, str]] = ..., done_at: Optional[Union[datetime, str]] = ..., outcome: Optional[str] = ...) -> Task: ...


@final
class Notification(Record):
    """What somebody is to be told."""
    id: Field[Id[Notification], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    agent: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """Who; absent for the whole team."""
    team: Field[Optional[Id[Team]], Optional[Union[Id[Team], str, Team]]]
    """In which team; absent for none."""
    text: Field[str, str]
    """What they are told."""
    about: Field[Optional[Id[Any]], Optional[Union[Id[Any], str, Record]]]
    """The record that it is about; absent for none."""
    state: Field[Delivery, Union[Delivery, str]]
    """What became of it."""
    next_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """From when on it may be handed over, or tried again; when left absent, now; absent once it is not pending."""
    tries: Field[int, int]
    """How often handing it over failed."""
    trouble: Field[Optional[str], Optional[str]]
    """What went wrong last; absent for nothing."""
    def __new__(cls, *, id: Union[Id[Notification], str, Notification] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., agent: Optional[Union[Id[Agent], str, Agent]] = ..., team: Optional[Union[Id[Team], str, Team]] = ..., text: str = ..., about: Optional[Union[Id[Any], str, Record]] = ..., state: Union[Delivery, str] = ..., next_at: Optional[Union[datetime, str]] = ..., tries: int = ..., trouble: Optional[str] = ...) -> Notification: ...


@final
class Rule(Record):
    """One revision of a rule: when it fires, and under which condition."""
    id: Field[Id[Rule], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    name: Field[str, str]
    """What the rule is called; its revisions share it."""
    revision: Field[int, int]
    """Which revision it is; the book counts them."""
    position: Field[int, int]
    """Its place among rules; of those that are due at one instant the lower fires first."""
    of: Field[str, str]
    """The kind of the records it is about, as in case."""
    on: Field[Optional[str], Optional[str]]
    """The event that sets it off; absent when an instant does."""
    changed: Field[Optional[str], Optional[str]]
    """Of the event changed: the fields of which one must have changed, with blanks between them; absent for any."""
    promise: Field[Optional[TargetKind], Optional[Union[TargetKind, str]]]
    """Whose instants it follows, of cases; absent for none."""
    towards: Field[Optional[Towards], Optional[Union[Towards, str]]]
    """To whom that is promised; absent for the customer."""
    percent: Field[Optional[int], Optional[int]]
    """At which share of the time promised; absent for 100, which is the due instant."""
    field: Field[Optional[str], Optional[str]]
    """The field, an instant or a date, that it follows; absent for none."""
    offset: Field[Optional[timedelta], Optional[Union[timedelta, str]]]
    """So much later than that, negative for earlier; absent for not at all."""
    counted_in: Field[Optional[CountedIn], Optional[Union[CountedIn, str]]]
    """What offset and every are counted in; absent for elapsed time."""
    calendar: Field[Optional[Id[Calendar]], Optional[Union[Id[Calendar], str, Calendar]]]
    """By which open time is counted, and in whose zone days begin; absent for that of the case's service level, or else day and night in UTC."""
    yearly: Field[bool, bool]
    """Whether the day of the field comes again, each year after the one that it names."""
    every: Field[Optional[timedelta], Optional[Union[timedelta, str]]]
    """How long after an occurrence the next one follows; absent for never."""
    times: Field[Optional[int], Optional[int]]
    """How often it fires then, the first time included."""
    condition: Field[Optional[str], Optional[str]]
    """Under which condition, in CEL; absent for any."""
    since: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """Instants and events before it are let pass; when left absent, the adoption of the first revision, but for a promise's, none of which are let pass. Of an event never before that adoption, nor before that of the revision that it follows."""
    retired_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """Since when it does not fire any more; absent while it does."""
    turn: Field[Optional[int], Optional[int]]
    """When it is asked: its position while it may fire; absent once retired."""
    def __new__(cls, *, id: Union[Id[Rule], str, Rule] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., name: str = ..., revision: int = ..., position: int = ..., of: str = ..., on: Optional[str] = ..., changed: Optional[str] = ..., promise: Optional[Union[TargetKind, str]] = ..., towards: Optional[Union[Towards, str]] = ..., percent: Optional[int] = ..., field: Optional[str] = ..., offset: Optional[Union[timedelta, str]] = ..., counted_in: Optional[Union[CountedIn, str]] = ..., calendar: Optional[Union[Id[Calendar], str, Calendar]] = ..., yearly: bool = ..., every: Optional[Union[timedelta, str]] = ..., times: Optional[int] = ..., condition: Optional[str] = ..., since: Optional[Union[datetime, str]] = ..., retired_at: Optional[Union[datetime, str]] = ..., turn: Optional[int] = ...) -> Rule: ...


@final
class RuleAction(Record):
    """One thing that a rule does."""
    id: Field[Id[RuleAction], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    rule: Field[Id[Rule], Union[Id[Rule], str, Rule]]
    """Whose it is."""
    verb: Field[RuleVerb, Union[RuleVerb, str]]
    """What is done."""
    who: Field[Optional[Who], Optional[Union[Who, str]]]
    """Of assign, notify and open_task: to whom; absent where an agent, a role or a team is named."""
    agent: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """The agent; absent for none."""
    team: Field[Optional[Id[Team]], Optional[Union[Id[Team], str, Team]]]
    """The team; absent for none."""
    value: Field[Optional[str], Optional[str]]
    """What it takes, in CEL over the record; absent for nothing."""
    in_hours: Field[bool, bool]
    """Of notify: whether it waits until the agent works, by their calendar."""
    role: Field[Optional[str], Optional[str]]
    """The role: of its agents who are there, the one with the fewest open cases; absent for none."""
    within: Field[Optional[timedelta], Optional[Union[timedelta, str]]]
    """Of open_task: how long after the firing it is due; absent for no due instant."""
    counted_in: Field[Optional[CountedIn], Optional[Union[CountedIn, str]]]
    """What within is counted in: by the rule's calendar, else the agent's, else that of the case's service level; absent for elapsed time."""
    def __new__(cls, *, id: Union[Id[RuleAction], str, RuleAction] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., rule: Union[Id[Rule], str, Rule] = ..., verb: Union[RuleVerb, str] = ..., who: Optional[Union[Who, str]] = ..., agent: Optional[Union[Id[Agent], str, Agent]] = ..., team: Optional[Union[Id[Team], str, Team]] = ..., value: Optional[str] = ..., in_hours: bool = ..., role: Optional[str] = ..., within: Optional[Union[timedelta, str]] = ..., counted_in: Optional[Union[CountedIn, str]] = ...) -> RuleAction: ...


@final
class Firing(Record):
    """That a rule fired on a record."""
    id: Field[Id[Firing], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    rule: Field[Id[Rule], Union[Id[Rule], str, Rule]]
    """The rule, in the revision that fired, or was last tried."""
    record: Field[Id[Any], Union[Id[Any], str, Record]]
    """What it fired on."""
    occurrence: Field[str, str]
    """Which occurrence it was: the promise, or field and value, or the event's instant and the number of its change or commit; and the number of a repeat."""
    due_at: Field[datetime, Union[datetime, str]]
    """When it was due."""
    at: Field[datetime, Union[datetime, str]]
    """When it fired, or was last tried."""
    outcome: Field[Outcome, Union[Outcome, str]]
    """How it ended."""
    depth: Field[int, int]
    """Its place in a chain of rules that set one another off; 1 is the first."""
    tries: Field[int, int]
    """How often it was tried."""
    trouble: Field[Optional[str], Optional[str]]
    """What went wrong, or the chain that was cut; absent for nothing."""
    next_try_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When a failed one is tried again; absent for never."""
    set_off_by: Field[Optional[Id[Firing]], Optional[Union[Id[Firing], str, Firing]]]
    """The firing that led to it; absent for none."""
    def __new__(cls, *, id: Union[Id[Firing], str, Firing] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., rule: Union[Id[Rule], str, Rule] = ..., record: Union[Id[Any], str, Record] = ..., occurrence: str = ..., due_at: Union[datetime, str] = ..., at: Union[datetime, str] = ..., outcome: Union[Outcome, str] = ..., depth: int = ..., tries: int = ..., trouble: Optional[str] = ..., next_try_at: Optional[Union[datetime, str]] = ..., set_off_by: Optional[Union[Id[Firing], str, Firing]] = ...) -> Firing: ...


@final
class Ladder(Record):
    """One revision of a way up: who is asked, one after the other."""
    id: Field[Id[Ladder], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    name: Field[str, str]
    """What the ladder is called; its revisions share it."""
    revision: Field[int, int]
    """Which revision it is; the book counts them."""
    position: Field[int, int]
    """Its place among ladders; the first that fits is taken."""
    fits: Field[Optional[str], Optional[str]]
    """Which cases it fits, in CEL; absent for every case."""
    calendar: Field[Optional[Id[Calendar]], Optional[Union[Id[Calendar], str, Calendar]]]
    """Nobody is told outside of its hours, and time to answer is counted in them; absent for day and night."""
    retired_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """Since when it is not taken any more; absent while it is."""
    turn: Field[Optional[int], Optional[int]]
    """When it is tried: its position while it is taken; absent once retired."""
    def __new__(cls, *, id: Union[Id[Ladder], str, Ladder] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., name: str = ..., revision: int = ..., position: int = ..., fits: Optional[str] = ..., calendar: Optional[Union[Id[Calendar], str, Calendar]] = ..., retired_at: Optional[Union[datetime, str]] = ..., turn: Optional[int] = ...) -> Ladder: ...


@final
class Rung(Record):
    """One step of a ladder."""
    id: Field[Id[Rung], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    ladder: Field[Id[Ladder], Union[Id[Ladder], str, Ladder]]
    """Whose it is."""
    who: Field[Optional[Who], Optional[Union[Who, str]]]
    """Who is asked; absent where an agent, a role or a team is named."""
    agent: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """The agent who is asked; absent for none."""
    team: Field[Optional[Id[Team]], Optional[Union[Id[Team], str, Team]]]
    """The team that is asked; absent for none."""
    wait: Field[timedelta, Union[timedelta, str]]
    """How long they have to acknowledge, from a minute to a century."""
    level: Field[Optional[int], Optional[int]]
    """The level that the case is raised to, or steps down to; absent for none."""
    role: Field[Optional[str], Optional[str]]
    """The role that is asked: of its agents who are there, the one with the fewest open cases; absent for none."""
    def __new__(cls, *, id: Union[Id[Rung], str, Rung] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., ladder: Union[Id[Ladder], str, Ladder] = ..., who: Optional[Union[Who, str]] = ..., agent: Optional[Union[Id[Agent], str, Agent]] = ..., team: Optional[Union[Id[Team], str, Team]] = ..., wait: Union[timedelta, str] = ..., level: Optional[int] = ..., role: Optional[str] = ...) -> Rung: ...


@final
class Escalation(Record):
    """A case on its way up."""
    id: Field[Id[Escalation], None]
    """The record's name for ever; the library makes it."""
    version: Field[int, None]
    """Number of the change that last wrote the record; 0 before it is stored."""
    deleted_at: Field[Optional[datetime], None]
    """When the record was deleted; absent while it is live."""
    of: Field[Id[Case], Union[Id[Case], str, Case]]
    """The case."""
    ladder: Field[Id[Ladder], Union[Id[Ladder], str, Ladder]]
    """The ladder, in the revision by which it climbs."""
    reason: Field[str, str]
    """Why it was escalated, the last time that somebody or a rule did."""
    rung: Field[int, int]
    """Which rung is asked; 1 is the first."""
    told: Field[int, int]
    """How often that rung was told."""
    agent: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """The agent who is asked; absent for a team."""
    team: Field[Optional[Id[Team]], Optional[Union[Id[Team], str, Team]]]
    """The team that is asked; absent for an agent."""
    state: Field[EscalationState, Union[EscalationState, str]]
    """How it stands."""
    raised_at: Field[datetime, Union[datetime, str]]
    """When it began."""
    next_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When the next rung is asked, or the same one again; absent for never."""
    acknowledged_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When somebody took it on; absent before."""
    acknowledged_by: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """Who did; absent when nobody said."""
    ended_at: Field[Optional[datetime], Optional[Union[datetime, str]]]
    """When it ended; absent before."""
    answered_by: Field[Optional[Id[Agent]], Optional[Union[Id[Agent], str, Agent]]]
    """Who answered last: took it on, declined, stepped down or ended it; absent when nobody did, or nobody said who."""
    def __new__(cls, *, id: Union[Id[Escalation], str, Escalation] = ..., version: int = ..., deleted_at: Optional[Union[datetime, str]] = ..., of: Union[Id[Case], str, Case] = ..., ladder: Union[Id[Ladder], str, Ladder] = ..., reason: str = ..., rung: int = ..., told: int = ..., agent: Optional[Union[Id[Agent], str, Agent]] = ..., team: Optional[Union[Id[Team], str, Team]] = ..., state: Union[EscalationState, str] = ..., raised_at: Union[datetime, str] = ..., next_at: Optional[Union[datetime, str]] = ..., acknowledged_at: Optional[Union[datetime, str]] = ..., acknowledged_by: Optional[Union[Id[Agent], str, Agent]] = ..., ended_at: Optional[Union[datetime, str]] = ..., answered_by: Optional[Union[Id[Agent], str, Agent]] = ...) -> Escalation: ...


class Funnel(List[FunnelLine]):
    """One FunnelLine for each stage; a notebook draws it."""
    def _repr_html_(self) -> str: ...

class Money:
    """An exact amount with its ISO 4217 currency."""
    def __add__(self, other: Union[Money, str]) -> Money:
        ...
    def __eq__(self, other: object) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __init__(self, amount: Any, currency: str) -> None:
        ...
    def __ne__(self, other: object) -> bool:
        ...
    def __sub__(self, other: Union[Money, str]) -> Money:
        ...
    @property
    def amount(self) -> Decimal:
        """The amount as an exact Decimal."""
        ...
    @property
    def currency(self) -> str:
        """Three capital letters, as in EUR."""
        ...
    @property
    def minor(self) -> int:
        """The amount in minor units, as cents."""
        ...


class PartialDate:
    """A date of which only a part may be known: a birthday without its year, the year of a foundation."""
    def __eq__(self, other: object) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __init__(self, text: Optional[str] = ..., *, year: Any = ..., month: Any = ..., day: Any = ...) -> None:
        ...
    def __lt__(self, other: PartialDate) -> bool:
        ...
    def __ne__(self, other: object) -> bool:
        ...
    @property
    def day(self) -> Optional[int]:
        """1 to 31."""
        ...
    @property
    def month(self) -> Optional[int]:
        """1 to 12."""
        ...
    @property
    def year(self) -> Optional[int]:
        """None when not known."""
        ...


class Condition:
    """Which records are meant: Customer.stage == "commitment". Prints as CEL."""
    def __and__(self, other: Condition) -> Condition:
        ...
    def __bool__(self) -> bool:
        ...
    def __invert__(self) -> Condition:
        ...
    def __or__(self, other: Condition) -> Condition:
        ...


class Book:
    """One file with everything about your customers, and the door to every room."""
    def __enter__(self) -> Book:
        ...
    def __exit__(self, type: Optional[Type[BaseException]], value: Optional[BaseException],
                 traceback: Optional[TracebackType]) -> None: ...
    @property
    def absences(self) -> Records[Absence]:
        """A period in which an agent is not there."""
        ...
    def act_as(self, agent: Optional[Union[Id[Agent], str, Agent]]) -> None:
        """From now on verbs are this agent's and personal notes of others are out of sight; None: the host program. Raises NotFound."""
        ...
    @property
    def actor(self) -> Optional[Id[Agent]]:
        """The agent as whom the book acts; None for the host program."""
        ...
    @property
    def agents(self) -> Records[Agent]:
        """Somebody, or some program, who acts for the vendor."""
        ...
    @property
    def allowed_moves(self) -> Records[AllowedMove]:
        """One move that the lifecycle's policy allows."""
        ...
    @property
    def automation(self) -> Automation:
        """Rules: what must happen by itself, and when."""
        ...
    @property
    def calendars(self) -> Records[Calendar]:
        """When somebody is there to work for customers."""
        ...
    @property
    def case_events(self) -> Records[CaseEvent]:
        """One thing that happened to a case."""
        ...
    @property
    def cases(self) -> Records[Case]:
        """Something that a customer came with and that we deal with."""
        ...
    def catch_up_search(self, limit: int = ...) -> int:
        """Brings the search index up to date with at most so many changes; returns how many are left."""
        ...
    @property
    def clocks(self) -> Records[Clock]:
        """How one promise to one customer, or of one team, stands."""
        ...
    def close(self) -> None:
        """Commits, and gives the file back; closing twice is not an error. Raises Misuse inside a transaction."""
        ...
    def commit(self) -> None:
        """Keeps what was written since the `with` block began, or since the last commit, and lets others write. Outside of such a block there is nothing to do. Raises Misuse inside a transaction."""
        ...
    @property
    def connections(self) -> Records[Connection]:
        """A dated, directed connection: the customer is, for example, employed by the other."""
        ...
    @property
    def consents(self) -> Records[Consent]:
        """What a customer allowed us to do, and until when."""
        ...
    @property
    def contact_points(self) -> Records[ContactPoint]:
        """One way to reach a customer."""
        ...
    @property
    def customers(self) -> Records[Customer]:
        """A person or an organisation with whom there is, or may be, a relationship."""
        ...
    @property
    def escalations(self) -> Records[Escalation]:
        """A case on its way up."""
        ...
    @property
    def exchange(self) -> Exchange:
        """Taking in what other systems export, and giving everything back."""
        ...
    @property
    def firings(self) -> Records[Firing]:
        """That a rule fired on a record."""
        ...
    @property
    def import_batches(self) -> Records[ImportBatch]:
        """One import of one file."""
        ...
    @property
    def interactions(self) -> Records[Interaction]:
        """One exchange with a customer, or a note about one."""
        ...
    @property
    def is_closed(self) -> bool:
        """Whether it is closed."""
        ...
    @property
    def journal(self) -> Journal:
        """Every change that was ever made, and the proof that nobody altered it since."""
        ...
    @property
    def ladders(self) -> Records[Ladder]:
        """One revision of a way up: who is asked, one after the other."""
        ...
    @property
    def lifecycle(self) -> Lifecycle:
        """Where relationships stand, and how they move."""
        ...
    @property
    def measures(self) -> Measures:
        """How well cases were dealt with, and what is left to do."""
        ...
    @property
    def needs(self) -> Records[Need]:
        """One thing that is known of what a customer needs, has, can pay or understands."""
        ...
    @property
    def notifications(self) -> Records[Notification]:
        """What somebody is to be told."""
        ...
    def now(self) -> datetime:
        """The present instant by the book's clock."""
        ...
    @property
    def outbox(self) -> Outbox:
        """What people are to be told."""
        ...
    def overview(self, customer: Union[Id[Customer], str, Customer], *, interactions: int = ...) -> Overview:
        """Everything about one customer, with at most so many of the newest interactions. Raises NotFound."""
        ...
    @property
    def ownerships(self) -> Records[Ownership]:
        """The period in which one agent looks after one customer."""
        ...
    @property
    def path(self) -> str:
        """The file; empty for a book in memory."""
        ...
    @property
    def people(self) -> People:
        """Verbs that touch several records of people."""
        ...
    @property
    def problem_management(self) -> ProblemManagement:
        """The common causes of several cases."""
        ...
    @property
    def problem_notices(self) -> Records[ProblemNotice]:
        """That a customer was told something about a problem."""
        ...
    @property
    def problems(self) -> Records[Problem]:
        """One cause from which several cases come."""
        ...
    @property
    def routing(self) -> Routing:
        """Which agent gets a case, and why."""
        ...
    @property
    def rule_actions(self) -> Records[RuleAction]:
        """One thing that a rule does."""
        ...
    @property
    def rules(self) -> Records[Rule]:
        """One revision of a rule: when it fires, and under which condition."""
        ...
    @property
    def rungs(self) -> Records[Rung]:
        """One step of a ladder."""
        ...
    def search(self, words: str, *, limit: int = ..., kind: str = ...) -> List[SearchHit]:
        """Full-text search: all words must occur, word* matches every word that begins so, "words in quotes" stand together. kind: only records of this kind."""
        ...
    @property
    def segments(self) -> Records[Segment]:
        """An expression that is kept under a name."""
        ...
    @property
    def service(self) -> Service:
        """Cases, from the first word to an accepted answer. Every verb raises NotFound, and NotAllowed for a case that was merged into another or deleted."""
        ...
    @property
    def service_levels(self) -> Records[ServiceLevel]:
        """One revision of a policy: which cases it fits, and how time counts."""
        ...
    @property
    def stage_moves(self) -> Records[StageMove]:
        """One move of one customer from a stage to another."""
        ...
    @property
    def supervision(self) -> Supervision:
        """Ladders: who is asked, one after the other, until somebody takes a case on."""
        ...
    @property
    def targets(self) -> Records[Target]:
        """One promise of a service level."""
        ...
    @property
    def tasks(self) -> Records[Task]:
        """What somebody is to do for a customer."""
        ...
    @property
    def teams(self) -> Records[Team]:
        """A group of agents."""
        ...
    @property
    def timekeeping(self) -> Timekeeping:
        """What was promised to whom by when, and how each promise stands."""
        ...
    def timeline(self, customer: Union[Id[Customer], str, Customer], *, limit: int = ..., after: str = ..., with_people: bool = ...) -> Timeline:
        """What happened to a customer, newest first; with_people: to an organisation's people, too. Raises NotFound."""
        ...
    def transaction(self, *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Transaction:
        """A block of verbs that are one commit: `with book.transaction(): ...`. When an exception ends it, nothing of it remains. One inside another joins it."""
        ...


class Transaction:
    """One transaction and one commit; use it by `with`."""
    def __enter__(self) -> Book:
        ...
    def __exit__(self, type: Optional[Type[BaseException]], value: Optional[BaseException],
                 traceback: Optional[TracebackType]) -> None: ...


class TimelineEntry(NamedTuple):
    """What happened, when, and on whose time line it stands."""
    at: datetime
    customer: Id[Customer]
    record: Any


class Timeline(NamedTuple):
    """What happened to a customer, newest first; next is empty when that is all."""
    entries: Sequence[TimelineEntry] = ...
    next: str = ...
    def _repr_html_(self) -> str: ...


class Excerpt(NamedTuple):
    """A text, and where the words stand in it: position and length in characters."""
    text: str = ...
    highlights: Sequence[Tuple[int, int]] = ...


class SearchHit(NamedTuple):
    """A record that was found, the better one with the higher score."""
    record: Id[Any] = ...
    score: float = ...
    title: Excerpt = ...
    body: Excerpt = ...


class Overview(NamedTuple):
    """Everything about one customer at an instant: the newest interactions, moves from the oldest on, open cases and their clocks."""
    customer: Customer = ...
    owner: Optional[Agent] = ...
    contact_points: Sequence[ContactPoint] = ...
    connections: Sequence[Connection] = ...
    needs: Sequence[Need] = ...
    consents: Sequence[Consent] = ...
    stage_moves: Sequence[StageMove] = ...
    interactions: Sequence[Interaction] = ...
    open_cases: Sequence[Case] = ...
    clocks: Sequence[Clock] = ...
    at: datetime = ...
    def _repr_html_(self) -> str: ...


class Expression:
    """A checked expression about records of one kind, to use again and again."""
    def explain(self) -> Explanation:
        """What the database is asked, and what is evaluated on the rows that come."""
        ...
    def holds(self, record: Any) -> bool:
        """Whether it is true of a record, which need not be stored. References are looked up in the book."""
        ...


class Records(Generic[_R]):
    """The records of one kind, all of them or those that an expression chooses."""
    def __arrow_c_stream__(self, requested_schema: Any = ...) -> Any:
        """The records as an Arrow C stream, for pyarrow, polars, duckdb and others."""
        ...
    def __contains__(self, record: object) -> bool: ...
    def __iter__(self) -> Iterator[_R]: ...
    @overload
    def add(self, record: Union[_R, Dict[str, Any]], /, *, reason: str = ..., commit: Optional[int] = ...,
            cause: Optional[Union[Id[Any], str, Record]] = ...) -> _R: ...
    @overload
    def add(self, *, reason: str = ..., commit: Optional[int] = ...,
            cause: Optional[Union[Id[Any], str, Record]] = ..., **fields: Any) -> _R: ...
    def add_many(self, records: Iterable[Union[_R, Dict[str, Any]]], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> List[Id[_R]]:
        """Adds records, or dicts of fields, as one commit and returns their ids. When one of them is refused, or the iterable raises, none is added."""
        ...
    def as_of(self, id: Union[Id[_R], str, _R], at: Union[datetime, str]) -> Optional[_R]:
        """The record as it was at an instant; None when it had not been added yet."""
        ...
    def count(self, which: Optional[Union[Condition, str]] = ...) -> int:
        """How many live records are meant. Cost: as many rows or index entries are read."""
        ...
    def expression(self, which: Union[Condition, str]) -> Expression:
        """A checked expression over these records. Raises Invalid with the place."""
        ...
    def find(self, which: Optional[Union[Condition, str]] = ..., *, limit: int = ..., after: str = ..., order_by: Union[Field[Any, Any], str, None] = ..., descending: bool = ..., include_deleted: bool = ...) -> Page[_R]:
        """One page of the live records that are meant; which is a condition or an expression in CEL. order_by is an indexed field, or its name; after is the next of the page before. Raises Invalid with the place in the text."""
        ...
    def get(self, id: Union[Id[_R], str, _R]) -> _R:
        """The record, also when it is deleted. Raises NotFound."""
        ...
    def history(self, id: Union[Id[_R], str, _R]) -> List[HistoryEntry]:
        """Every change of the record, newest first. Raises NotFound."""
        ...
    @property
    def record(self) -> Type[_R]:
        """The class of the records."""
        ...
    def remove(self, record: _R, *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> _R:
        """Deletes the record and returns its tombstone; references still lead to it. Raises Conflict, NotAllowed."""
        ...
    def segment(self, name: str) -> Records[_R]:
        """These records as far as they are in a segment. Raises NotFound."""
        ...
    def to_pandas(self) -> Any:
        """The records as a DataFrame: instants with their zone, whole numbers that may be absent as Int64."""
        ...
    def update(self, record: _R, *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> _R:
        """Writes the fields that differ from what is stored and returns the record with its new version. Raises Conflict when somebody wrote it in between, NotFound, Invalid, NotAllowed."""
        ...
    def where(self, which: Union[Condition, str]) -> Records[_R]:
        """These records as far as a condition or an expression in CEL chooses them."""
        ...


class Explanation(NamedTuple):
    """How a search by expression is done."""
    sql: str = ...
    values: Sequence[str] = ...
    afterwards: str = ...
    fields: Sequence[str] = ...


class Commit(NamedTuple):
    """One verb or transaction: number, instant, actor, verb, reason and what led to it."""
    number: int = ...
    at: datetime = ...
    actor: Optional[Id[Agent]] = ...
    verb: str = ...
    reason: Optional[str] = ...
    cause_commit: Optional[int] = ...
    cause: Optional[Id[Any]] = ...
    last_change: int = ...


class Change(NamedTuple):
    """That a commit wrote a record."""
    number: int = ...
    commit: int = ...
    operation: Operation = ...
    record: Id[Any] = ...


class FieldChange(NamedTuple):
    """One field before and after a change, as text; absent for no value."""
    field: str = ...
    before: Optional[str] = ...
    after: Optional[str] = ...


class HistoryEntry(NamedTuple):
    """One change of a record."""
    commit: Commit = ...
    change: Change = ...
    fields: Sequence[FieldChange] = ...


class Page(NamedTuple, Generic[_R]):
    """Some records in order, and where the next page begins; next is empty when there is none."""
    records: Sequence[_R] = ...
    next: str = ...


class People:
    """Verbs that touch several records of people."""
    def find_collision(self, kind: Union[ContactKind, str], value: str) -> Optional[Collision]:
        """The live contact point that already has this e-mail address or telephone number, however it is typed."""
        ...
    def hand_over(self, customer: Union[Id[Customer], str, Customer], to: Optional[Union[Id[Agent], str, Agent]], at: Optional[Union[datetime, str]] = ..., *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Customer:
        """Hands the customer to another agent from an instant on (None: now); no agent only ends the present ownership. Raises NotAllowed."""
        ...
    def has_consented(self, customer: Union[Id[Customer], str, Customer], purpose: Union[Purpose, str], channel: Optional[Union[ContactKind, str]], at: Union[datetime, str]) -> bool:
        """Whether a consent for this purpose and means holds at an instant."""
        ...
    def owner_at(self, customer: Union[Id[Customer], str, Customer], at: Union[datetime, str]) -> Optional[Id[Agent]]:
        """Who owned the customer at an instant; None for nobody."""
        ...


class Collision(NamedTuple):
    """The contact point that already has a value, and its customer."""
    contact_point: ContactPoint = ...
    customer: Customer = ...


class Lifecycle:
    """Where relationships stand, and how they move."""
    def funnel(self, from_: Union[datetime, str], until: Union[datetime, str]) -> Funnel:
        """One line for each stage, for what happened from an instant (included) to another (excluded)."""
        ...
    def move(self, customer: Union[Id[Customer], str, Customer], to: Union[Stage, str], *, effective_at: Optional[Union[datetime, str]] = ..., reason: str = ..., evidence: Iterable[Union[Id[Any], str, Record]] = ..., ended_by: Optional[Union[EndedBy, str]] = ..., ending_cause: Optional[Union[EndingCause, str]] = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> StageMove:
        """Moves a customer to a stage. Raises NotAllowed, naming what is allowed from here, when the policy refuses, when a reason, evidence, or who ended it and why is missing, and for an instant before the last move or in the future."""
        ...
    def policy(self) -> List[AllowedMove]:
        """The moves that are allowed."""
        ...
    def replace_policy(self, moves: List[AllowedMove], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> None:
        """Replaces the policy as a whole; no moves: the default policy. Raises Invalid."""
        ...
    def spells(self, customer: Union[Id[Customer], str, Customer]) -> List[Spell]:
        """Every stay in a stage, oldest first."""
        ...
    def stage_at(self, customer: Union[Id[Customer], str, Customer], at: Union[datetime, str]) -> Optional[Stage]:
        """The stage at an instant; None before the relationship began."""
        ...
    def time_in_stages(self, customer: Union[Id[Customer], str, Customer], until: Union[datetime, str]) -> List[Tuple[Stage, timedelta]]:
        """Time spent in each stage up to an instant, in the order of the stages."""
        ...


class Spell(NamedTuple):
    """One unbroken stay in a stage; until is absent for the present one."""
    stage: Stage
    from_: datetime = ...
    until: Optional[datetime] = ...


class FunnelLine(NamedTuple):
    """What happened in a stage between two instants: how many relationships entered it, left it for a later or an earlier one or for dissolution, stood in it at the end, and the median of the stays that ended."""
    stage: Stage
    entered: int = ...
    moved_on: int = ...
    moved_back: int = ...
    ended: int = ...
    present: int = ...
    median_time: Optional[timedelta] = ...


class Service:
    """Cases, from the first word to an accepted answer. Every verb raises NotFound, and NotAllowed for a case that was merged into another or deleted."""
    def accept(self, of: Union[Id[Case], str, Case], at: Optional[Union[datetime, str]] = ..., *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """The customer says that the answer will do. Raises NotAllowed unless it is resolved or closed."""
        ...
    def allowed_from(self, state: Union[CaseState, str]) -> List[CaseState]:
        """The states a case may move to from a state."""
        ...
    def assign(self, of: Union[Id[Case], str, Case], *, team: Optional[Union[Id[Team], str, Team]] = ..., assignee: Optional[Union[Id[Agent], str, Agent]] = ..., at: Optional[Union[datetime, str]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """Gives the case to a team, an agent, or nobody."""
        ...
    def cost_to_serve(self, customer: Union[Id[Customer], str, Customer]) -> List[Money]:
        """What a customer's cases cost, redress included, one amount for each currency."""
        ...
    def events(self, of: Union[Id[Case], str, Case]) -> List[CaseEvent]:
        """What happened to the case, oldest first."""
        ...
    def merge(self, of: Union[Id[Case], str, Case], into: Union[Id[Case], str, Case], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """The first case goes on in the second."""
        ...
    def move(self, of: Union[Id[Case], str, Case], to: Union[CaseState, str], *, at: Optional[Union[datetime, str]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """Moves a case to a state. Raises NotAllowed, naming what is allowed from here; like every verb that takes an instant, also for one in the future, before the opening, or before the last event of its kind."""
        ...
    def open(self, opened: Case, *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """Opens a case: open(Case(customer=acme.id, subject="No backups")). Raises NotAllowed for a state other than new and open."""
        ...
    def refuse(self, of: Union[Id[Case], str, Case], why: str, alternative: str = ..., *, at: Optional[Union[datetime, str]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """Resolves it by saying no, and what we offer instead; empty for nothing. Raises Invalid without a reason."""
        ...
    def reply(self, of: Union[Id[Case], str, Case], said: Interaction, *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Interaction:
        """Adds an interaction about the case, with its customer unless another is named."""
        ...
    def resolve(self, of: Union[Id[Case], str, Case], resolution: str, *, at: Optional[Union[datetime, str]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """Says what was done."""
        ...
    def said(self, of: Union[Id[Case], str, Case]) -> List[Interaction]:
        """What was said about the case and those merged into it, oldest first."""
        ...
    def set_level(self, of: Union[Id[Case], str, Case], level: int, *, at: Optional[Union[datetime, str]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """Takes the case to a level; 0 is the first line."""
        ...
    def set_priority(self, of: Union[Id[Case], str, Case], priority: Union[Priority, str], *, at: Optional[Union[datetime, str]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """Gives the case another priority."""
        ...
    def split(self, of: Union[Id[Case], str, Case], part: Case, interactions: List[Union[Id[Interaction], str, Interaction]], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """Makes a new case out of a part of one, and the interactions that are about it. Raises Invalid for an interaction about something else."""
        ...
    def survivor(self, of: Union[Id[Case], str, Case]) -> Case:
        """The case that goes on: the same one unless it was merged."""
        ...
    def unmerge(self, of: Union[Id[Case], str, Case], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """Takes a merge back."""
        ...


class Timekeeping:
    """What was promised to whom by when, and how each promise stands."""
    def adopt(self, policy: Policy, *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Policy:
        """From now on cases that it fits get this policy; one of the same name is retired and goes on in it, but stays where it says the same. Raises Invalid, naming the field, for what cannot work."""
        ...
    def check(self, limit: int = ..., *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> List[Clock]:
        """Writes down which running clocks are beyond their due instant, each once, and returns these."""
        ...
    def clocks(self, of: Union[Id[Case], str, Case]) -> List[Clock]:
        """The clocks of a case, by start."""
        ...
    def events(self, clock: Clock) -> List[ClockEvent]:
        """What happened to a clock."""
        ...
    def policies(self) -> List[Policy]:
        """Those that cases get, in the order in which they are tried."""
        ...
    def policy(self, level: Union[Id[ServiceLevel], str, ServiceLevel]) -> Policy:
        """A service level with its targets."""
        ...
    def queue(self, *, team: Optional[Union[Id[Team], str, Team]] = ..., assignee: Optional[Union[Id[Agent], str, Agent]] = ..., limit: int = ...) -> List[Due]:
        """The clocks that run, the one due first in front."""
        ...
    def quote(self, of: Union[Id[Case], str, Case], what: Union[TargetKind, str], due_at: Union[datetime, str], *, at: Optional[Union[datetime, str]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Clock:
        """"You will have it on Thursday": the instant wins over the policy's. Raises NotAllowed for a promise that is kept already."""
        ...
    def rate(self, of: Union[Id[Case], str, Case], *, at: Optional[Union[datetime, str]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """Matches the case anew by the present policies and calendars."""
        ...
    def read(self, clock: Clock, at: Union[datetime, str]) -> ClockReading:
        """How a clock stands at an instant, past or to come."""
        ...
    def retire(self, level: Union[Id[ServiceLevel], str, ServiceLevel], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> ServiceLevel:
        """No more cases get it; those that have it keep it."""
        ...
    def standing(self, of: Union[Id[Case], str, Case], at: Union[datetime, str]) -> Standing:
        """One word for all promises to the customer of one case."""
        ...


class Policy(NamedTuple):
    """A service level with its targets."""
    level: ServiceLevel = ...
    targets: Sequence[Target] = ...


class ClockReading(NamedTuple):
    """How a clock stands at an instant. open_ is counted in open time; left is negative when late."""
    state: ClockState = ...
    due_at: Optional[datetime] = ...
    breached_at: Optional[datetime] = ...
    elapsed: timedelta = ...
    open_elapsed: timedelta = ...
    paused: timedelta = ...
    open_paused: timedelta = ...
    left: timedelta = ...
    open_left: timedelta = ...


class ClockEvent(NamedTuple):
    """Something that happened to a clock."""
    at: datetime = ...
    action: ClockAction = ...
    terms: int = ...
    due_at: Optional[datetime] = ...


class Due(NamedTuple):
    """A clock that runs, and what is left of its time; negative when late."""
    clock: Clock = ...
    left: timedelta = ...
    open_left: timedelta = ...


class Measures:
    """How well cases were dealt with, and what is left to do."""
    def backlog(self, by: Union[GroupedBy, str] = ..., zone: str = ...) -> List[BacklogGroup]:
        """Cases that are neither resolved nor closed, by how long ago they were opened."""
        ...
    def groups(self, *, by: Union[GroupedBy, str] = ..., from_: Optional[Union[datetime, str]] = ..., until: Optional[Union[datetime, str]] = ..., zone: str = ...) -> List[MeasureGroup]:
        """Resolved cases by group, by name; months are those of a zone. Raises Invalid for an unknown zone."""
        ...


class Times(NamedTuple):
    """How long something took: how many, mean, median, and what nine of ten do not exceed."""
    count: int = ...  # type: ignore[assignment]
    mean: timedelta = ...
    median: timedelta = ...
    p90: timedelta = ...


class MeasuredTime(NamedTuple):
    """A time as elapsed, and as open time."""
    elapsed: Times = ...
    open: Times = ...


class KeptPromises(NamedTuple):
    """How many cases met a promise, and how many missed it."""
    kind: TargetKind = ...
    met: int = ...
    missed: int = ...


class MeasureGroup(NamedTuple):
    """How well the cases of a group were dealt with."""
    name: str = ...
    record: Optional[Id[Any]] = ...
    cases: int = ...
    reopened: int = ...
    first_response: MeasuredTime = ...
    resolution: MeasuredTime = ...
    acceptance: MeasuredTime = ...
    promises: Sequence[KeptPromises] = ...


class BacklogGroup(NamedTuple):
    """The open cases of a group, by age: up to 1, 3, 7, 30, 90 days, and older."""
    name: str = ...
    record: Optional[Id[Any]] = ...
    cases: int = ...
    by_age: Sequence[int] = ...


class Routing:
    """Which agent gets a case, and why."""
    def candidates(self, of: Union[Id[Case], str, Case]) -> List[Candidate]:
        """Those who fit, the first one first, then those who do not."""
        ...
    def hand_over(self, from_: Union[Id[Agent], str, Agent], to: Optional[Union[Id[Agent], str, Agent]], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> List[Case]:
        """Hands every open case of an agent to another, or without one routes each anew; all of them or none."""
        ...
    def route(self, of: Union[Id[Case], str, Case], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """Assigns the case to the first candidate. Raises NotAllowed, naming what is in the way for each agent."""
        ...


class Candidate(NamedTuple):
    """An agent, whether the agent fits a case, and why."""
    agent: Agent = ...
    fits: bool = ...
    why: str = ...
    open_cases: int = ...


class ProblemManagement:
    """The common causes of several cases."""
    def affected(self, problem: Union[Id[Problem], str, Problem]) -> List[Affected]:
        """Whose cases come from the problem."""
        ...
    def link(self, of: Union[Id[Case], str, Case], problem: Union[Id[Problem], str, Problem], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Case:
        """Says that a case comes from a problem."""
        ...
    def resolve(self, problem: Union[Id[Problem], str, Problem], resolution: str, resolve_cases: bool = ..., *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Problem:
        """Writes the resolution down and, where that is wanted, resolves every open case that comes from the problem."""
        ...
    def tell(self, problem: Union[Id[Problem], str, Problem], *, customers: List[Union[Id[Customer], str, Customer]] = ..., told: Optional[Union[Told, str]] = ..., said: Interaction = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> List[ProblemNotice]:
        """Tells customers the workaround or the resolution; without customers, everybody affected who was not told yet."""
        ...
    def to_check(self, on: Union[date, str]) -> List[Problem]:
        """Resolved problems whose prevention is to be checked on or before a day."""
        ...


class Affected(NamedTuple):
    """A customer with cases that come from a problem."""
    customer: Customer = ...
    cases: int = ...
    open_cases: int = ...
    last_notice: Optional[ProblemNotice] = ...


class OpeningHours:
    """Open time counted by a calendar: OpeningHours(Calendar(zone="Europe/Paris", hours="mon-fri 09:00-18:00")). Raises Invalid for a calendar that cannot be read."""
    def __init__(self, calendar: Calendar) -> None:
        ...
    def add(self, from_: Union[datetime, str], amount: Union[timedelta, str]) -> datetime:
        """The earliest instant by which that much open time has passed."""
        ...
    def add_days(self, from_: Union[datetime, str], working_days: int) -> datetime:
        """The same clock time that many working days later."""
        ...
    def between(self, from_: Union[datetime, str], to: Union[datetime, str]) -> timedelta:
        """Open time from the first to the second; negative when it is earlier."""
        ...
    def end_of_day(self, at: Union[datetime, str]) -> datetime:
        """When the last span of that local day closes."""
        ...
    def is_open(self, at: Union[datetime, str]) -> bool:
        """Whether an instant is open."""
        ...
    def next_close(self, at: Union[datetime, str]) -> datetime:
        """The first closing later than an instant."""
        ...
    def next_open(self, at: Union[datetime, str]) -> datetime:
        """The same instant when it is open."""
        ...
    def previous_close(self, at: Union[datetime, str]) -> datetime:
        """The last closing before an instant."""
        ...


class Holiday(NamedTuple):
    """A day that is closed."""
    day: date
    name: str = ...


def holidays_of(icalendar: str, from_: Union[date, str], until: Union[date, str]) -> List[Holiday]:
    """The whole-day events of an iCalendar file from one day to another. Raises Invalid."""
    ...


def with_holidays(calendar: Calendar, holidays: List[Holiday]) -> Calendar:
    """The calendar with these days closed, too."""
    ...


class Automation:
    """Rules: what must happen by itself, and when."""
    def adopt(self, rule: RuleWithActions, *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> RuleWithActions:
        """From now on it fires; one of the same name is retired and goes on in it. One that says the same stays as it is, so it may be adopted at each start. Raises Invalid, naming the field, for what cannot work."""
        ...
    def again(self, firing: Union[Id[Firing], str, Firing], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Firing:
        """What failed is due again, as if it had not been tried. Raises NotAllowed for what was done or cut, for a rule that was retired, and where it does not come any more."""
        ...
    def all(self) -> List[RuleWithActions]:
        """Rules that may fire, in the order in which they are asked."""
        ...
    def check(self, rule: RuleWithActions) -> None:
        """Raises what adopt would raise, and adopts nothing."""
        ...
    def explain(self, record: Union[Id[Any], str, Record]) -> List[RuleReading]:
        """Each rule about the record's kind: whether it fired, when it will, and because of which values."""
        ...
    def forecast(self, until: Union[datetime, str], limit: int = ...) -> List[RuleReading]:
        """What would fire up to an instant if nothing changes, in order; the first `limit` of it."""
        ...
    def next_due(self) -> Optional[datetime]:
        """When there is something to sweep; None for not as things stand."""
        ...
    def on_call(self, name: str, function: Callable[[Id[Any], Firing], None]) -> None:
        """The host's function of that name: it gets the id of the record and the firing, and may call verbs of the book, which are part of the firing. What it raises is the firing's trouble."""
        ...
    def retire(self, rule: Union[Id[Rule], str, Rule], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Rule:
        """From now on it does not fire any more."""
        ...
    def sweep(self, limit: int = ...) -> Sweep:
        """Fires what is due and lets escalations climb that nobody answered, at most so many together. Raises Misuse inside a transaction."""
        ...


class RuleWithActions(NamedTuple):
    """A rule, and what it does, in order."""
    rule: Rule = ...
    actions: Sequence[RuleAction] = ...


class Sweep(NamedTuple):
    """What a sweep did, and whether something else is to be done already."""
    firings: Sequence[Firing] = ...
    climbed: Sequence[Id[Escalation]] = ...
    is_more: bool = ...


class ReadValue(NamedTuple):
    """A value that a condition reads, as text."""
    field: str = ...
    value: str = ...


class RuleReading(NamedTuple):
    """How a rule stands to a record, and why."""
    rule: Rule = ...
    record: Id[Any] = ...
    prospect: Prospect = ...
    at: Optional[datetime] = ...
    firing: Optional[Id[Firing]] = ...
    trouble: Optional[str] = ...
    why: str = ...
    holds: bool = ...
    values: Sequence[ReadValue] = ...


class Supervision:
    """Ladders: who is asked, one after the other, until somebody takes a case on."""
    def acknowledge(self, id: Union[Id[Escalation], str, Escalation], *, agent: Optional[Union[Id[Agent], str, Agent]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Escalation:
        """Somebody takes it on: nobody else is asked."""
        ...
    def adopt(self, ladder: LadderWithRungs, *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> LadderWithRungs:
        """From now on cases that it fits get this ladder; one of the same name is retired, but stays where it says the same. Raises Invalid for one that leads to nobody."""
        ...
    def decline(self, id: Union[Id[Escalation], str, Escalation], *, agent: Optional[Union[Id[Agent], str, Agent]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Escalation:
        """Whoever is asked says no: the next rung is asked. Raises Invalid without a reason."""
        ...
    def end(self, id: Union[Id[Escalation], str, Escalation], *, agent: Optional[Union[Id[Agent], str, Agent]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Escalation:
        """It is settled."""
        ...
    def escalate(self, of: Union[Id[Case], str, Case], reason: str, *, commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Escalation:
        """Asks the first rung that somebody is on; a case that is on its way already climbs. Raises NotAllowed for a case that is done and when no ladder fits."""
        ...
    def escalations(self, of: Union[Id[Case], str, Case]) -> List[Escalation]:
        """Those of a case, oldest first."""
        ...
    def ladders(self) -> List[LadderWithRungs]:
        """Those that are taken, in the order in which they are tried."""
        ...
    def retire(self, ladder: Union[Id[Ladder], str, Ladder], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Ladder:
        """No more cases get it."""
        ...
    def step_down(self, id: Union[Id[Escalation], str, Escalation], *, agent: Optional[Union[Id[Agent], str, Agent]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Escalation:
        """One rung down. Raises Invalid without a reason."""
        ...


class LadderWithRungs(NamedTuple):
    """A ladder, and who is asked, from the first to the last."""
    ladder: Ladder = ...
    rungs: Sequence[Rung] = ...


class Outbox:
    """What people are to be told."""
    def again(self, id: Union[Id[Notification], str, Notification], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Notification:
        """It is pending again from now on: one that has failed, or that got lost behind the host."""
        ...
    def deliver(self, to: Callable[[Notification], None], limit: int = ...) -> int:
        """Hands at most so many to a function; what it raises is the notification's trouble. Returns how many were handed over."""
        ...
    def digest(self, *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> List[Notification]:
        """One notification for each agent to whose customers something happened since the last digest."""
        ...
    def failed(self, id: Union[Id[Notification], str, Notification], trouble: str, *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Notification:
        """It comes again after a while, ever longer, at most ten times."""
        ...
    def handed_over(self, id: Union[Id[Notification], str, Notification], *, reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> Notification:
        """The host has taken it; saying it again is not an error."""
        ...
    def next_due(self) -> Optional[datetime]:
        """When there is something to hand over; None for nothing at all."""
        ...
    def pending(self, limit: int = ...) -> List[Notification]:
        """What is to be handed over now."""
        ...


class IncidentLog:
    """The log of another help desk, a CSV file."""
    def __init__(self, file: Union[str, PathLike[str]], *, zone: str = ...) -> None:
        ...
    def __len__(self) -> int:
        ...
    @property
    def early(self) -> int:
        """How many events are dated before their opening."""
        ...


class ReplayReport(NamedTuple):
    """What a replay did in the book."""
    events: int = ...
    opened: int = ...
    moves: int = ...
    reopenings: int = ...
    assignments: int = ...
    priorities: int = ...
    detours: int = ...
    unknown_states: int = ...


class BacktestScore(NamedTuple):
    """How often something raised incidents, and what that was worth."""
    firings: int = ...
    failures: int = ...
    in_time: int = ...
    late: int = ...
    for_nothing: int = ...
    lead_times: Sequence[timedelta] = ...


class BacktestedIncident(NamedTuple):
    """An incident that was raised, or whose promise was missed."""
    number: str = ...
    raised_at: Optional[datetime] = ...
    missed_at: Optional[datetime] = ...


class BacktestReport(NamedTuple):
    """What rules would have been worth."""
    incidents: int = ...
    missed: int = ...
    never_raised: int = ...
    trouble: str = ...
    together: BacktestScore = ...
    by_rule: Dict[str, BacktestScore] = ...
    raised_or_missed: Sequence[BacktestedIncident] = ...


class Replay:
    """Does again in a book what a log tells of."""
    def __init__(self, book: Book, log: IncidentLog) -> None:
        ...
    @property
    def report(self) -> ReplayReport:
        """What was done so far."""
        ...
    def take(self, most: int) -> int:
        """Does at most so many of the next events, as one commit, and returns how many are left."""
        ...


def backtest(log: IncidentLog, prepare: Callable[[Book], None], *, promise: Union[TargetKind, str] = ..., progress: Callable[[int, int], None] = ...) -> BacktestReport:
    """What rules would have been worth on a log; prepare gets a scratch book and adopts policies and rules. Afterwards that book is at work and closed for everybody, functions given by on_call included."""
    ...


class Exchange:
    """Taking in what other systems export, and giving everything back."""
    def check(self, plan: ImportPlan, *, rejects: Union[str, PathLike[str]] = ..., zone: str = ..., day_first: Optional[bool] = ..., currency: str = ..., thousands: List[str] = ..., millions: List[str] = ..., missing: List[str] = ..., add_missing: bool = ..., progress: Callable[[int, int], Optional[bool]] = ...) -> None:
        """Raises what import_file would raise of the plan and the options."""
        ...
    def export_to(self, folder: Union[str, PathLike[str]], form: str = ..., progress: Callable[[int, int], None] = ...) -> int:
        """Writes every record, one file for each kind, as csv or json_lines; returns how many records."""
        ...
    def files(self, folder: Union[str, PathLike[str]]) -> List[ImportFile]:
        """The files of a folder, in the order in which import_folder takes them."""
        ...
    def import_file(self, file: Union[str, PathLike[str]], plan: Optional[ImportPlan] = ..., *, rejects: Union[str, PathLike[str]] = ..., zone: str = ..., day_first: Optional[bool] = ..., currency: str = ..., thousands: List[str] = ..., millions: List[str] = ..., missing: List[str] = ..., add_missing: bool = ..., progress: Callable[[int, int], Optional[bool]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> ImportReport:
        """Imports a file by a plan, or as plan() sees it. zone is that of times without an offset; day_first says whether 3/4/2026 is in April; progress hears bytes read and bytes in all and returns False to stop. Nothing of an import that fails remains."""
        ...
    def import_folder(self, folder: Union[str, PathLike[str]], *, rejects: Union[str, PathLike[str]] = ..., zone: str = ..., day_first: Optional[bool] = ..., currency: str = ..., thousands: List[str] = ..., millions: List[str] = ..., missing: List[str] = ..., add_missing: bool = ..., progress: Callable[[int, int], Optional[bool]] = ..., reason: str = ..., commit: Optional[int] = ..., cause: Optional[Union[Id[Any], str, Record]] = ...) -> List[ImportReport]:
        """Imports the files of a folder, one commit each; rejects is a folder here."""
        ...
    def plan(self, file: Union[str, PathLike[str]], kind: str = ...) -> ImportPlan:
        """Looks at a file and guesses its kind and where each column goes."""
        ...
    def read_ladder(self, json: str) -> LadderWithRungs:
        """A ladder written as JSON; supervision.adopt() writes it."""
        ...
    def read_policy(self, json: str) -> Policy:
        """A policy written as JSON; timekeeping.adopt() writes it."""
        ...
    def read_rules(self, json: str) -> List[RuleWithActions]:
        """Rules written as JSON; automation.adopt() writes them."""
        ...
    def targets(self, kind: str) -> List[ImportTarget]:
        """The places, beside its fields, to which a column can go."""
        ...
    def touched_by(self, batch: Union[Id[ImportBatch], str, ImportBatch], after: int = ..., limit: int = ...) -> List[Change]:
        """The changes that an import made, oldest first."""
        ...


class ColumnPlan(NamedTuple):
    """What becomes of one column of a file."""
    column: str = ...
    target: str = ...
    example: str = ...


class ImportPlan(NamedTuple):
    """What becomes of a file."""
    kind: str = ...
    format: str = ...
    columns: Sequence[ColumnPlan] = ...
    def set(self, column: str, target: str) -> ImportPlan:
        """A plan that sends a column to another target; empty: leave it out. Raises UnknownName."""
        ...


class ImportFile(NamedTuple):
    """A file of a folder; trouble says why it is passed over."""
    path: Optional[Path] = ...
    plan: ImportPlan = ...
    trouble: str = ...


class ImportReport(NamedTuple):
    """What became of a file."""
    file: str = ...
    kind: str = ...
    batch: Id[ImportBatch] = ...
    rows: int = ...
    added: int = ...
    rejected: int = ...
    records: int = ...
    rejects: Optional[Path] = ...
    reasons: Sequence[str] = ...
    remarks: Sequence[str] = ...


class ImportTarget(NamedTuple):
    """A place a column can go to, beside the fields of a kind."""
    name: str = ...
    sentence: str = ...


class Journal:
    """Every change that was ever made, and the proof that nobody altered it since."""
    def caused_by(self, cause: Union[Id[Any], str, Record]) -> List[Commit]:
        """The commits that name this record as their cause."""
        ...
    def changes(self, after: int = ..., limit: int = ...) -> List[Change]:
        """Changes after a number, oldest first."""
        ...
    def changes_of(self, commit: int, after: int = ..., limit: int = ...) -> List[Change]:
        """What a commit wrote."""
        ...
    def commit(self, number: int) -> Commit:
        """One commit. Raises NotFound."""
        ...
    def commits(self, after: int = ..., limit: int = ...) -> List[Commit]:
        """Commits after a number, oldest first."""
        ...
    def head(self) -> str:
        """The newest commit and its hash: noted elsewhere, it proves later that nobody rewrote the journal."""
        ...
    def verify(self, noted: Optional[str] = ..., progress: Callable[[int, int], None] = ...) -> Verification:
        """Reads the whole journal and every record and reports what was altered; noted is a head() from before. progress hears commits done and commits in all."""
        ...


class Finding(NamedTuple):
    """Something that is wrong: the commit and the record, where there is one."""
    commit: int = ...
    record: Optional[Id[Any]] = ...
    what: str = ...


class Verification(NamedTuple):
    """What was read, and what is wrong."""
    commits: int = ...
    changes: int = ...
    findings: Sequence[Finding] = ...
    @property
    def intact(self) -> bool:
        """Whether nothing is wrong."""
        ...


def open(path: Optional[Union[str, PathLike[str]]], *, clock: Callable[[], datetime] = ..., seed: Optional[int] = ..., durability: str = ..., busy_timeout: Union[timedelta, str] = ..., log: Callable[[str, str, str], None] = ..., create: bool = ..., read_only: bool = ..., calling_code: str = ..., page_cache_bytes: int = ..., autocommit: bool = ...) -> Book:
    """Opens a book and makes the file when there is none; None or ":memory:" for a book in memory."""
    ...

