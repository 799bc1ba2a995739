/* The interface as a C program sees it: a variable of each function's type. abidiff compares this library, which has
 * nothing of what stands behind the opaque types. */
#include "rapport.h"

#define RAPPORT_FUNCTION(function)                       \
  extern __typeof__(function)* const surface_##function; \
  __typeof__(function)* const surface_##function = function;
#include "functions.inc"
