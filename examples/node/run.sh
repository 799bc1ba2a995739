#!/bin/sh
# run.sh LIBRARY FOLDER: runs the example with koffi from npm, installed in FOLDER; says so and skips (77) without it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command -v node >/dev/null && command -v npm >/dev/null || { echo "skipped: there is no Node.js"; exit 77; }
mkdir -p "$2" && cp "$here/package.json" "$here/help_desk.js" "$2" && cd "$2"
[ -d node_modules/koffi ] || timeout 120 npm install --silent --no-fund --no-audit --fetch-retries=0 >npm.log 2>&1 || { echo "skipped: koffi cannot be had from npm"; exit 77; }
node help_desk.js "$1"
