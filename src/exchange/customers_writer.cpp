// Rows about customers: the customer, the ways to reach it and those it is connected with.
#include <array>
#include <utility>

#include "engines/records.hpp"
#include "exchange/row_reader.hpp"
#include "exchange/targets.hpp"
#include "exchange/writers.hpp"
#include "rapport/people.hpp"

namespace rapport {

namespace {

namespace target = customer_target;

struct ContactTarget {
  std::size_t target;
  ContactKind kind;
};
constexpr std::array<ContactTarget, 7> contact_targets{{{target::email, ContactKind::email},
                                                        {target::email_2, ContactKind::email},
                                                        {target::phone, ContactKind::phone},
                                                        {target::phone_2, ContactKind::phone},
                                                        {target::mobile, ContactKind::mobile},
                                                        {target::fax, ContactKind::fax},
                                                        {target::website, ContactKind::website}}};

class CustomerWriter : public RowWriter {
 public:
  CustomerWriter(Session& session, const ImportPlan& plan, const ImportOptions& options)
      : session_(session), reader_(session, plan, options, &kind_of<Customer>()) {}

  void write(std::span<const std::string_view> fields) override {
    customer_ = Customer{};
    customer_.type = CustomerType{};  // not known yet
    reader_.read(fields, &customer_);
    const std::string company = settle_name();
    const auto company_id = company.empty() ? std::nullopt : std::optional(found_or_added(company));
    const auto employer = organisation(target::employer);
    const auto parent = organisation(target::parent);
    add(customer_);
    add_contact_points();
    add_address();
    const std::string& title = reader_.text(target::job_title);
    if (employer) connect(customer_.id, Role::works_for, *employer, title);
    if (company_id && company_id != employer) connect(customer_.id, Role::works_for, *company_id, title);
    if (parent) connect(customer_.id, Role::subsidiary_of, *parent, {});
    add_key_contact();
  }
  void forget() override { reader_.lookup.forget(); }
  void add_own() override { reader_.lookup.add_own(); }
  void expect(std::span<const std::string_view> fields) override { reader_.expect(fields); }

 private:
  // Decides what the row is about; returns the company a person works for by being named beside it.
  std::string settle_name() {
    Customer& customer = customer_;
    const bool is_typed = customer.type != CustomerType{};
    const bool names_person = customer.given_name || customer.family_name;
    std::string company;
    if (customer.name.empty() && !names_person) {
      if (!customer.external_id) throw Error(Code::invalid, "names neither a person nor an organisation");
      customer.name = *customer.external_id;
      if (!is_typed) customer.type = CustomerType::person;
    } else if (!is_typed && names_person) {
      customer.type = CustomerType::person;
      company = std::exchange(customer.name, {});
    } else if (!is_typed) {
      customer.type = customer.birthday ? CustomerType::person : CustomerType::organisation;
    }
    return company;
  }

  template <class R>
  void add(R& record) {
    add_record(session_, kind_of<R>(), &record, {}, Origin::call);
  }

  Id<Customer> found_or_added(const std::string& company) {
    if (const auto found = reader_.lookup.organisation_named(company)) return {*found};
    Customer made{.name = company};
    std::swap(made.industry, customer_.industry);
    std::swap(made.employees, customer_.employees);
    std::swap(made.annual_revenue, customer_.annual_revenue);
    std::swap(made.founded, customer_.founded);
    add(made);
    return made.id;
  }

  // The organisation a target names; absent when the row has nothing there.
  std::optional<Id<Customer>> organisation(std::size_t position) {
    const std::string& text = reader_.text(position);
    if (text.empty()) return {};
    return reader_.about(position, [&] { return Id<Customer>{reader_.lookup.find_organisation(text)}; });
  }

  void connect(Id<Customer> from, Role role, Id<Customer> to, const std::string& title) {
    Connection connection{.customer = from, .role = role, .other = to};
    if (!title.empty()) connection.title = title;
    add(connection);
  }

  void add_contact_points() {
    std::optional<ContactKind> last;
    for (const ContactTarget& each : contact_targets) {
      const std::string& text = reader_.text(each.target);
      if (text.empty()) continue;
      reader_.about(each.target, [&] {
        if (is_repeated(each, last)) return;
        point_ = ContactPoint{};
        point_.customer = customer_.id;
        point_.kind = each.kind;
        point_.value = text;
        point_.is_primary = last != each.kind;
        add(point_);
        last = each.kind;
      });
    }
  }

  // One number in two columns is one contact point. The targets of a family stand together, so the last one
  // tells whether there can be another.
  bool is_repeated(const ContactTarget& one, std::optional<ContactKind> last) const {
    const bool is_second =
        one.kind == last || (one.kind == ContactKind::mobile && last == ContactKind::phone);
    if (!is_second) return false;
    const auto taken = People(session_).find_collision(one.kind, reader_.text(one.target));
    return taken && taken->customer.id == customer_.id;
  }

  void add_address() {
    const auto part = [&](std::size_t position) {
      const std::string& text = reader_.text(position);
      return text.empty() ? std::nullopt : std::optional(text);
    };
    ContactPoint address{.customer = customer_.id, .kind = ContactKind::address, .is_primary = true};
    address.street = part(target::street);
    address.city = part(target::city);
    address.region = part(target::region);
    address.postal_code = part(target::postal_code);
    if (!address.street && !address.city && !address.region && !address.postal_code) return;
    address.country = customer_.country;
    add(address);
  }

  void add_key_contact() {
    const std::string& name = reader_.text(target::contact);
    if (name.empty()) return;
    if (customer_.type != CustomerType::organisation)
      reader_.refuse(target::contact,
                     Error(Code::invalid, "belongs to an organisation, and the row is about a person"));
    Customer contact{.type = CustomerType::person, .name = name};
    add(contact);
    connect(contact.id, Role::works_for, customer_.id, reader_.text(target::contact_title));
    connect(contact.id, Role::key_contact_of, customer_.id, {});
  }

  Session& session_;
  RowReader reader_;
  Customer customer_;   // of the row
  ContactPoint point_;  // reused
};

}  // namespace

std::unique_ptr<RowWriter> make_customer_writer(Session& session, const ImportPlan& plan,
                                                const ImportOptions& options) {
  return std::make_unique<CustomerWriter>(session, plan, options);
}

}  // namespace rapport
