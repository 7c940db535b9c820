#!/usr/bin/env bash
# Writes app/qts_ops_deploy/app/classes.lst anew: the classes that the service loads when it starts and takes
# its first requests. The image links them ahead. Needs the package's folder filled by deploy_ops.sh.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
app=$here/qts_ops_deploy/app
[[ -e $app/qts-observer.jar ]] || { echo "train_classes: run app/deploy_ops.sh first" >&2 && exit 2; }
# shellcheck source=.mvn/jdk.sh
. "$here/../.mvn/jdk.sh"
find_jdk

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2016 # sed expands it.
modules=$(sed -n 's/^modules=//p' "$app/bin/build_runtime" | tr '\n' , | sed 's/\$modules,//; s/,$//')
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --output "$work/java"

port=18765
url=http://127.0.0.1:$port
(cd "$app" && exec env -i OBSERVER_DATA_DIR="$work/data" OBSERVER_LOG_DIR="$work/logs" OBSERVER_PORT="$port" \
  "$work/java/bin/java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx256m \
  -XX:DumpLoadedClassList="$work/classes" -jar qts-observer.jar run) >"$work/said" 2>&1 &
service=$!
for _ in $(seq 300); do
  ! curl --silent --fail --output /dev/null "$url/ready" || break
  sleep 0.1
done

snapshots() { # FIRST COUNT
  awk -v first="$1" -v count="$2" 'BEGIN { for (i = first; i < first + count; i++)
    printf "{\"meta\":{\"timestamp\":\"2026-01-11T09:00:00.%03d+00:00\",\"timestamp_ms\":%.0f,\"session_id\":\"train\",\"run_id\":\"train-%d\",\"mode\":\"DEV\",\"observer_version\":\"v1.0.0\"},\"context\":{\"source\":\"market\",\"stage\":\"raw\",\"symbol\":\"005930\",\"market\":\"UPBIT\"},\"observation\":{\"inputs\":{\"price\":%d.5,\"volume\":%d},\"computed\":{},\"state\":{}}}\n", i % 1000, 1768122000000 + i % 1000, i, 71000 + i % 50, 1800 + i % 97 }'
}
post() {
  curl --silent --output /dev/null "$url/v1/snapshots" --header "Content-Type: $1" --data-binary @- "${@:2}"
}
for round in 1 2 3 4 5; do
  snapshots $((round * 1000)) 1000 | post application/x-ndjson
done
snapshots 9000 1 | post application/json
snapshots 9100 100 | gzip | post application/x-ndjson --header 'Content-Encoding: gzip'
echo '{"bad": 1}' | post application/json
for path in /health /ready /status /metrics /metrics/observer '/v1/records?limit=10' /api/v1/snapshot /v1/records/train-9000; do
  curl --silent --output /dev/null "$url$path"
done
kill "$service"
wait "$service" || true
[[ -s $work/classes ]] || { cat "$work/said" >&2 && exit 1; }
cp "$work/classes" "$app/classes.lst"
echo "$(grep -vc '^[@#]' "$app/classes.lst") classes, $(grep -c '^qts/' "$app/classes.lst") of them the program's"
