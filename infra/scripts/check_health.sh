#!/usr/bin/env bash
# Asks a service for its health until it is well or the time is over.
#
#   check_health.sh URL [SECONDS]     URL without a path, such as http://10.40.0.4:8000; 60 s by default
set -euo pipefail

url=${1:?usage: check_health.sh URL [SECONDS]}
deadline=$((SECONDS + ${2:-60}))
pause=1
until curl --fail --silent --show-error --max-time 5 "${url%/}/health"; do
  if ((SECONDS + pause > deadline)); then
    echo "check_health: ${url%/}/health is not well after ${2:-60} s" >&2
    exit 1
  fi
  sleep "$pause"
  pause=$((pause < 8 ? pause * 2 : 8))
done
echo
