#!/usr/bin/env bash
# Runs the journal's own tests and fails unless they cover every line of qts.journal; names the lines they miss.
#
#   .ci/coverage.sh     the report is in target/site/jacoco
set -euo pipefail

if [[ $# -gt 0 ]]; then
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"
  [[ $1 == --help ]] && exit 0 || exit 2
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."

report=target/site/jacoco/jacoco.xml
rm -f "$report"
code=0
./mvnw -q -Pcoverage,'!fuzz-corpus' test || code=$?
[[ -f $report ]] || exit 1 # the tests failed

# One element a line: a source file, or a line with the instructions missed (mi) and covered (ci).
tr '<' '\n' <"$report" | awk -F'"' '
  /^sourcefile / { file = $2 }
  /^line / { lines++; if ($6 == 0) { missed++; list[file] = list[file] " " $2 } }
  END {
    for (file in list) print "not covered: " file ":" list[file]
    printf "qts.journal: %d of %d lines covered\n", lines - missed, lines
    exit missed > 0 || lines == 0
  }'
exit "$code"
