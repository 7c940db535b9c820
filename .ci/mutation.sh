#!/usr/bin/env bash
# Changes the journal's code in thousands of small ways, one at a time, and runs its tests on each: of 100 changes they
# must notice 85. Names the changes they miss.
#
#   .ci/mutation.sh [CLASS …]     all of qts.journal by default, or these classes of it: .ci/mutation.sh IsoTime Recovery
#
# The report is in target/pit-reports. A score below 85 % is a failure, of the classes named alone as well.
set -euo pipefail

if [[ ${1:-} == -* ]]; then
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"
  [[ $1 == --help ]] && exit 0 || exit 2
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."

classes=
for class in "${@:-*}"; do
  classes+=",qts.journal.$class,qts.journal.$class\$*"
done
report=target/pit-reports/mutations.xml
rm -f "$report"
code=0
./mvnw -q -Pmutation test-compile org.pitest:pitest-maven:mutationCoverage "-Dmutated.classes=${classes#,}" || code=$?
[[ -f $report ]] || exit 1

value() { sed -n "s|.*<$1>\([^<]*\)</$1>.*|\1|p" <<<"$2"; }
tr '\n' ' ' <"$report" | sed 's|</mutation>|\n|g' | { grep -E "status='(SURVIVED|NO_COVERAGE)'" || true; } |
  while read -r mutation; do
    printf 'not noticed: %s:%s %s\n' "$(value sourceFile "$mutation")" "$(value lineNumber "$mutation")" \
      "$(value description "$mutation")"
  done | sort -V
count() { grep -o "$1" "$report" | wc -l; }
printf '%d of %d changes noticed, %d of them because a test no longer ended\n' \
  "$(count "detected='true'")" "$(count '<mutation ')" "$(count "status='TIMED_OUT'")"
exit "$code"
