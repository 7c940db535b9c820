#!/usr/bin/env bash
# Provokes every interleaving of the journal's hand-off that the processor and the compiler allow.
#
#   .ci/jcstress.sh [MODE]     sanity, quick (the default), default or tough
set -euo pipefail

mode=${1:-quick}
[[ $mode =~ ^(sanity|quick|default|tough)$ ]] || { echo "jcstress: no mode $mode: sanity, quick, default, tough" >&2 && exit 2; }

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=.mvn/jdk.sh
. .mvn/jdk.sh
find_jdk

out=$PWD/target/jcstress
mkdir -p "$out"
./mvnw -q test-compile dependency:build-classpath -DincludeScope=test -Dmdep.outputFile="$out/classpath"
cd "$out"
"$JAVA_HOME/bin/java" -cp "../test-classes:../classes:$(<classpath)" org.openjdk.jcstress.Main \
  -m "$mode" -t 'qts\.' -r "$out/report" -hs 64 | tee "$out/log"
grep -q 'Failed tests: No matches' "$out/log"
grep -q 'Error tests: No matches' "$out/log"
