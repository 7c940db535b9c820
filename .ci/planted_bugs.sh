#!/usr/bin/env bash
# Plants bugs of durability into a copy of the program, one at a time, and shows that the tests catch each.
#
#   .ci/planted_bugs.sh [NN …]     all of src/test/planted by default, or those with these numbers
#
# Each patch says what it breaks (Bug:) and what must fail then (Caught-By:): test classes or methods; or "cuts N", N
# power cuts (needs root and loop devices).
# Fails when a bug is missed or a patch no longer applies.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
# shellcheck source=.mvn/jdk.sh
. .mvn/jdk.sh
find_jdk || exit 2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
classes=${CRASH_CLASSES:-target/classes} tests=${CRASH_TESTS:-target/test-classes}
class_path=${TEST_CLASS_PATH:-}
if [[ -z $class_path ]]; then
  ./mvnw -q test-compile dependency:build-classpath -Dspotless.check.skip -DincludeScope=test \
    -Dmdep.outputFile="$work/class_path" || exit 2
  class_path=$(<"$work/class_path")
fi

# compile PATCH DIR: the patched sources, compiled into DIR/bug; everything else comes from the classes as they are.
compile() {
  mkdir -p "$2/src" "$2/bug"
  local sources
  sources=$(sed -n 's|^+++ b/||p' "$1")
  # shellcheck disable=SC2086 # names are words
  cp --parents $sources "$2/src" || return 1
  patch -s -d "$2/src" -p1 <"$1" || return 1
  # shellcheck disable=SC2086
  (cd "$2/src" && "$JAVA_HOME/bin/javac" -J-XX:TieredStopAtLevel=1 -parameters -nowarn -proc:none -d "$2/bug" \
    -cp "$OLDPWD/$classes:$classes:$class_path" $sources) || return 1
}

# check DIR WHAT …: runs it on DIR/bug and the classes as they are; fails when it finds a bug.
check() {
  local dir=$1
  shift
  case $1 in
    cuts) with_all_classes "$dir" .ci/power_cuts.sh "$2" 1 ;;
    *) timeout 100 "$JAVA_HOME/bin/java" -Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
      --enable-native-access=ALL-UNNAMED -Dsimulation.seeds=1000 \
      -cp "$dir/bug:$tests:$classes:$class_path" qts.TestRun "$@" ;;
  esac
}

# The loops want the journal's classes in one place.
with_all_classes() {
  local dir=$1
  shift
  mkdir -p "$dir/all/qts"
  cp -r "$classes/qts/journal" "$classes/qts/observer" "$dir/all/qts"
  cp -r "$dir/bug/." "$dir/all"
  CRASH_CLASSES=$dir/all CRASH_TESTS=$tests "$@"
}

# plant PATCH: tells in a line what became of it; what it caught is kept in a folder of its own.
plant() {
  local patch=$1 name dir code=0 verdict reason what
  name=$(basename "$patch" .patch)
  dir=$work/$name
  mkdir "$dir"
  read -ra what <<<"$(sed -n 's/^Caught-By: //p' "$patch")"
  if ! compile "$patch" "$dir" >"$dir/log" 2>&1; then
    verdict=STALE
    reason="the patch does not apply or compile: $(tail -n 1 "$dir/log")"
  else
    check "$dir" "${what[@]}" >"$dir/log" 2>&1 || code=$?
    # A loop that could not even begin has found nothing.
    [[ $code != 1 || ${what[0]} == *.* ]] || grep -q AssertionError "$dir/log" || code=2
    reason=$(grep -v '^ *at \|^\s*at \|^WARNING\|^$' "$dir/log" | tail -n 1 | cut -c 1-160)
    case $code in
      0) verdict=MISSED ;;
      1) verdict=caught ;;
      *) verdict=BROKEN ;; # neither found nor passed: a time-out, or nothing ran
    esac
  fi
  echo "$verdict" >"$dir/verdict"
  printf '%-40s %-7s %s\n' "$name" "$verdict" "$reason"
}

# As many at once as there are processors; each is a process of one thread for the most part.
printf '%-40s %-7s %s\n' "planted bug" "" "by"
running=0
for patch in src/test/planted/*.patch; do
  name=$(basename "$patch" .patch)
  [[ $# == 0 || " $* " == *" ${name%%-*} "* ]] || continue
  if [[ $running -ge $(nproc) ]]; then
    wait -n
    running=$((running - 1))
  fi
  plant "$patch" &
  running=$((running + 1))
done
wait

planted=$(find "$work" -name verdict | wc -l)
caught=$(find "$work" -name verdict -exec cat {} + | grep -c caught)
echo "$caught caught, $((planted - caught)) missed"
[[ $caught == "$planted" && $caught -gt 0 ]]
