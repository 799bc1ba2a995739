#include "rapport/exchange.hpp"
#include "kernel/kind.hpp"
namespace rapport {

RAPPORT_KIND(ImportBatch)

}  // namespace rapport
