#!/usr/bin/env bash
# Writes app/qts_ops_deploy/app/classes.lst anew: the classes that the service loads when it starts on data that is
# there, takes its first requests, and stops, and those of the command that asks for its health. The image links them
# ahead. Needs the package's folder filled by deploy_ops.sh.
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

native=linux/amd64
[[ $(uname -m) == x86_64 ]] || native=linux/$(uname -m)
(cd "$work" && "$JAVA_HOME/bin/jar" --extract --file "$(echo "$app"/lib/zstd-jni-*.jar)" "$native")
sed "s,^-DZstdNativePath=.*,-DZstdNativePath=$(echo "$work/$native"/libzstd-jni*.so)," "$app/bin/java_options" >"$work/java_options"

mkdir "$work/config"
sed "s,/app/data/observer,$work/data,; s,/app/logs,$work/logs,; s,/app/config,$work/config," "$app/deployment_config.json" >"$work/config/deployment_config.json"
port=18765
token=only-for-the-training-run-of-classes
url=http://127.0.0.1:$port
become_observer() { # COMMAND JAVA-OPTIONS…
  cd "$app"
  exec env -i \
    OBSERVER_CONFIG_DIR="$work/config" OBSERVER_PORT="$port" OBSERVER_API_TOKEN="$token" \
    "$work/java/bin/java" "@$work/java_options" -XX:+UseSerialGC "${@:2}" -jar qts-observer.jar "$1"
}
start() { # JAVA-OPTIONS…
  (become_observer run "$@") >"$work/said" 2>&1 &
  service=$!
  for _ in $(seq 300); do
    ! curl --silent --fail --output /dev/null "$url/ready" || return 0
    sleep 0.1
  done
  cat "$work/said" >&2
  return 1
}
stop() {
  kill "$service"
  wait "$service" || true
}

snapshots() { # FIRST COUNT
  awk -v first="$1" -v count="$2" 'BEGIN { for (i = first; i < first + count; i++)
    printf "{\"meta\":{\"timestamp\":\"2026-01-11T09:00:00.%03d+00:00\",\"timestamp_ms\":%.0f,\"session_id\":\"train\",\"run_id\":\"train-%d\",\"mode\":\"DEV\",\"observer_version\":\"v1.0.0\"},\"context\":{\"source\":\"market\",\"stage\":\"raw\",\"symbol\":\"005930\",\"market\":\"UPBIT\"},\"observation\":{\"inputs\":{\"price\":%d.5,\"volume\":%d},\"computed\":{},\"state\":{}}}\n", i % 1000, 1768122000000 + i % 1000, i, 71000 + i % 50, 1800 + i % 97 }'
}
ask() { # PATH CURL-ARGUMENTS…
  curl --silent --output /dev/null --header "Authorization: Bearer $token" "$url$1" "${@:2}"
}
post() { # CONTENT-TYPE CURL-ARGUMENTS…
  ask /v1/snapshots --header "Content-Type: $1" --data-binary @- "${@:2}"
}
start
snapshots 100 10 | post application/x-ndjson
stop
start -XX:DumpLoadedClassList="$work/classes"
for round in 1 2 3 4 5; do
  snapshots $((round * 1000)) 1000 | post application/x-ndjson
done
snapshots 9000 1 | post application/json
snapshots 9100 100 | gzip | post application/x-ndjson --header 'Content-Encoding: gzip'
echo '{"bad": 1}' | post application/json
for path in /health /ready /status /metrics /metrics/observer '/v1/records?limit=10' /api/v1/snapshot /v1/records/train-9000; do
  ask "$path"
done
(become_observer health -XX:DumpLoadedClassList="$work/health_classes") >/dev/null
stop
[[ -s $work/classes ]] || { cat "$work/said" >&2 && exit 1; }
# The numbers of the classes are those of one run each.
cat "$work/classes" "$work/health_classes" | sed 's/ id: [0-9]*$//' | awk '!seen[$0]++' >"$app/classes.lst"
echo "$(grep -vc '^[@#]' "$app/classes.lst") classes, $(grep -c '^qts/' "$app/classes.lst") of them the program's"
