// People: customers, how to reach them, how they are connected, who looks after them, what they need and what
// they have consented to.
//
// Each record here is added, read, found, updated and removed through its collection (records.hpp):
// book.customers(), book.contact_points(), book.connections(), book.teams(), book.agents(),
// book.ownerships(), book.needs(), book.consents(). The class People holds the verbs that touch several
// records at once.
//
// What is kept true: a contact point's key is derived from its value, and no two live contact points share
// one e-mail address or telephone number unless both say that it is shared; one of each kind is primary, and
// making another one primary takes it from the one before, in the same commit; persons work for somebody and
// report to persons, organisations have parents, and no live connection repeats another of the same time;
// supervisors and parent organisations never form a circle; an agent with open cases is not removed; a
// customer has at most one owner at any instant;
// a period never ends before it begins; nothing new refers to a deleted customer.
//
// Not here: stages (lifecycle.hpp), what was said (interactions.hpp), which agent gets a case and who stands in
// for whom (routing.hpp).
// Threads: as the book.
//
//   auto acme = book.customers().add({.name = "Acme"});
//   auto ana = book.customers().add({.type = rapport::CustomerType::person, .name = "Ana Prévost"});
//   book.contact_points().add({.customer = ana.id,
//                              .kind = rapport::ContactKind::email,
//                              .value = "ana@acme.example"});
//   book.connections().add({.customer = ana.id, .role = rapport::Role::works_for, .other = acme.id});
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/describe.hpp"
#include "rapport/journal.hpp"
#include "rapport/money.hpp"
#include "rapport/records.hpp"
#include "rapport/stage.hpp"

namespace rapport {

struct Agent;
struct Calendar;
struct Interaction;

// ---- Customer
// -----------------------------------------------------------------------------------------------

enum class CustomerType : std::uint16_t { person = 1, organisation = 2 };
template <>
inline constexpr auto enumeration<CustomerType> = enumerate<CustomerType>(
    "customer_type", "What a customer is.",
    {{CustomerType::person, "person", "A human being."},
     {CustomerType::organisation, "organisation", "A firm, an association, an authority, a household."}});

enum class RelationshipType : std::uint16_t {
  transactional = 1,
  long_term = 2,
  personal_assistance = 3,
  dedicated_assistance = 4,
  self_service = 5,
  automated = 6,
  community = 7,
};
template <>
inline constexpr auto enumeration<RelationshipType> = enumerate<RelationshipType>(
    "relationship_type", "What kind of relationship the customer is offered.",
    {{RelationshipType::transactional, "transactional", "Each purchase stands for itself."},
     {RelationshipType::long_term, "long_term", "Both sides plan to stay together."},
     {RelationshipType::personal_assistance, "personal_assistance", "People help, whoever is there."},
     {RelationshipType::dedicated_assistance, "dedicated_assistance", "One named person helps."},
     {RelationshipType::self_service, "self_service", "The customer finds everything without our people."},
     {RelationshipType::automated, "automated", "Machines serve, and know who they serve."},
     {RelationshipType::community, "community", "Customers help each other."}});

struct Customer {
  Id<Customer> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  CustomerType type = CustomerType::organisation;
  std::string name{};
  std::optional<std::string> given_name{};
  std::optional<std::string> family_name{};
  std::optional<std::string> external_id{};
  std::optional<RelationshipType> relationship{};
  Stage stage = Stage::exploration;
  std::optional<Instant> since{};
  std::optional<Id<Agent>> owner{};
  std::optional<std::string> industry{};
  std::optional<std::int64_t> employees{};
  std::optional<Money> annual_revenue{};
  std::optional<PartialDate> founded{};
  std::optional<PartialDate> birthday{};
  std::optional<std::string> country{};
  std::optional<std::string> language{};
  std::optional<std::string> description{};
};
template <>
inline constexpr auto description<Customer> = describe<Customer>(
    {"customer", "customers", 1,
     "A person or an organisation with whom there is, or may be, a relationship."},
    field<&Customer::type>("type", 4, "Whether the customer is a person or an organisation."),
    field<&Customer::name>(
        "name", 5, "The name to show; for a person, made from the given and the family name when left empty.",
        {.indexed = true, .searchable = true, .personal = true, .natural_key = true}),
    field<&Customer::given_name>("given_name", 6, "A person's given names; absent when not known.",
                                 {.personal = true}),
    field<&Customer::family_name>("family_name", 7, "A person's family name; absent when not known.",
                                  {.personal = true}),
    field<&Customer::external_id>("external_id", 8,
                                  "The customer's number in another system; absent when there is none.",
                                  {.unique = true, .personal = true, .natural_key = true}),
    field<&Customer::relationship>("relationship", 9,
                                   "The kind of relationship that is offered; absent until somebody chose."),
    field<&Customer::stage>("stage", 10, "Where the relationship stands now; stage moves change it.",
                            {.indexed = true, .derived = true}),
    field<&Customer::since>("since", 11,
                            "When the relationship began; when left absent, the instant of adding."),
    field<&Customer::owner>(
        "owner", 12, "The agent who looks after the customer now; absent for nobody; ownerships change it.",
        {.indexed = true, .derived = true}),
    field<&Customer::industry>("industry", 13, "The trade an organisation is in; absent when not known."),
    field<&Customer::employees>("employees", 14, "How many people work there; absent when not known.",
                                {.lowest = 0}),
    field<&Customer::annual_revenue>("annual_revenue", 15, "Sales of one year; absent when not known."),
    field<&Customer::founded>("founded", 16, "When an organisation was founded; absent when not known."),
    field<&Customer::birthday>("birthday", 17,
                               "A person's birthday, often without its year; absent when not known.",
                               {.personal = true}),
    field<&Customer::country>("country", 18,
                              "Country as typed, best as ISO 3166 code; absent when not known.",
                              {.longest = 80}),
    field<&Customer::language>("language", 19,
                               "Language to speak, as a BCP 47 tag (fr, en-GB); absent when not known.",
                               {.longest = 35}),
    field<&Customer::description>("description", 20, "Anything else worth knowing; absent for nothing.",
                                  {.longest = 10000, .searchable = true, .personal = true}));

// ---- ContactPoint
// -------------------------------------------------------------------------------------------

enum class ContactKind : std::uint16_t {
  email = 1,
  phone = 2,
  mobile = 3,
  fax = 4,
  address = 5,
  website = 6,
  social = 7,
  messenger = 8,
  other = 9,
};
template <>
inline constexpr auto enumeration<ContactKind> =
    enumerate<ContactKind>("contact_kind", "By what means a customer is reached.",
                           {{ContactKind::email, "email", "An e-mail address."},
                            {ContactKind::phone, "phone", "A telephone line."},
                            {ContactKind::mobile, "mobile", "A mobile telephone."},
                            {ContactKind::fax, "fax", "A fax line."},
                            {ContactKind::address, "address", "A postal address."},
                            {ContactKind::website, "website", "A page on the web."},
                            {ContactKind::social, "social", "A profile on a social network."},
                            {ContactKind::messenger, "messenger", "A name on a messenger service."},
                            {ContactKind::other, "other", "Any other means; the label says which."}});

struct ContactPoint {
  Id<ContactPoint> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Customer> customer{};
  ContactKind kind = ContactKind::email;
  std::string value{};
  std::optional<std::string> key{};
  std::optional<std::string> label{};
  bool is_primary = false;
  bool is_shared = false;
  std::optional<Instant> verified_at{};
  std::optional<Date> valid_from{};
  std::optional<Date> valid_until{};
  std::optional<std::string> street{};
  std::optional<std::string> city{};
  std::optional<std::string> region{};
  std::optional<std::string> postal_code{};
  std::optional<std::string> country{};
};
template <>
inline constexpr auto description<ContactPoint> = describe<ContactPoint>(
    {"contact_point", "contact_points", 2, "One way to reach a customer."},
    field<&ContactPoint::customer>("customer", 4, "Whom it reaches.", {.indexed = true, .fixed = true}),
    field<&ContactPoint::kind>("kind", 5, "By what means.", {.fixed = true}),
    field<&ContactPoint::value>("value", 6,
                                "As typed; an address may leave it empty to have it made from its parts.",
                                {.longest = 500, .personal = true}),
    field<&ContactPoint::key>(
        "key", 7, "The normalised value by which duplicates are found; absent for kinds that have none.",
        {.longest = 520, .indexed = true, .personal = true, .derived = true}),
    field<&ContactPoint::label>("label", 8, "What the customer calls it (office, home); absent for no name.",
                                {.personal = true}),
    field<&ContactPoint::is_primary>("is_primary", 9,
                                     "Whether to try this one first among those of its kind."),
    field<&ContactPoint::verified_at>("verified_at", 10, "When somebody last saw it work; absent for never."),
    field<&ContactPoint::valid_from>("valid_from", 11, "First day of use; absent for always."),
    field<&ContactPoint::valid_until>("valid_until", 12, "Last day of use; absent for open end."),
    field<&ContactPoint::street>("street", 13, "Street and house of an address; absent when not known.",
                                 {.personal = true}),
    field<&ContactPoint::city>("city", 14, "Town of an address; absent when not known.", {.personal = true}),
    field<&ContactPoint::region>("region", 15,
                                 "State, county or region of an address; absent when not known."),
    field<&ContactPoint::postal_code>("postal_code", 16, "Postal code of an address; absent when not known.",
                                      {.longest = 20, .personal = true}),
    field<&ContactPoint::country>("country", 17, "Country of an address as typed; absent when not known.",
                                  {.longest = 80}),
    field<&ContactPoint::is_shared>(
        "is_shared", 18,
        "Whether others may have it too, as a switchboard; only then is a second one allowed."));

// ---- Connection
// ---------------------------------------------------------------------------------------------

enum class Role : std::uint16_t {
  works_for = 1,
  key_contact_of = 2,
  reports_to = 3,
  subsidiary_of = 4,
  referred_by = 5,
  member_of_household = 6,
  partner_of = 7,
  other = 8,
};
template <>
inline constexpr auto enumeration<Role> = enumerate<Role>(
    "role", "What one customer is to another.",
    {{Role::works_for, "works_for", "A person who works for an organisation."},
     {Role::key_contact_of, "key_contact_of", "The person to turn to first at an organisation."},
     {Role::reports_to, "reports_to", "A person whose superior is the other."},
     {Role::subsidiary_of, "subsidiary_of", "An organisation whose parent is the other."},
     {Role::referred_by, "referred_by", "A customer whom the other brought."},
     {Role::member_of_household, "member_of_household", "A person who lives in a household."},
     {Role::partner_of, "partner_of", "A customer who works with the other."},
     {Role::other, "other", "Any other connection; the title says which."}});

struct Connection {
  Id<Connection> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Customer> customer{};
  Role role = Role::works_for;
  Id<Customer> other{};
  std::optional<std::string> title{};
  std::optional<Date> valid_from{};
  std::optional<Date> valid_until{};
};
template <>
inline constexpr auto description<Connection> = describe<Connection>(
    {"connection", "connections", 3,
     "A dated, directed connection: the customer is, for example, employed by the other."},
    field<&Connection::customer>("customer", 4, "From whom the connection goes out.",
                                 {.indexed = true, .fixed = true}),
    field<&Connection::role>("role", 5, "What the customer is to the other.", {.fixed = true}),
    field<&Connection::other>("other", 6, "To whom the connection goes.", {.indexed = true, .fixed = true}),
    field<&Connection::title>("title", 7,
                              "The job's title, or what the connection is; absent when not known."),
    field<&Connection::valid_from>("valid_from", 8, "First day; absent when not known."),
    field<&Connection::valid_until>("valid_until", 9, "Last day; absent while it lasts."));

// ---- Team, Agent, Ownership
// ---------------------------------------------------------------------------------

struct Team {
  Id<Team> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::string name{};
  std::optional<std::string> description{};
};
template <>
inline constexpr auto description<Team> = describe<Team>(
    {"team", "teams", 4, "A group of agents."},
    field<&Team::name>("name", 4, "What the team is called.", {.unique = true, .natural_key = true}),
    field<&Team::description>("description", 5, "What the team does; absent when nobody said.",
                              {.longest = 10000}));

enum class TechnicalLevel : std::uint16_t {
  none = 1,
  beginner = 2,
  intermediate = 3,
  advanced = 4,
  expert = 5
};
template <>
inline constexpr auto enumeration<TechnicalLevel> =
    enumerate<TechnicalLevel>("technical_level", "How much somebody knows about a domain.",
                              {{TechnicalLevel::none, "none", "Nothing; explain everything."},
                               {TechnicalLevel::beginner, "beginner", "The first words."},
                               {TechnicalLevel::intermediate, "intermediate", "Enough for daily work."},
                               {TechnicalLevel::advanced, "advanced", "Enough to help others."},
                               {TechnicalLevel::expert, "expert", "More than we know."}});

struct Agent {
  Id<Agent> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::string name{};
  std::optional<std::string> email{};
  std::optional<std::string> external_id{};
  std::optional<Id<Team>> team{};
  std::optional<Id<Agent>> supervisor{};
  std::optional<std::string> skills{};
  std::optional<std::string> languages{};
  std::optional<TechnicalLevel> lowest_technical_level{};
  std::optional<TechnicalLevel> highest_technical_level{};
  std::optional<std::int64_t> capacity{};
  std::optional<Id<Calendar>> calendar{};
  std::optional<std::string> role{};
};
template <>
inline constexpr auto description<Agent> = describe<Agent>(
    {"agent", "agents", 5, "Somebody, or some program, who acts for the vendor."},
    field<&Agent::name>("name", 4, "What the agent is called.",
                        {.indexed = true, .personal = true, .natural_key = true}),
    field<&Agent::email>("email", 5, "The agent's e-mail address; absent when there is none.",
                         {.unique = true, .personal = true, .natural_key = true}),
    field<&Agent::external_id>("external_id", 6,
                               "The agent's number in another system; absent when there is none.",
                               {.unique = true, .natural_key = true}),
    field<&Agent::team>("team", 7, "The team the agent belongs to; absent for none.", {.indexed = true}),
    field<&Agent::supervisor>("supervisor", 8, "To whom the agent escalates; absent at the top.",
                              {.indexed = true}),
    field<&Agent::skills>("skills", 9,
                          "What the agent knows, words with blanks between them; absent for nothing special.",
                          {.longest = 1000}),
    field<&Agent::languages>("languages", 10,
                             "The languages the agent speaks, as in fr en; absent when nobody said.",
                             {.longest = 1000}),
    field<&Agent::lowest_technical_level>(
        "lowest_technical_level", 11,
        "The least that a customer must know for the agent to work with them; absent for nothing."),
    field<&Agent::highest_technical_level>(
        "highest_technical_level", 12,
        "The most that a customer may know for the agent to work with them; absent for anything."),
    field<&Agent::capacity>("capacity", 13,
                            "How many open cases the agent deals with at once; absent for no limit.",
                            {.lowest = 0, .highest = 1'000'000}),
    field<&Agent::calendar>("calendar", 14, "When the agent works; absent for always."),
    field<&Agent::role>(
        "role", 15,
        "What rules and ladders may turn to the agent as, as in duty_manager; absent for nothing.",
        {.longest = 100, .indexed = true}));

struct Ownership {
  Id<Ownership> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Customer> customer{};
  Id<Agent> agent{};
  Instant valid_from{};
  std::optional<Instant> valid_until{};
};
template <>
inline constexpr auto description<Ownership> = describe<Ownership>(
    {"ownership", "ownerships", 6, "The period in which one agent looks after one customer."},
    field<&Ownership::customer>("customer", 4, "Who is looked after.", {.indexed = true, .fixed = true}),
    field<&Ownership::agent>("agent", 5, "Who looks after the customer.", {.indexed = true, .fixed = true}),
    field<&Ownership::valid_from>("valid_from", 6, "When it began."),
    field<&Ownership::valid_until>("valid_until", 7, "When it ended; absent while it lasts."));

// ---- Need
// ---------------------------------------------------------------------------------------------------

enum class NeedAspect : std::uint16_t {
  goal = 1,
  capability = 2,
  budget = 3,
  direction = 4,
  technical_level = 5
};
template <>
inline constexpr auto enumeration<NeedAspect> = enumerate<NeedAspect>(
    "need_aspect", "Which side of a customer's needs is known.",
    {{NeedAspect::goal, "goal", "Something the customer wants to reach."},
     {NeedAspect::capability, "capability", "Something the customer has already: a product and its version."},
     {NeedAspect::budget, "budget", "What the customer can spend."},
     {NeedAspect::direction, "direction", "Where the customer is heading."},
     {NeedAspect::technical_level, "technical_level", "How much the customer knows about a domain."}});

struct Need {
  Id<Need> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Customer> customer{};
  NeedAspect aspect = NeedAspect::goal;
  std::optional<std::string> topic{};
  std::optional<std::string> statement{};
  std::optional<std::string> product{};
  std::optional<std::string> product_version{};
  std::optional<Money> budget{};
  std::optional<TechnicalLevel> technical_level{};
  std::optional<Id<Interaction>> source{};
  std::optional<double> confidence{};
  std::optional<Date> review_on{};
};
template <>
inline constexpr auto description<Need> = describe<Need>(
    {"need", "needs", 7, "One thing that is known of what a customer needs, has, can pay or understands."},
    field<&Need::customer>("customer", 4, "Whose need it is.", {.indexed = true, .fixed = true}),
    field<&Need::aspect>("aspect", 5, "Which side of the needs it tells.", {.fixed = true}),
    field<&Need::topic>("topic", 6,
                        "The domain it belongs to (backup, accounting); absent for the customer as a whole."),
    field<&Need::statement>("statement", 7, "In words; required for a goal and for a direction.",
                            {.longest = 10000, .searchable = true, .personal = true}),
    field<&Need::product>("product", 8, "The product a capability rests on; required for a capability."),
    field<&Need::product_version>("product_version", 9,
                                  "The version of that product; absent when not known."),
    field<&Need::budget>("budget", 10, "What can be spent; required for a budget."),
    field<&Need::technical_level>("technical_level", 11,
                                  "How much the customer knows; required for a technical level."),
    field<&Need::source>("source", 12, "The interaction in which it was learnt; absent when not known."),
    field<&Need::confidence>("confidence", 13, "How sure we are, from 0 to 1; absent when nobody said.",
                             {.lowest = 0, .highest = 1}),
    field<&Need::review_on>("review_on", 14, "The day on which to ask again; absent for never.",
                            {.indexed = true}));

// ---- Consent
// ------------------------------------------------------------------------------------------------

enum class Purpose : std::uint16_t {
  service = 1,
  marketing = 2,
  newsletter = 3,
  profiling = 4,
  survey = 5,
  sharing = 6,
  recording = 7,
  other = 8,
};
template <>
inline constexpr auto enumeration<Purpose> =
    enumerate<Purpose>("purpose", "What a consent allows.",
                       {{Purpose::service, "service", "To be contacted about what was bought."},
                        {Purpose::marketing, "marketing", "To be offered something."},
                        {Purpose::newsletter, "newsletter", "To be sent news."},
                        {Purpose::profiling, "profiling", "To have behaviour evaluated."},
                        {Purpose::survey, "survey", "To be asked for an opinion."},
                        {Purpose::sharing, "sharing", "To have data passed on to a third party."},
                        {Purpose::recording, "recording", "To have calls recorded."},
                        {Purpose::other, "other", "Anything else; the evidence says what."}});

struct Consent {
  Id<Consent> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Customer> customer{};
  Purpose purpose = Purpose::service;
  std::optional<ContactKind> channel{};
  std::optional<Instant> given_at{};
  std::optional<Instant> withdrawn_at{};
  std::optional<std::string> evidence{};
  std::optional<Id<Interaction>> source{};
};
template <>
inline constexpr auto description<Consent> = describe<Consent>(
    {"consent", "consents", 8, "What a customer allowed us to do, and until when."},
    field<&Consent::customer>("customer", 4, "Who consented.", {.indexed = true, .fixed = true}),
    field<&Consent::purpose>("purpose", 5, "What it allows.", {.fixed = true}),
    field<&Consent::channel>("channel", 6, "By which means; absent for any.", {.fixed = true}),
    field<&Consent::given_at>("given_at", 7, "When it was given; when left absent, the instant of adding."),
    field<&Consent::withdrawn_at>("withdrawn_at", 8, "When it was withdrawn; absent while it holds."),
    field<&Consent::evidence>("evidence", 9, "What shows it (the form, the call); absent when nothing does.",
                              {.longest = 10000, .personal = true}),
    field<&Consent::source>("source", 10, "The interaction in which it was given; absent when not known."));

// ---- Verbs and questions
// ------------------------------------------------------------------------------------

// A live contact point that has the same key as a value somebody wants to add.
struct Collision {
  ContactPoint contact_point{};
  Customer customer{};
};

class People {
 public:
  explicit People(Session& session) : session_(&session) {}

  // Hands the customer to another agent from an instant on (absent: now) and ends the present ownership then;
  // no agent ends it only. Returns the customer with its new owner. Throws not_allowed when the instant lies
  // before the beginning of the present ownership, or in the future.
  Customer hand_over(Id<Customer> customer, std::optional<Id<Agent>> to, std::optional<Instant> at = {},
                     const Because& because = {});

  // Who owned the customer at an instant; absent for nobody.
  std::optional<Id<Agent>> owner_at(Id<Customer> customer, Instant at) const;

  // The live contact point that already has this e-mail address or telephone number, however it is typed.
  std::optional<Collision> find_collision(ContactKind kind, std::string_view value) const;

  // Whether a consent for this purpose and means holds at an instant.
  bool has_consented(Id<Customer> customer, Purpose purpose, std::optional<ContactKind> channel,
                     Instant at) const;

 private:
  Session* session_;
};

}  // namespace rapport
