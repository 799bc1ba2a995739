#include "book/enumerations.hpp"

#include "kernel/catalogue.hpp"
#include "rapport/rapport.hpp"

namespace rapport {

const std::map<std::string_view, const EnumerationInfo*>& enumerations() {
  static const auto all = [] {
    std::map<std::string_view, const EnumerationInfo*> made;
    const auto add = [&](const EnumerationInfo* info) { made.emplace(info->name, info); };
    for (const Kind* kind : catalogue())
      for (const Field& field : kind->fields)
        if (field.enumeration) add(field.enumeration);
    add(detail::Member<ClockAction>::enumeration());
    add(detail::Member<GroupedBy>::enumeration());
    add(detail::Member<Operation>::enumeration());
    add(detail::Member<Prospect>::enumeration());
    add(detail::Member<Standing>::enumeration());
    return made;
  }();
  return all;
}

}  // namespace rapport
