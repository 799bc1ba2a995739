# symbols.sh LIBRARY LIST [ALSO]: fails unless the library exports exactly the list, and needs nothing but what it may
# and the library ALSO.
set -eu
exported=$(nm -D --defined-only "$1" | awk '$2 != "A" { sub("@.*", "", $3); print $3 }' | sort)
printf '%s\n' "$exported" | diff "$2" - || { echo "the library does not export what $2 lists"; exit 1; }
others=$(readelf -d "$1" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' |
  grep -Ev '^(libc|libm|libpthread|ld-linux[^.]*|libstdc\+\+|libgcc_s|libsqlite3|libcctz|'"${3:-libcctz}"'|lib[a-z]*san)\.so' || true)
[ -z "$others" ] || { echo "the library needs $others"; exit 1; }
