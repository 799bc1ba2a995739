// Rows about customers: the customer, the ways to reach it and those it is connected with.
#include <algorithm>
#include <array>
#include <deque>
#include <utility>

#include "exchange/row_reader.hpp"
#include "exchange/targets.hpp"
#include "exchange/writers.hpp"
#include "rapport/people.hpp"

namespace rapport {

namespace {

using At = CustomerTarget;

struct ContactTarget {
  At target;
  ContactKind kind;
};
constexpr std::array<ContactTarget, 7> contact_targets{{{"email", ContactKind::email},
                                                        {"email_2", ContactKind::email},
                                                        {"phone", ContactKind::phone},
                                                        {"phone_2", ContactKind::phone},
                                                        {"mobile", ContactKind::mobile},
                                                        {"fax", ContactKind::fax},
                                                        {"website", ContactKind::website}}};

class CustomerWriter : public RowWriter {
 public:
  CustomerWriter(Session& session, const ImportPlan& plan, const ImportOptions& options)
      : reader_(session, plan, options, &kind_of<Customer>()) {}

  void write(std::span<const std::string_view> fields) override {
    customer_ = Customer{};
    customer_.type = CustomerType{};  // not known yet
    reader_.read(fields, &customer_);
    const std::string company = settle_name();
    const auto company_id = company.empty() ? std::nullopt : std::optional(found_or_added(company));
    const auto employer = text("employer") == company ? std::nullopt : organisation("employer");
    const auto parent = organisation("parent");
    connections_.clear();
    reader_.records.add(customer_);
    add_contact_points();
    add_address();
    const std::string& title = text("job_title");
    if (employer) connect(customer_.id, Role::works_for, *employer, title);
    if (company_id && company_id != employer) connect(customer_.id, Role::works_for, *company_id, title);
    if (parent) connect(customer_.id, Role::subsidiary_of, *parent, {});
    add_key_contact();
    reader_.records.write();
  }
  void give_up() override { reader_.give_up(); }
  void add_own() override { reader_.lookup.add_own(); }
  void expect(std::span<const std::string_view> fields) override { reader_.expect(fields); }

 private:
  // What the row has for a target; empty for nothing.
  const std::string& text(At target) const { return reader_.text(target); }

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
      const bool is_person = customer.birthday || !text("employer").empty();
      customer.type = is_person ? CustomerType::person : CustomerType::organisation;
    }
    if (customer.type == CustomerType::person) {
      refuse_target("parent", "belongs to an organisation, and the row is about a person");
      refuse_target("contact", "belongs to an organisation, and the row is about a person");
    } else {
      refuse_target("employer", "belongs to a person, and the row is about an organisation");
    }
    return company;
  }

  void refuse_target(At target, const char* why) const {
    if (!text(target).empty()) reader_.refuse(target, Error(Code::invalid, why));
  }

  Id<Customer> found_or_added(const std::string& company) {
    if (const auto found = reader_.lookup.organisation_named(company)) return {*found};
    company_ = Customer{.name = company};
    std::swap(company_.industry, customer_.industry);
    std::swap(company_.employees, customer_.employees);
    std::swap(company_.annual_revenue, customer_.annual_revenue);
    std::swap(company_.founded, customer_.founded);
    reader_.records.add(company_);
    return company_.id;
  }

  // The organisation a target names; absent when the row has nothing there.
  std::optional<Id<Customer>> organisation(At target) {
    const std::string& given = text(target);
    if (given.empty()) return {};
    return reader_.about(target, [&] { return Id<Customer>{reader_.lookup.find_organisation(given)}; });
  }

  void connect(Id<Customer> from, Role role, Id<Customer> to, const std::string& title) {
    Connection& connection = connections_.emplace_back();
    connection.customer = from;
    connection.role = role;
    connection.other = to;
    if (!title.empty()) connection.title = title;
    reader_.records.add(connection);
  }

  void add_contact_points() {
    std::size_t used = 0;
    for (const ContactTarget& each : contact_targets) {
      const std::string& given = text(each.target);
      if (given.empty()) continue;
      ContactPoint& point = points_[used];
      point = ContactPoint{};
      point.customer = customer_.id;
      point.kind = each.kind;
      point.value = given;
      point.is_primary = used == 0 || points_[used - 1].kind != each.kind;
      reader_.about(each.target, [&] { reader_.records.add(point); });
      // One number in two columns is one contact point.
      const bool repeated =
          point.key && std::any_of(points_.begin(), points_.begin() + static_cast<std::ptrdiff_t>(used),
                                   [&](const ContactPoint& other) { return other.key == point.key; });
      if (repeated)
        reader_.records.drop();
      else
        ++used;
    }
  }

  void add_address() {
    const auto part = [&](At target) {
      const std::string& given = text(target);
      return given.empty() ? std::nullopt : std::optional(given);
    };
    address_ = {.customer = customer_.id, .kind = ContactKind::address, .is_primary = true};
    address_.street = part("street");
    address_.city = part("city");
    address_.region = part("region");
    address_.postal_code = part("postal_code");
    if (!address_.street && !address_.city && !address_.region && !address_.postal_code) return;
    address_.country = customer_.country;
    reader_.records.add(address_);
  }

  void add_key_contact() {
    const std::string& name = text("contact");
    if (name.empty()) return;
    contact_ = Customer{.type = CustomerType::person, .name = name};
    reader_.records.add(contact_);
    connect(contact_.id, Role::works_for, customer_.id, text("contact_title"));
    connect(contact_.id, Role::key_contact_of, customer_.id, {});
  }

  RowReader reader_;
  // What the present row becomes; reused.
  Customer customer_;
  Customer company_;
  Customer contact_;
  std::array<ContactPoint, contact_targets.size()> points_;
  ContactPoint address_;
  std::deque<Connection> connections_;  // at fixed addresses
};

}  // namespace

std::unique_ptr<RowWriter> make_customer_writer(Session& session, const ImportPlan& plan,
                                                const ImportOptions& options) {
  return std::make_unique<CustomerWriter>(session, plan, options);
}

}  // namespace rapport
