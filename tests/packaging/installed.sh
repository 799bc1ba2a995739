#!/bin/sh
# installed.sh SOURCE BINARY SCRATCH LIBDIR [FLAGS]: installs to a stage, as distributions do, moves the tree, and builds
# against it: C and C++ with pkg-config, shared and static, and a CMake project with both components.
set -eu
source=$1 binary=$2 scratch=$3 libdir=$4 flags=${5:-}
rm -rf "$scratch" && mkdir -p "$scratch"
DESTDIR=$scratch/stage cmake --install "$binary" --prefix /opt/rapport >"$scratch/install.log"
[ -z "$(ls "$scratch/stage" | grep -v '^opt$')" ] || { echo "files were installed outside of the prefix"; exit 1; }
mv "$scratch/stage/opt/rapport" "$scratch/prefix"
export PKG_CONFIG_PATH=$scratch/prefix/$libdir/pkgconfig LD_LIBRARY_PATH=$scratch/prefix/$libdir
cd "$scratch"

said() { echo "$1" >&2; }
said "C, shared"
cc $flags -std=c11 $(pkg-config --cflags rapport_c) "$source/examples/c/help_desk.c" -o c_shared $(pkg-config --libs rapport_c)
(mkdir c_shared.d && cd c_shared.d && ../c_shared >/dev/null)
said "C, static"
cc $flags -std=c11 $(pkg-config --cflags rapport_c) "$source/examples/c/help_desk.c" -o c_static \
  $(pkg-config --static --libs rapport_c | sed 's/-lrapport_c/-l:librapport_c.a/')
! readelf -d c_static | grep -q librapport_c || { said "it is not static"; exit 1; }
(mkdir c_static.d && cd c_static.d && ../c_static >/dev/null)
said "C++"
c++ $flags $(pkg-config --cflags rapport) "$source/tests/packaging/consumer/main.cpp" -o cpp $(pkg-config --libs rapport)
./cpp
said "CMake, both"
cmake -G Ninja -S "$source/tests/packaging/both" -B both -DCMAKE_PREFIX_PATH="$scratch/prefix" \
  "-DCMAKE_C_FLAGS=$flags" "-DCMAKE_CXX_FLAGS=$flags" >both.log
cmake --build both >>both.log
both/in_c && both/in_cpp
said "the command"
"$scratch/prefix/bin/rapport" --help >/dev/null
