#!/bin/sh
# abi.sh SURFACE DUMP [write]: compares the interface, as surface.c shows it, with the committed dump, or writes that.
# Says so and skips (77) without abigail-tools. What is only added is no difference: the list of symbols has it.
set -eu
command -v abidw >/dev/null && command -v abidiff >/dev/null || { echo "skipped: there are no abigail-tools"; exit 77; }
if [ "${3:-}" = write ]; then
  abidw --no-corpus-path --no-comp-dir-path --no-show-locs --no-elf-needed --out-file "$2" "$1"
  sed -i "s| path='[^']*'||" "$2"
else
  abidiff --no-added-syms "$2" "$1"
fi
