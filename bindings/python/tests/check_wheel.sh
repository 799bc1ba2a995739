#!/bin/sh
# Builds the wheel out of a build folder, installs it into an empty environment, and uses it there.
#   check_wheel.sh PYTHON SOURCE BUILD SCRATCH
set -eu
python=$1 source=$2 scratch=$4
export RAPPORT_BUILD_FOLDER=$3
unset PYTHONPATH
rm -rf "$scratch" && mkdir -p "$scratch/egg"
cd "$source"
"$python" setup.py -q egg_info --egg-base "$scratch/egg" build --build-base "$scratch/build" bdist_wheel \
  --bdist-dir "$scratch/wheel" --dist-dir "$scratch/dist"
"$python" -m venv "$scratch/env"
"$scratch/env/bin/pip" install -q --no-index --no-deps "$scratch"/dist/rapport-*.whl
cd "$scratch"
"$scratch/env/bin/python" - <<'PROGRAM'
import sqlite3
import rapport

assert "/env/" in rapport.__file__
with rapport.open("wheel.rapport") as book:
    book.customers.add(name="Acme")
assert sqlite3.connect("wheel.rapport").execute("SELECT name FROM customer").fetchall() == [("Acme",)]
loaded = {line.split()[-1] for line in open("/proc/self/maps") if ".so" in line}
carried = [each for each in ("libfmt", "libcctz", "libre2", "libsodium", "libutf8proc") if
           not any("/env/" in path and each in path for path in loaded)]
assert not carried, f"not in the wheel: {carried}"
assert len([path for path in loaded if "libsqlite3" in path]) == 1
PROGRAM
