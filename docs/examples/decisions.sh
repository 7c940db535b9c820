#!/bin/sh
# Reports a snapshot, a judgment that rests on it and the block that stopped it, and asks why.
# Usage: decisions.sh [URL]; the token, where the service asks for one, in OBSERVER_API_TOKEN.
set -eu
url=${1:-http://127.0.0.1:8000}

post() {
  curl --silent --show-error --fail-with-body --retry 5 --retry-connrefused \
    ${OBSERVER_API_TOKEN:+--header "Authorization: Bearer $OBSERVER_API_TOKEN"} \
    --header 'Content-Type: application/x-ndjson' --data-binary @- "$url$1"
}

post /v1/snapshots <<'END'
{"meta":{"timestamp":"2026-01-11T09:03:12.417+09:00","timestamp_ms":1768089792417,"session_id":"shell","run_id":"shell-1","mode":"DEV","observer_version":"v1.0.0"},"context":{"source":"market","stage":"raw","symbol":"SHELL","market":"UPBIT"},"observation":{"inputs":{"price":71000.10},"computed":{},"state":{}}}
END
post /v1/decisions <<'END'
{"kind":"judgment","decision_id":"shell-d-1","created_at":"2026-01-11T09:03:12.420+09:00","strategy_name":"shell","symbol":"SHELL","pipeline_step":"Decide","action":"BUY","qty":10,"order":{"action":"BUY","symbol":"SHELL","qty":10,"order_type":"MARKET"},"rests_on":[{"run_id":"shell-1"}]}
{"kind":"block","decision_id":"shell-d-1","created_at":"2026-01-11T09:03:12.421+09:00","strategy_name":"shell","symbol":"SHELL","blocked_by":"GR001","limit":{"at_most":5},"actual":10,"reason":"exposure limit","rests_on":[{"run_id":"shell-1"}]}
END
curl --silent --show-error --fail-with-body --get \
  ${OBSERVER_API_TOKEN:+--header "Authorization: Bearer $OBSERVER_API_TOKEN"} \
  --data-urlencode symbol=SHELL --data-urlencode at=2026-01-11T09:03:12.417+09:00 "$url/v1/why-not"
