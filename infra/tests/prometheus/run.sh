#!/usr/bin/env bash
# A real Prometheus scrapes a running observer, with the configuration and the rules of config/prometheus.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
observer='' prometheus=''
clean_up() {
  [[ -z $prometheus ]] || kill "$prometheus" 2>/dev/null || true
  [[ -z $observer ]] || kill "$observer" 2>/dev/null || true
  wait
  rm -rf "$work"
}
trap clean_up EXIT
# shellcheck source=infra/tests/checks.sh
. "$here/../checks.sh"

eventually() { # COMMAND…; within a minute
  local deadline=$((SECONDS + 60))
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.2
  done
}

# ---------------------------------------------------------------- the observer, which wants a token

echo sesame >"$work/token"
cd "$work"
env -u OBSERVER_API_TOKEN OBSERVER_PORT=0 OBSERVER_API_TOKEN_FILE="$work/token" "$repository/observer" run >"$work/observer.out" 2>&1 &
observer=$!
listens() {
  address=$(sed -n 's|^QTS Observer listens on http://\([^,]*\),.*|\1|p' "$work/observer.out")
  [[ -n $address ]] || { kill -0 "$observer" && return 1; }
}
# The first start may have to build the program.
for _ in $(seq 10); do eventually listens && break; done
[[ -n $address ]] || { cat "$work/observer.out" && exit 1; }

ask() { # PATH CURL-ARGUMENTS…
  local path=$1
  shift
  curl --silent --show-error --max-time 10 --header 'Authorization: Bearer sesame' "$@" "http://$address$path"
}
snapshot() { # RUN_ID
  jq --null-input --compact-output --arg run "$1" '{
    meta: {timestamp: "2026-01-11T09:03:12.417+09:00", timestamp_ms: 1768089792417, session_id: "s", run_id: $run,
      mode: "DEV", observer_version: "v1.0.0"},
    context: {source: "market", stage: "raw", symbol: "005930", market: "KRX"},
    observation: {inputs: {price: 71000, volume: 3}, computed: {}, state: {}}}'
}
for run in one two three; do snapshot "$run"; done >"$work/snapshots.ndjson"
snapshot one >>"$work/snapshots.ndjson"
echo '{"meta": "none"}' >>"$work/snapshots.ndjson"
ask /v1/snapshots --fail --output /dev/null --header 'Content-Type: application/x-ndjson' --data-binary "@$work/snapshots.ndjson"

# What promtool says about names is advice; what it can't read is an error.
readable() {
  local code=0
  ask /metrics >"$work/exposition"
  promtool check metrics <"$work/exposition" >"$work/advice" 2>&1 || code=$?
  [[ $code != 1 ]] || { cat "$work/advice" && return 1; }
}
check "promtool reads the exposition" readable

# ---------------------------------------------------------------- Prometheus, as config/prometheus has it

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
cp "$repository/config/prometheus/alerts.rules.yaml" "$work/"
sed -e "s|127.0.0.1:8000|$address|" -e 's|_interval: 15s|_interval: 1s|' \
  -e "s|^\( *\)metrics_path: /metrics|&\n\1authorization: {credentials_file: $work/token}|" \
  "$repository/config/prometheus/prometheus.yml" >"$work/prometheus.yml"
check "the configuration names the observer" grep -q "\"$address\"" "$work/prometheus.yml"
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --web.listen-address="127.0.0.1:$port" >"$work/prometheus.log" 2>&1 &
prometheus=$!

api() { # PATH JQ-FILTER CURL-ARGUMENTS…
  local path=$1 filter=$2
  shift 2
  curl --silent --max-time 10 --get "$@" "http://127.0.0.1:$port/api/v1/$path" | jq --exit-status --raw-output "$filter"
}
value() { # QUERY
  api query '.data.result[0].value[1]' --data-urlencode "query=$1"
}
up() {
  [[ $(api targets '[.data.activeTargets[] | .health + .lastError] | join(" ")') == up ]]
}
evaluated() {
  [[ $(api rules '[.data.groups[].rules[] | .health + (.lastError // "")] | unique | join(" ")') == ok ]]
}
is() { # VALUE QUERY
  [[ $(value "$2") == "$1" ]]
}
pending() {
  [[ $(api rules '[.data.groups[].rules[] | select(.state != "inactive") | .name] | join(" ")') == "Container Down" ]]
}

check "the target is up and was read without an error" eventually up
check "... all of it" eventually is 1 "scrape_samples_scraped >= bool $(grep -vc '^#' "$work/exposition")"
check "every rule evaluates" eventually evaluated
check "what was recorded is counted" eventually is 3 'observer_snapshots_total{outcome="recorded"}'
check "... and what was not" eventually is 2 'sum(observer_snapshots_total{outcome=~"duplicate|rejected"})'
check "latency has quantiles" eventually is 1 'histogram_quantile(0.99, observer_snapshot_processing_seconds_bucket{stage="total"}) > bool 0'
kill "$observer"
wait "$observer" || true
observer=''
check "an observer that is gone raises the alarm, and only that" eventually pending
check "Prometheus complained about nothing" fails grep -E 'level=(warn|error)' "$work/prometheus.log"

finish
