#!/usr/bin/env bash
# Changes the journal's code in thousands of small ways, one at a time, and runs its tests on each: of 100 changes they
# must notice 85. Names the changes they miss, and at the end the score of each class and of all.
#
#   .ci/mutation.sh [--anew] [CLASS …]     all of qts.journal by default, or these classes of it: IsoTime Recovery
#
# The classes are tried six at a time, and what came out is kept in target/mutations, a file for each class: a run
# that was interrupted goes on where it was. A class is tried again when its source has changed, when it is named, or
# with --anew, which forgets all that was kept. A score below 85 % is a failure, of the classes named alone as well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

kept=target/mutations
sources=src/main/java/qts/journal
report=target/pit-reports/mutations.xml
slice=6

case ${1:-} in
  --anew)
    rm -rf "$kept"
    shift
    ;;
  -*)
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"
    [[ $1 == --help ]] && exit 0 || exit 2
    ;;
esac
mkdir -p "$kept"
for class in "$@"; do
  [[ -e $sources/$class.java ]] || { echo "mutation: $sources/$class.java does not exist" >&2 && exit 2; }
  rm -f "$kept/$class"
done
mapfile -t all < <(cd "$sources" && printf '%s\n' *.java | sed 's/\.java$//; /^package-info$/d')
(($# > 0)) || set -- "${all[@]}"

# One line for each change of the report: CLASS STATUS FILE:LINE DESCRIPTION
changes() {
  tr '\n' ' ' <"$report" | sed 's|</mutation>|\n|g' | sed -nE \
    "s|.*status='([A-Z_]+)'.*<sourceFile>([^<]*)\.java<.*<lineNumber>([0-9]+)<.*<description>([^<]*)<.*|\2 \1 \2.java:\3 \4|p"
}

try() {
  local class patterns=
  for class in "$@"; do
    patterns+=",qts.journal.$class,qts.journal.$class\$*"
  done
  rm -f "$report"
  ./mvnw -q -Pmutation org.pitest:pitest-maven:mutationCoverage "-Dmutated.classes=${patterns#,}" \
    >"$kept/.output" 2>&1 || { cat "$kept/.output" >&2 && return 1; }
  changes >"$kept/.changes"
  for class in "$@"; do
    sed -n "s/^$class //p" "$kept/.changes" | sort -k2,2V >"$kept/.class"
    grep -E '^(SURVIVED|NO_COVERAGE) ' "$kept/.class" | sed 's/^[A-Z_]* /not noticed: /' || true
    mv "$kept/.class" "$kept/$class"
  done
}

todo=()
for class in "$@"; do
  [[ -e $kept/$class && ! $sources/$class.java -nt $kept/$class ]] || todo+=("$class")
done
((${#todo[@]} == 0)) || ./mvnw -q -Pmutation test-compile
for ((i = 0; i < ${#todo[@]}; i += slice)); do
  try "${todo[@]:i:slice}"
done

cd "$kept"
awk '
  { total[FILENAME]++; totals++ }
  $1 == "TIMED_OUT" { late++ }
  $1 !~ /^(SURVIVED|NO_COVERAGE)$/ { noticed[FILENAME]++; all++ }
  END {
    for (class in total)
      printf "%3d %%  %s: %d of %d\n", 100 * noticed[class] / total[class], class, noticed[class], total[class] | "sort -n"
    close("sort -n")
    printf "%d of %d changes noticed (%.1f %%), %d of them because a test no longer ended\n",
      all, totals, totals ? 100 * all / totals : 100, late
    exit totals > 0 && 100 * all < 85 * totals
  }' "$@"
