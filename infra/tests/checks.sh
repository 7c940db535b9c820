# Counts and prints what a test script checks; sourced by it. The script sets $work, a directory of its own.
# shellcheck shell=bash

: "${work:?a directory of the test script}"
checks=0
failures=0

# Runs a command and says whether it succeeded. While it runs, $work/output is what the one before it said.
check() { # NAME COMMAND…
  local name=$1
  shift
  checks=$((checks + 1))
  if "$@" >"$work/output.new" 2>&1; then
    echo "ok $checks - $name"
  else
    failures=$((failures + 1))
    echo "not ok $checks - $name"
    sed 's/^/    /' "$work/output.new"
  fi
  mv "$work/output.new" "$work/output"
}

fails() {
  ! "$@"
}

same() {
  [[ $1 == "$2" ]] || { echo "'$1' is not '$2'" && return 1; }
}

# The last line of a test script.
finish() {
  echo "$((checks - failures)) passed, $failures failed"
  ((failures == 0))
}
