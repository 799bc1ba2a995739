#include "exchange/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "exchange/source.hpp"
#include "exchange/targets.hpp"
#include "exchange/values.hpp"
#include "exchange/writer.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/text.hpp"

namespace rapport {

namespace {

constexpr int rows_looked_at = 200;

constexpr Synonyms all_synonyms[] = {
    {"customer", "name",
     "companyname company accountname account organisationname organisation organizationname organization "
     "raisonsociale nomdelasociete nomdelentreprise nomsociete societe entreprise firma firmenname "
     "unternehmen fullname displayname customername "
     "clientname nom"},
    {"customer", "given_name", "firstname forename prenom vorname"},
    {"customer", "family_name", "surname lastname nomdefamille nachname familienname"},
    {"customer", "external_id",
     "customeruniqueid uniqueid customerid clientid accountid contactid recordid recid kundennummer "
     "numeroclient customernumber id"},
    {"customer", "email", "emailaddress mail courriel adressemail adresseelectronique emailadresse email1"},
    {"customer", "email_2", "email2 email2address secondaryemail otheremail"},
    {"customer", "phone",
     "telephone tel phonenumber telephonenumber telefon workphone businessphone officephone homephone phone1 "
     "numerodetelephone"},
    {"customer", "phone_2", "phone2 telephone2 otherphone"},
    {"customer", "mobile", "mobilephone cell cellphone cellular portable telephoneportable handy gsm"},
    {"customer", "fax", "faxnumber telecopie telefax"},
    {"customer", "website", "web url site siteweb homepage webpage"},
    {"customer", "street",
     "address adresse streetaddress rue strasse addr streetnumber housenumber address1 addressline1 address2 "
     "addressline2 street2 street3"},
    {"customer", "city", "suburb town ville ort stadt locality cityname"},
    {"customer", "region", "state county province departement bundesland"},
    {"customer", "postal_code", "zip zipcode postcode codepostal plz postleitzahl zipcodeprefix"},
    {"customer", "country", "pays land countryname countryregion officelocation"},
    {"customer", "industry", "sector branche secteur industrie"},
    {"customer", "employees", "effectif numberofemployees employeecount mitarbeiter headcount"},
    {"customer", "annual_revenue",
     "revenue chiffredaffaires chiffredaffairesannuel caannuel ca umsatz jahresumsatz turnover"},
    {"customer", "founded",
     "yearestablished yearfounded foundedyear established datedecreation anneedecreation grundungsjahr"},
    {"customer", "birthday", "dob dateofbirth birthdate datedenaissance geburtsdatum geburtstag"},
    {"customer", "language", "langue sprache lang"},
    {"customer", "description", "notes note comment comments commentaire bemerkung remarks"},
    {"customer", "since", "customersince createdat signupdate"},
    {"customer", "owner", "salesagent accountmanager accountowner salesrep responsable kundenbetreuer"},
    {"customer", "employer", "employeur arbeitgeber"},
    {"customer", "job_title", "jobtitle title position fonction poste function beruf"},
    {"customer", "parent", "subsidiaryof parentaccount parentcompany maisonmere"},
    {"customer", "contact", "contactname contactperson interlocuteur ansprechpartner"},
    {"customer", "contact_title", "contactrole"},
    {"agent", "name", "salesagent agent agentname employee employeename fullname salesrep nom"},
    {"agent", "given_name", "firstname prenom vorname"},
    {"agent", "family_name", "lastname surname nachname"},
    {"agent", "email", "emailaddress mail courriel"},
    {"agent", "external_id", "employeeid agentid userid staffid id"},
    {"agent", "team", "regionaloffice office department equipe"},
    {"agent", "supervisor", "manager reportsto superior responsable"},
    {"interaction", "customer", "customerid account client contact accountname"},
    {"interaction", "agent", "salesagent employee user"},
    {"interaction", "at", "date datetime timestamp time startedat"},
    {"interaction", "channel", "medium type"},
    {"interaction", "subject", "title summary objet betreff"},
    {"interaction", "body", "text message content notes description"},
    {"interaction", "external_id", "interactionid activityid id"},
    {"stage_move", "customer", "customerid account client"},
    {"stage_move", "to_stage", "stage newstage"},
    {"stage_move", "effective_at", "date movedat"},
    {"stage_move", "agent", "salesagent employee"},
    {"opportunity", "account", "accountname company companyname customer customername client"},
    {"opportunity", "agent", "salesagent owner salesrep employee"},
    {"opportunity", "product", "productname"},
    {"opportunity", "opportunity_id", "opportunity dealid deal id"},
    {"opportunity", "deal_stage", "stage salesstage opportunitystage"},
    {"opportunity", "opened_on", "engagedate opendate createddate opened"},
    {"opportunity", "closed_on", "closedate closed dateclosed"},
    {"opportunity", "value", "closevalue amount dealvalue dealamount"},
};
// Words that only say whose the column is.
constexpr std::array<std::string_view, 6> owners{"customer", "client",  "billing",
                                                 "mailing",  "primary", "business"};

constexpr std::size_t no_match = std::numeric_limits<std::size_t>::max();

std::string key_of(std::string_view column) {
  std::string key = text::folded(column);
  std::erase_if(key,
                [](char c) { return std::string_view("_-. '’\"()/").find(c) != std::string_view::npos; });
  return key;
}

// Position of a word among words separated by blanks.
std::size_t position_in(std::string_view words, std::string_view word) {
  for (std::size_t position = 0; !words.empty(); ++position) {
    const std::size_t end = words.find(' ');
    if (words.substr(0, end) == word) return position;
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
  }
  return no_match;
}

std::size_t match(const Synonyms& synonyms, std::string_view key) {
  const std::size_t position = position_in(synonyms.names, key);
  if (position != no_match) return position + 1;
  for (const std::string_view owner : owners) {
    if (!key.starts_with(owner)) continue;
    const std::string_view rest = key.substr(owner.size());
    if (rest == key_of(synonyms.target)) return 1000;
    const std::size_t of_rest = position_in(synonyms.names, rest);
    if (of_rest != no_match) return 1001 + of_rest;
  }
  return no_match;
}

struct SeenColumn {
  std::string name;
  std::string key;
  std::string example;
};

// Whether the example is of the kind of value that can tell a field from a namesake.
bool fits(const Field& field, const std::string& example) {
  if (example.empty()) return true;
  if (field.name == "id") {
    try {
      from_text<Uuid>(example);
    } catch (const Error&) {
      return false;
    }
  }
  if (!field.enumeration) return true;
  const auto& values = field.enumeration->values;
  return std::any_of(
      values.begin(), values.end(),
      [name = enumeration_name(example)](const EnumerationValue& value) { return value.name == name; });
}

// Where the columns of a file go if it is of a kind.
class Guess {
 public:
  Guess(std::string_view kind, const std::vector<SeenColumn>& columns) : kind_(kind), columns_(columns) {
    targets_.resize(columns.size());
    if (const Kind* described = find_kind(kind))
      for (const Field& field : described->fields)
        if (field.name != "version") give_exact(field.name, &field);
    for (const ImportTarget& target : targets_of(kind)) give_exact(target.name, nullptr);
    if (!has("id")) take("deleted_at");
    for (const Synonyms& synonyms : all_synonyms)
      if (synonyms.kind == kind) give_synonyms(synonyms);
    settle_family_name();
  }

  const std::vector<std::string>& targets() const noexcept { return targets_; }
  bool has(std::string_view target) const {
    return std::find(targets_.begin(), targets_.end(), target) != targets_.end();
  }
  bool has_any(std::initializer_list<std::string_view> targets) const {
    return std::any_of(targets.begin(), targets.end(), [&](std::string_view each) { return has(each); });
  }
  std::size_t size() const {
    return static_cast<std::size_t>(std::count_if(targets_.begin(), targets_.end(),
                                                  [](const std::string& each) { return !each.empty(); }));
  }

 private:
  void give_exact(std::string_view target, const Field* field) {
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (targets_[i].empty() && !has(target) && columns_[i].key == key_of(target) &&
          (!field || fits(*field, columns_[i].example)))
        targets_[i] = target;
  }

  void give_synonyms(const Synonyms& synonyms) {
    const bool collects = synonyms.target == "street";
    if (has(synonyms.target) && !collects) return;
    std::size_t best = columns_.size();
    std::size_t best_rank = no_match;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!targets_[i].empty()) continue;
      const std::size_t rank = match(synonyms, columns_[i].key);
      if (collects && rank != no_match) targets_[i] = synonyms.target;
      if (rank >= best_rank) continue;
      best = i;
      best_rank = rank;
    }
    if (best < columns_.size()) targets_[best] = synonyms.target;
  }

  void take(std::string_view target) {
    std::replace(targets_.begin(), targets_.end(), std::string(target), std::string());
  }

  // Beside "Prénom" a column "Nom" is the family name, and beside "Vorname" the column "Name".
  void settle_family_name() {
    if (has("family_name")) return;
    const auto given = std::find(targets_.begin(), targets_.end(), "given_name");
    if (given == targets_.end()) return;
    const bool is_german = columns_[static_cast<std::size_t>(given - targets_.begin())].key == "vorname";
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i].key == (is_german ? "name" : "nom")) targets_[i] = "family_name";
  }

  std::string_view kind_;
  const std::vector<SeenColumn>& columns_;
  std::vector<std::string> targets_;
};

bool has_column(const std::vector<SeenColumn>& columns, std::initializer_list<std::string_view> keys) {
  return std::any_of(columns.begin(), columns.end(), [&](const SeenColumn& column) {
    return std::find(keys.begin(), keys.end(), column.key) != keys.end();
  });
}

// The kind of which every field is there, the version aside, and nothing else.
const Kind* exported_kind(const std::vector<SeenColumn>& columns) {
  const std::size_t versions = has_column(columns, {"version"}) ? 1 : 0;
  for (const Kind* kind : catalogue()) {
    if (columns.size() - versions + 1 != kind->fields.size()) continue;
    const bool all = std::all_of(kind->fields.begin(), kind->fields.end(), [&](const Field& field) {
      return field.name == "version" || has_column(columns, {key_of(field.name)});
    });
    if (all) return kind;
  }
  return nullptr;
}

// Empty when the columns do not tell.
std::string guessed_kind(const std::vector<SeenColumn>& columns) {
  if (const Kind* exported = exported_kind(columns)) return std::string(exported->name);
  const Guess deal(opportunity, columns);
  if (deal.has("deal_stage") && deal.has("account") && deal.has_any({"value", "opened_on", "opportunity_id"}))
    return std::string(opportunity);
  if (has_column(columns, {"tostage"}) && has_column(columns, {"effectiveat"})) return "stage_move";
  const Guess interaction("interaction", columns);
  if (interaction.has("customer") && has_column(columns, {"channel", "direction", "subject", "body"}))
    return "interaction";
  const Guess agent("agent", columns);
  const bool of_account = has_column(columns, {"account", "customer", "company", "companyname"});
  if (!of_account && agent.has_any({"name", "given_name", "family_name"}) &&
      (agent.has_any({"supervisor", "team"}) ||
       has_column(columns, {"hiredate", "salesagent", "agentname", "employeename"})))
    return "agent";
  // An id alone also stands in the files of orders and the like.
  const Guess customer("customer", columns);
  if (customer.has_any({"name", "given_name", "family_name"}) ||
      (customer.has("external_id") && customer.size() > 1))
    return "customer";
  return {};
}

}  // namespace

std::span<const Synonyms> synonyms() { return all_synonyms; }

ImportPlan make_plan(const std::filesystem::path& file, const csv::Format& format, std::string_view kind) {
  CsvSource source(file, format);
  std::vector<SeenColumn> columns;
  for (const std::string& name : source.columns()) columns.push_back({name, key_of(name), {}});
  SourceRow row;
  for (int i = 0; i < rows_looked_at && source.next(row); ++i) {
    if (!row.reason.empty()) continue;
    for (std::size_t c = 0; c < columns.size(); ++c)
      if (columns[c].example.empty()) columns[c].example = text::trimmed(row.fields[c]);
  }
  ImportPlan plan;
  plan.format =
      fmt::format("CSV, {}, {}", format.delimiter == '\t' ? "tab" : fmt::format("'{}'", format.delimiter),
                  csv::name(format.encoding));
  plan.kind = kind.empty()          ? guessed_kind(columns)
              : kind == opportunity ? std::string(kind)
                                    : std::string(kind_named(kind).name);
  std::vector<std::string> targets(columns.size());
  if (!plan.kind.empty()) targets = Guess(plan.kind, columns).targets();
  for (std::size_t i = 0; i < columns.size(); ++i)
    plan.columns.push_back({columns[i].name, targets[i], columns[i].example});
  return plan;
}

ImportPlan& ImportPlan::set(std::string_view column, std::string_view target) {
  std::vector<std::string_view> names;
  for (ColumnPlan& each : columns) {
    if (each.column == column) {
      each.target = target;
      return *this;
    }
    names.push_back(each.column);
  }
  throw Error(Code::unknown_name, fmt::format("the file has no column \"{}\"{}", text::printable(column),
                                              text::did_you_mean(column, names)));
}

}  // namespace rapport
