// The columns of structures that several rooms answer with; those of one room stand in its file.
#pragma once

#include "rapport/rapport.hpp"
#include "table.hpp"

namespace rapport::capi {

template <>
inline constexpr auto columns_of<Policy> =
    std::tuple{NamedMember{"level", &Policy::level}, NamedMember{"targets", &Policy::targets}};
template <>
inline constexpr auto columns_of<RuleWithActions> = std::tuple{
    NamedMember{"rule", &RuleWithActions::rule}, NamedMember{"actions", &RuleWithActions::actions}};
template <>
inline constexpr auto columns_of<LadderWithRungs> = std::tuple{
    NamedMember{"ladder", &LadderWithRungs::ladder}, NamedMember{"rungs", &LadderWithRungs::rungs}};
template <>
inline constexpr auto columns_of<Change> =
    std::tuple{NamedMember{"number", &Change::number}, NamedMember{"commit", &Change::commit},
               NamedMember{"operation", &Change::operation}, NamedMember{"record", &Change::record}};

}  // namespace rapport::capi
