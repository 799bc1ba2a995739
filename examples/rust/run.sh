#!/bin/sh
# run.sh LIBRARY FOLDER: compiles the example in FOLDER and runs it; says so and skips (77) without a Rust compiler.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command -v rustc >/dev/null || { echo "skipped: there is no rustc"; exit 77; }
mkdir -p "$2"
rustc --edition 2021 -D warnings "$here/help_desk.rs" -L "native=$(dirname "$1")" -C "link-arg=-Wl,-rpath,$(dirname "$1")" \
  -o "$2/help_desk"
"$2/help_desk"
