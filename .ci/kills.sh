#!/usr/bin/env bash
# Kills a journal's process in the middle of its work (kill -9), starts it again, and so on; after each kill the
# journal must hold what the process had said to be durable.
#
#   .ci/kills.sh [COUNT [SEED]]     2000 by default; JOURNALS=N has the process write N journals, each with its judge
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. .ci/journal_process.sh

# In memory where there is such a folder: a kill leaves what was written to the system, synced or not, so a slow
# disk would add nothing but time.
work=$(TMPDIR=$([[ -w /dev/shm ]] && echo /dev/shm || echo "${TMPDIR:-/tmp}") mktemp -d)
trap 'rm -rf "$work"' EXIT
prepare_crash_loop "$work"
echo "kill -9:"
crash_loop "$work/journals" "${1:-2000}" "${2:-$RANDOM}" "-Dcrash.journals=${JOURNALS:-1}"
