#!/bin/sh
# Compares the files of a package with its MANIFEST.txt: every file there, none changed, none added.
#
#   check_manifest.sh [FOLDER]    the folder this file lies in by default
#
# What the service and its operator put beside the package (data, logs, config, .env, release, rehearsal)
# doesn't count. Exit codes: 0 equal, 1 not; each difference has its line.
set -eu

folder=${1:-$(dirname "$0")}
cd "$folder"
[ -r MANIFEST.txt ] || {
  echo "MANIFEST.txt is missing in $folder" >&2
  exit 1
}

listed=$(mktemp)
found=$(mktemp)
trap 'rm -f "$listed" "$found"' EXIT
LC_ALL=C
export LC_ALL

entry='^[0-9a-f]\{64\} [0-9][0-9]* [0-7][0-7]* '
grep "$entry" MANIFEST.txt >"$listed" || :
differences=0
differs() {
  echo "$1"
  differences=$((differences + 1))
}

while read -r hash size mode path; do
  if [ ! -f "$path" ]; then
    differs "missing: $path"
  elif [ "$(wc -c <"$path" | tr -d ' ')" != "$size" ]; then
    differs "other size: $path"
  elif [ "$(sha256sum "$path" | cut -d ' ' -f 1)" != "$hash" ]; then
    differs "changed: $path"
  elif [ "$mode" = 755 ] && [ ! -x "$path" ]; then
    differs "not executable: $path"
  fi
done <"$listed"

find . \( -path ./data -o -path ./logs -o -path ./config -o -path ./release -o -path ./rehearsal \) -prune -o \
  -type f ! -path ./MANIFEST.txt ! -path ./.env -print | sed 's,^\./,,' | sort >"$found"
extra=$(sed "s,$entry,," "$listed" | sort | comm -13 - "$found")
while IFS= read -r path; do
  [ -z "$path" ] || differs "not in the manifest: $path"
done <<EXTRA
$extra
EXTRA
[ -s "$listed" ] || differs "MANIFEST.txt lists no file"
[ "$differences" -eq 0 ] || exit 1
echo "$(wc -l <"$listed" | tr -d ' ') files as listed, version $(sed -n 's/^version: //p' MANIFEST.txt)"
