#!/usr/bin/env bash
# A journal on a system that writes at most 1000 bytes at once, as a system may: the rest must be written too. Kills its
# process as .ci/kills.sh does; what it had said to be durable must be there.
#
#   .ci/short_writes.sh
#
# Needs a C compiler; says so and fails where it is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v cc >/dev/null || {
  echo "short_writes: a C compiler is missing; on Debian: apt-get install gcc libc6-dev" >&2
  exit 2
}

short=$(mktemp -d)
trap 'rm -rf "$short"' EXIT
cat >"$short/short.c" <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  ssize_t (*real)(int, const void *, size_t, off64_t) =
      (ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
  return real(file, bytes, count > 1000 ? 1000 : count, at);
}
C
cc -shared -fPIC -D_FILE_OFFSET_BITS=64 -D_LARGEFILE64_SOURCE -o "$short/short.so" "$short/short.c" -ldl
echo "at most 1000 bytes a write:"
LD_PRELOAD=$short/short.so .ci/kills.sh 5 1
