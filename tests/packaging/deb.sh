#!/bin/sh
# deb.sh SOURCE BINARY SCRATCH: makes the Debian packages, looks at what they hold and need, and runs what they hold.
# Where it is root it installs them, uses them, and takes them away again.
set -eu
source=$1 binary=$2 scratch=$3
rm -rf "$scratch" && mkdir -p "$scratch/root"
cd "$scratch"
cpack --config "$binary/CPackConfig.cmake" -B "$scratch/deb" >cpack.log 2>&1 || { cat cpack.log; exit 1; }
ls deb/librapport-c1_*.deb deb/librapport-dev_*.deb deb/rapport_*.deb >/dev/null
dpkg-deb -f deb/librapport-c1_*.deb Depends | grep -q libsqlite3-0
dpkg-deb -f deb/librapport-dev_*.deb Depends | grep -q librapport-c1
for each in deb/*.deb; do dpkg-deb -x "$each" root; done
[ -f root/usr/include/rapport.h ] && [ -x root/usr/bin/rapport ]
root/usr/bin/rapport --help >/dev/null
if [ "$(id -u)" -eq 0 ] && [ -n "${RAPPORT_LONG:-}" ]; then
  trap 'dpkg -r rapport librapport-dev librapport-c1 >/dev/null 2>&1 || true' EXIT
  dpkg -i deb/*.deb >dpkg.log
  cc -std=c11 "$source/examples/c/help_desk.c" -o help_desk $(pkg-config --cflags --libs rapport_c)
  mkdir work && cd work && ../help_desk >/dev/null
  rapport help_desk.rapport verify >/dev/null
fi
