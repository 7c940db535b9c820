#!/usr/bin/env bash
# Writes one line a minute to the system log, from where the monitoring agent collects it:
#   container_status=running error_rate=0.42
#   container_status=stopped
# error_rate: percent of the snapshots received since the last line that were rejected, blocked or shed.
set -euo pipefail

container=qts-observer
metrics=${OBSERVER_METRICS_URL:-http://127.0.0.1:8000/metrics}
release=${OBSERVER_RELEASE_ENV:-/opt/qts-observer/release/current.env}
config=${OBSERVER_CONFIG:-/opt/qts-observer/config}
state=${STATE_DIRECTORY:-/var/lib/qts-observer-watch}/counters

report() {
  logger --tag qts-observer-watch --priority "$1" -- "$2"
}

# Reads an exposition on standard input; prints "RECEIVED FAILED", summed over all outcomes.
counters() {
  awk '
    /^observer_snapshots_total[{]/ {
      received += $NF
      if ($0 ~ /outcome="(rejected|blocked|shed)"/) failed += $NF
    }
    END { printf "%d %d\n", received, failed }'
}

# The rate between two readings. A counter that went back was reset by a restart and counts from zero.
error_rate() {
  awk -v received="$1" -v failed="$2" -v received_before="$3" -v failed_before="$4" '
    BEGIN {
      if (received < received_before) received_before = failed_before = 0
      total = received - received_before
      printf "%.2f\n", total == 0 ? 0 : 100 * (failed - failed_before) / total
    }'
}

# The service's token, from where the release has it; nothing where it asks for none.
token() {
  local name value
  [[ -r $release ]] || return 0
  while IFS='=' read -r name value; do
    case $name in
      OBSERVER_API_TOKEN) printf '%s' "$value" ;;
      OBSERVER_API_TOKEN_FILE) head -n 1 "$config/${value#/app/config/}" ;;
    esac
  done <"$release"
}

# Asks for the metrics. The token travels on standard input: arguments are everybody's to read.
exposition() {
  local token
  token=$(token)
  printf '%s' "${token:+header = \"Authorization: Bearer $token\"}" |
    curl --fail --silent --show-error --max-time 10 --config - "$metrics"
}

status=$(docker inspect --format '{{.State.Status}}' "$container" 2>/dev/null) || status=absent
if [[ $status != running ]]; then
  report daemon.crit "container_status=stopped"
  exit 0
fi

if ! exposition=$(exposition); then
  report daemon.err "container_status=running metrics=unreachable"
  exit 0
fi
read -r received failed < <(counters <<<"$exposition")
received_before=$received failed_before=$failed
if [[ -r $state ]]; then
  read -r received_before failed_before <"$state"
fi
printf '%s %s\n' "$received" "$failed" >"$state"
rate=$(error_rate "$received" "$failed" "$received_before" "$failed_before")
report daemon.info "container_status=running error_rate=$rate"
