#!/usr/bin/env bash
# Kills the whole service (kill -9) under snapshots over HTTP, again and again; in the end everything it had answered for
# is there exactly once and the ledger balances. A tenth as often with rules that judge: each snapshot is judged once.
#
#   .ci/service_kills.sh [COUNT]     50 by default
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

[[ -e target/qts-observer.jar && -d target/test-classes ]] || ./mvnw -q package -DskipTests
count=${1:-50}
exec ./mvnw -q failsafe:integration-test failsafe:verify -Dit.test=FlightIT,RulesFlightIT \
  -Dflight.kills="$count" -Drules.kills="$((count / 10 + 3))" -Drules.seed="$(date +%s)"
