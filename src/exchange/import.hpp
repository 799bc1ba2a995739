// The import engine: takes the rows of a source through a writer, in one commit.
#pragma once

#include "engines/session.hpp"
#include "exchange/rejects.hpp"
#include "exchange/source.hpp"
#include "exchange/writer.hpp"

namespace rapport {

struct ImportParts {
  Source& source;
  RowWriter& writer;
  RejectFile& rejects;
  ImportBatch batch;  // with its source, target and mapping
};

ImportReport import_rows(Session& session, ImportParts parts, const ImportOptions& options, Because because);

}  // namespace rapport
