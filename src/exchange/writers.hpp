// The row writers that make_writer() chooses from.
#pragma once

#include "exchange/writer.hpp"

namespace rapport {

std::unique_ptr<RowWriter> make_customer_writer(Session& session, const ImportPlan& plan,
                                                const ImportOptions& options);
std::unique_ptr<RowWriter> make_opportunity_writer(Session& session, const ImportPlan& plan,
                                                   const ImportOptions& options);

}  // namespace rapport
